"""Reads settings from the environment; a bad value stops the start with one sentence.

Values are taken as they stand: django-environ would read one that begins with `$` as the
name of another variable, and any unknown word as false. It only takes addresses apart here.
"""

import os
import re
import secrets
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import environ

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
HOST_NAME = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def stop(sentence):
    """End the process with one sentence for the person who started it, and exit code 1."""
    raise SystemExit(sentence)


def text(name, default=""):
    """The variable as it stands; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name, default=False):
    """True or False; any word but the eight known ones stops the start."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        stop(f"{name} is “{value}”: write true or false.")
    return value in TRUE


def folder(name):
    value = text(name)
    return Path(value).expanduser().resolve() if value else None


def number(name, default, least, most):
    """A whole number between `least` and `most`, both allowed."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        stop(f"{name} is “{value}”: write a whole number from {least} to {most}.")
    return int(value)


def words(name, default=()):
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def names(name, default):
    found = words(name, default)
    if bad := [word for word in found if not re.fullmatch(r"[\w-]+", word)]:
        stop(f"{name} has “{bad[0]}”: write names of fixtures without path or ending, or none.")
    return [] if found == ["none"] else found


def hosts(name, default):
    found = words(name, default)
    if bad := [word for word in found if not HOST_NAME.fullmatch(word)]:
        stop(
            f"{name} has “{bad[0]}”: write names of hosts with commas, such as films.example,www.films.example."
        )
    return found


def address(name, default):
    """The IP address to listen on; `localhost` is the one word that is understood."""
    value = text(name, default)
    value = {"localhost": "127.0.0.1"}.get(value, value.strip("[]"))
    try:
        return str(ip_address(value))
    except ValueError:
        stop(
            f"{name} is “{value}”: write an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all."
        )


def exposed_host(host, trust_proxy):
    """The start stops where other machines reach the server itself: it waits for a slow body as
    long as it comes.
    """
    if not (ip_address(host).is_loopback or trust_proxy):
        stop(
            f"HOST is “{host}”, which other machines reach, and TRUST_PROXY is off: put a proxy in front that takes in "
            "whole requests first (docs/nginx.conf), and set TRUST_PROXY=true. "
            "Without one, a few slow uploads stop the site."
        )


def local_url(host, port):
    """Where a browser on this machine finds a server that listens on `host` (RFC 3986, 3.2.2)."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def site_url(name, default):
    """The site's public address: scheme and host, without a path (RFC 3986)."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        sound = (
            parts.scheme in {"http", "https"}
            and HOST_NAME.fullmatch(host_of(value))
            and parts.port != 0
        )
    except ValueError:
        sound = False
    if (
        not sound
        or parts.path
        or parts.query
        or parts.fragment
        or "@" in parts.netloc
        or "*" in parts.netloc
    ):
        stop(f"{name} is “{value}”: write an address such as https://films.example.")
    return value


def host_of(url):
    """The host of an address as the Host header names it, without its port; IPv6 in brackets."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def mail_address(name, default):
    value = text(name, default)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value):
        stop(f"{name} is “{value}”: write an e-mail address, such as editor@films.example.")
    return value


def optional_mail_address(name):
    return mail_address(name, "").lower() if text(name) else ""


def time_zone(name, default):
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        stop(f"{name} is “{value}”: write a time zone's name, such as Europe/Paris.")


def language(name, default, known):
    value = text(name, default).lower()
    if value not in {code for code, _ in known}:
        stop(f"{name} is “{value}”: write a language code, such as en-gb or fr.")
    return value


def url(name, default, parse, known):
    """A `scheme://…` value read by django-environ into Django's own dictionary.

    The sentences never repeat the value, which may hold a password.
    """
    value = text(name, default)
    scheme = value.partition("://")[0]
    if "://" not in value or scheme not in known:
        stop(
            f"{name} does not begin with a known word: write {', '.join(f'{word}://…' for word in known)}."
        )
    try:
        return parse(value)
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        stop(
            f"{name} cannot be read: write {known[0]}://user:password@host:port/name, with %23 for # and the like."
        )


def database(name, folder):
    """Django's dictionary for `DATABASE_URL`; without one, an SQLite file in `folder` that its
    owner alone may read.
    """
    path = folder / "filmsite.sqlite3"
    if not text(name):
        private_file(path)
    config = url(
        name,
        f"sqlite:///{quote(str(path))}",
        environ.Env.db_url_config,
        ("postgres", "postgresql", "sqlite"),
    )
    if config["NAME"] in {"", ":memory:"}:
        stop(
            f"{name} names no database: write it last, as in postgres://user:password@host:5432/filmsite."
        )
    return config


def cache(name):
    """Django's dictionary for `CACHE_URL`: the process's own memory, or Redis."""

    backends = {
        "redis": "core.redis_cache.FailSafeRedisCache",
        "rediss": "core.redis_cache.FailSafeRedisCache",
        "locmemcache": "core.caches.WorkerCache",
        "dummycache": None,
    }

    def parse(value):
        return environ.Env.cache_url_config(value, backend=backends[value.partition("://")[0]])

    return url(name, "locmemcache://", parse, tuple(backends))


def mail(name):
    """Django's `EMAIL_…` settings for `EMAIL_URL`; without one, letters are written to the log."""
    known = ("smtp+tls", "smtp+ssl", "smtp", "consolemail", "filemail", "dummymail")
    config = url(name, "consolemail://", environ.Env.email_url_config, known)
    if text(name).startswith("smtp") and not config["EMAIL_HOST"]:
        stop(f"{name} names no mail server: write smtp+tls://user:password@host:587.")
    return {key: value for key, value in config.items() if key.startswith("EMAIL_")}


def keys(name):
    """The keys that an outside log-in gave this site, `…_CLIENT_ID` and `…_CLIENT_SECRET`; None
    without them.
    """
    secret = name.removesuffix("_ID") + "_SECRET"
    found = {"client_id": text(name), "secret": text(secret)}
    if any(found.values()) and not all(found.values()):
        stop(f"{name} goes with {secret}: set both, or neither.")
    return found if all(found.values()) else None


def openid(name):
    """The keys of an OpenID Connect provider, with its address (`…_URL`) and the name on its button
    (`…_NAME`).
    """
    prefix = name.removesuffix("_URL")
    found = keys(f"{prefix}_CLIENT_ID")
    if found is None:
        return None
    server = site_address(name)
    settings = {"server_url": server, "oauth_pkce_enabled": True}
    return found | {
        "provider_id": "oidc",
        "name": text(f"{prefix}_NAME", host_of(server)),
        "settings": settings,
    }


def site_address(name, default=""):
    """An address of another site with a path, such as an OpenID Connect provider's issuer."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        sound = (
            parts.scheme in {"http", "https"}
            and parts.hostname
            and "@" not in parts.netloc
            and parts.port != 0
        )
    except ValueError:
        sound = False
    if not sound:
        stop(
            f"{name} is “{value}”: write the provider’s address, such as https://login.example/realms/films."
        )
    return value.rstrip("/")


def providers(**found):
    return {name: {"APPS": [app]} for name, app in found.items() if app}


def data_dir(name, default):
    """The folder for all that the site writes; made when it is not there, closed to other users."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        stop(
            f"The data folder {path} cannot be made ({error.strerror}): set {name} to a folder you may write to."
        )
    if not os.access(path, os.W_OK | os.X_OK):
        stop(
            f"The data folder {path} is not writable: change its owner, or set {name} to another folder."
        )
    return path


def private_file(path, content=""):
    """Make `path` with mode 600 unless it is there; whole or not at all, also when two processes
    start together.
    """
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(content)
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        stop(
            f"{path} cannot be made ({error.strerror}): change the owner of its folder, or set DATA_DIR."
        )
    finally:
        draft.unlink(missing_ok=True)


def secret_key(name, folder):
    """The variable, or the key kept in `folder`, made on the first run with mode 600."""
    if value := text(name):
        if len(value) < 50 or len(set(value)) < 5:
            stop(f"{name} is too short to be secret: write at least 50 random characters.")
        return value
    path = folder / "secret_key"
    private_file(path, secrets.token_urlsafe(64))
    try:
        return path.read_text().strip() or stop(
            f"{path} is empty: delete it, and a new key is made."
        )
    except (OSError, UnicodeDecodeError):
        stop(
            f"{path} cannot be read: give it to the user who runs the site, or delete it for a new key."
        )
