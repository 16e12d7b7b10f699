"""Reads settings from the environment; a bad value stops the start with one sentence."""

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def stop(sentence):
    """End the process with one sentence for the person who started it."""
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


def number(name, default, least, most):
    """A whole number between `least` and `most`, both allowed."""
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        stop(f"{name} is “{value}”: write a whole number from {least} to {most}.")
    return int(value)


def words(name, default):
    """A list written with commas."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def site_url(name, default):
    """The site's public address: scheme and host, without a path (RFC 3986)."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        sound = False
    if not sound or parts.path or parts.query or parts.username:
        stop(f"{name} is “{value}”: write an address such as https://films.example.")
    return value


def time_zone(name, default):
    """A name from the IANA time zone database."""
    value = text(name, default)
    if value not in available_timezones():
        stop(f"{name} is “{value}”: write a time zone's name, such as Europe/Paris.")
    return ZoneInfo(value).key


def language(name, default, known):
    """One of the language codes that Django knows."""
    value = text(name, default).lower()
    if value not in {code for code, _ in known}:
        stop(f"{name} is “{value}”: write a language code, such as en-gb or fr.")
    return value


def url(name, default, parse, known):
    """A `scheme://…` value read by django-environ into Django's own dictionary."""
    value = text(name, default)
    scheme = value.partition(":")[0]
    if scheme not in known:
        stop(f"{name} begins with “{scheme}:”: write one of {', '.join(known)}.")
    try:
        return parse(value)
    except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
        stop(f"{name} cannot be read: {error}.")


def data_dir(name, default):
    """The folder for all that the site writes; made when it is not there."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"The data folder {path} cannot be made ({error.strerror}): set {name} to a folder you may write to.")
    if not os.access(path, os.W_OK | os.X_OK):
        stop(f"The data folder {path} is not writable: change its owner, or set {name} to another folder.")
    return path


def secret_key(name, folder):
    """The variable, or the key kept in `folder`, made on the first run with mode 600."""
    if value := text(name):
        if len(value) < 32:
            stop(f"{name} is too short to be secret: write at least 32 random characters.")
        return value
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        return path.read_text().strip() or stop(f"{path} is empty: delete it, and a new key is made.")
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()
