"""Reads settings from the environment; a bad value stops the start with one sentence.

Values are taken as they stand: django-environ would read one that begins with `$` as the
name of another variable, and any unknown word as false. It only takes addresses apart here.
"""

import os
import re
import secrets
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import environ

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
CACHES = {
    "redis": "core.redis_cache.FailSafeRedisCache",
    "rediss": "core.redis_cache.FailSafeRedisCache",
    "locmemcache": "core.caches.WorkerCache",
    "dummycache": None,
}
DATABASES = ("postgres", "postgresql", "sqlite")
# A server that went away without a word is given up in seconds: the system would wait minutes.
POSTGRES_OPTIONS = {"connect_timeout": 5, "tcp_user_timeout": 20_000}
MAIL_SERVERS = ("smtp+tls", "smtp+ssl", "smtp", "consolemail", "filemail", "dummymail")
CDNS = {
    "fastly": (r"([\w-]+)@(\w+)", "fastly://TOKEN@SERVICE_ID"),
    "cloudflare": (r"([\w-]+)@(\w+)", "cloudflare://TOKEN@ZONE_ID"),
    "varnish": (r"([\w.,:\[\]-]+:[0-9]{1,5})", "varnish://HOST:PORT"),
}
HOST_NAME = r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]"


def stop(sentence):
    """End the process with one sentence for the person who started it, and exit code 1."""
    raise SystemExit(sentence)


def require(condition, sentence):
    if not condition:
        stop(sentence)


def text(name, default=""):
    """The variable as it stands; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name):
    value = text(name, "false").lower()
    require(value in TRUE | FALSE, f"{name} is “{value}”: write true or false.")
    return value in TRUE


def folder(name):
    value = text(name)
    return Path(value).expanduser().resolve() if value else None


def number(name, default, least, most):
    """A whole number between `least` and `most`, both allowed."""
    value = text(name, str(default))
    require(
        re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most,
        f"{name} is “{value}”: write a whole number from {least} to {most}.",
    )
    return int(value)


def location(name, rival):
    """A location of nginx, as an address begins; nothing where `rival` is set as well."""
    value = text(name)
    require(
        re.fullmatch(r"(/[\w-]+)*/|", value),
        f"{name} is “{value}”: write a location of nginx, such as /accel/.",
    )
    require(not value or not text(rival), f"{name} is for files on this machine: unset {rival}.")
    return value


def words(name, default, pattern, hint):
    """A list written with commas; each word must match."""
    found = [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]
    for word in found:
        require(re.fullmatch(pattern, word), f"{name} has “{word}”: write {hint}.")
    return found


def names(name, default):
    """Names of fixtures; `none` for an empty list."""
    hint = "names of fixtures without path or ending, or none"
    found = words(name, default, r"[\w-]+", hint)
    return [] if found == ["none"] else found


def hosts(name, default):
    hint = "names of hosts with commas, such as films.example,www.films.example"
    return words(name, default, HOST_NAME, hint)


def address(name, default):
    """The IP address to listen on; `localhost` is the one word that is understood."""
    value = text(name, default).strip("[]")
    try:
        return "127.0.0.1" if value == "localhost" else str(ip_address(value))
    except ValueError:
        stop(
            f"{name} is “{value}”: write an IP address of this machine, such as 127.0.0.1, "
            "or 0.0.0.0 for all."
        )


def exposed_host(host, trust_proxy):
    """Refuse a host that others reach directly: the server waits for slow bodies without end."""
    require(
        ip_address(host).is_loopback or trust_proxy,
        f"HOST is “{host}”, which other machines reach, and TRUST_PROXY is off: put a proxy in "
        "front that takes in whole requests first (docs/nginx.conf), and set TRUST_PROXY=true. "
        "Without one, a few slow uploads stop the site.",
    )


def local_url(host, port):
    """Where a browser on this machine finds a server that listens on `host` (RFC 3986, 3.2.2)."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_web_address(value):
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        return bool(is_web and "@" not in parts.netloc)
    except ValueError:
        return False


def site_url(name, default):
    """The site's public address: scheme and host, without a path (RFC 3986)."""
    value = text(name, default).rstrip("/")
    is_sound = is_web_address(value) and re.fullmatch(HOST_NAME, host_of(value))
    require(
        is_sound and not set("/?#*") & set(value.partition("://")[2]),
        f"{name} is “{value}”: write an address such as https://films.example.",
    )
    return value


def site_address(name, default=""):
    """An address of another site, path and all, such as an OpenID Connect provider's issuer."""
    value = text(name, default)
    require(
        is_web_address(value),
        f"{name} is “{value}”: write the provider’s address, such as "
        "https://login.example/realms/films.",
    )
    return value.rstrip("/")


def host_of(url):
    """The host of an address as the Host header names it, without its port; IPv6 in brackets."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def mail_address(name, default=""):
    value = text(name, default)
    require(
        value == default or re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value),
        f"{name} is “{value}”: write an e-mail address, such as editor@films.example.",
    )
    return value


def contact(name):
    """Where to write to, as a link: an e-mail address, or one of the web (RFC 9116, 2.5.3)."""
    value = text(name)
    is_web = is_web_address(value) and value.startswith("https:")
    require(
        is_web or re.fullmatch(r"([^\s@<>:/]+@[^\s@<>/]+)?", value),
        f"{name} is “{value}”: write an e-mail address, or one that begins with https://.",
    )
    return value if is_web or not value else f"mailto:{value}"


def time_zone(name, default):
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        stop(f"{name} is “{value}”: write a time zone's name, such as Europe/Paris.")


def language(name, default, known):
    value = text(name, default).lower()
    require(
        value in dict(known), f"{name} is “{value}”: write a language code, such as en-gb or fr."
    )
    return value


def data_dir(name, default):
    """The folder for all that the site writes; made when it is not there, closed to other users."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        stop(
            f"The data folder {path} cannot be made ({error.strerror}): "
            f"set {name} to a folder you may write to."
        )
    require(
        os.access(path, os.W_OK | os.X_OK),
        f"The data folder {path} is not writable: change its owner, "
        f"or set {name} to another folder.",
    )
    return path


def private_file(path, content=""):
    """Make `path` with mode 600 unless it is there.

    Whole or not at all, also when two processes start together.
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
            f"{path} cannot be made ({error.strerror}): "
            "change the owner of its folder, or set DATA_DIR."
        )
    finally:
        draft.unlink(missing_ok=True)


def secret_key(name, folder):
    """The variable, or the key kept in `folder`, made on the first run with mode 600."""
    if value := text(name):
        require(
            len(value) >= 50 and len(set(value)) >= 5,
            f"{name} is too short to be secret: write at least 50 random characters.",
        )
        return value
    path = folder / "secret_key"
    private_file(path, secrets.token_urlsafe(64))
    try:
        value = path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        stop(
            f"{path} cannot be read: give it to the user who runs the site, "
            "or delete it for a new key."
        )
    require(value, f"{path} is empty: delete it, and a new key is made.")
    return value


# Other programs and sites that the site uses


def url(name, default, parse, known):
    """A `scheme://…` value read by django-environ into Django's own dictionary.

    The sentences never repeat the value, which may hold a password.
    """
    value = text(name, default)
    schemes = ", ".join(f"{word}://…" for word in known)
    require(
        "://" in value and value.partition("://")[0] in known,
        f"{name} does not begin with a known word: write {schemes}.",
    )
    try:
        return parse(value)
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        stop(
            f"{name} cannot be read: write {known[0]}://user:password@host:port/name, "
            "with %23 for # and the like."
        )


def database(name, folder):
    """Django's dictionary for `DATABASE_URL`.

    Without one, an SQLite file in `folder` that its owner alone may read.
    """
    path = folder / "filmsite.sqlite3"
    if not text(name):
        private_file(path)
    config = url(name, f"sqlite:///{quote(str(path))}", environ.Env.db_url_config, DATABASES)
    require(
        config["NAME"] not in {"", ":memory:"},
        f"{name} names no database: write it last, as in "
        "postgres://user:password@host:5432/filmsite.",
    )
    if config["ENGINE"].endswith("postgresql"):
        config["OPTIONS"] = POSTGRES_OPTIONS | config.get("OPTIONS", {})
    return config


def cache(name):
    backend = CACHES.get(text(name, "locmemcache").partition("://")[0])
    parse = partial(environ.Env.cache_url_config, backend=backend)
    return url(name, "locmemcache://", parse, tuple(CACHES))


def mail(name):
    """Django's `EMAIL_…` settings for `EMAIL_URL`; without one, e-mail is written to the log."""
    config = url(name, "consolemail://", environ.Env.email_url_config, MAIL_SERVERS)
    require(
        config["EMAIL_HOST"] or not text(name).startswith("smtp"),
        f"{name} names no mail server: write smtp+tls://user:password@host:587.",
    )
    return {key: value for key, value in config.items() if key.startswith("EMAIL_")}


def cdn(name):
    """The CDN in front and what opens it, as `filmsite/cdn.py` takes it; None without one.

    The sentences never repeat the value, which holds a token.
    """
    vendor, _, rest = (value := text(name)).partition("://")
    if not value:
        return None
    known = ", ".join(form for pattern, form in CDNS.values())
    require(vendor in CDNS, f"{name} does not begin with a known word: write one of {known}.")
    pattern, form = CDNS[vendor]
    found = re.fullmatch(pattern, rest)
    require(found, f"{name} cannot be read: write {form}.")
    return vendor, found.groups()


def keys(name):
    """The keys that another site gave for signing in with it, `…_CLIENT_ID` and `…_CLIENT_SECRET`.

    None without them.
    """
    secret = name.removesuffix("_ID") + "_SECRET"
    found = {"client_id": text(name), "secret": text(secret)}
    is_whole = all(found.values())
    require(
        is_whole or not any(found.values()), f"{name} goes with {secret}: set both, or neither."
    )
    return found if is_whole else None


def openid(name):
    """The keys of an OpenID Connect provider, its address (`…_URL`) and its name (`…_NAME`)."""
    prefix = name.removesuffix("_URL")
    if not (found := keys(f"{prefix}_CLIENT_ID")):
        return None
    server = site_address(name)
    return found | {
        "provider_id": "oidc",
        "name": text(f"{prefix}_NAME", host_of(server)),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }


def providers(**found):
    return {name: {"APPS": [app]} for name, app in found.items() if app}
