"""Other programs that the site uses: database, cache, mail server, log-ins elsewhere."""

from urllib.parse import quote

import environ

from .values import host_of, private_file, require, site_address, stop, text

CACHES = {
    "redis": "core.redis_cache.FailSafeRedisCache",
    "rediss": "core.redis_cache.FailSafeRedisCache",
    "locmemcache": "core.caches.WorkerCache",
    "dummycache": None,
}
DATABASES = ("postgres", "postgresql", "sqlite")
MAIL_SERVERS = ("smtp+tls", "smtp+ssl", "smtp", "consolemail", "filemail", "dummymail")


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
    return config


def cache(name):
    """Django's dictionary for `CACHE_URL`: the process's own memory, or Redis."""

    def parse(value):
        backend = CACHES[value.partition("://")[0]]
        return environ.Env.cache_url_config(value, backend=backend)

    return url(name, "locmemcache://", parse, tuple(CACHES))


def mail(name):
    """Django's `EMAIL_…` settings for `EMAIL_URL`; without one, e-mail is written to the log."""
    config = url(name, "consolemail://", environ.Env.email_url_config, MAIL_SERVERS)
    require(
        config["EMAIL_HOST"] or not text(name).startswith("smtp"),
        f"{name} names no mail server: write smtp+tls://user:password@host:587.",
    )
    return {key: value for key, value in config.items() if key.startswith("EMAIL_")}


def keys(name):
    """The keys that another site gave for log-ins with it, `…_CLIENT_ID` and `…_CLIENT_SECRET`.

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
