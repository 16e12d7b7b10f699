"""What several machines share beside the database and the cache, read from the environment."""

import re
from importlib.util import find_spec
from urllib.parse import parse_qsl, unquote, urlsplit

import environ

from .environment import require, text, url

# A replica that is silent or slow is left for the primary within seconds.
REPLICA_OPTIONS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5_000,
    "options": "-c default_transaction_read_only=on -c statement_timeout=10s",
}
STORES = {"s3": "https", "s3+http": "http"}
BUCKET = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"


def replica(name, primary):
    """Django's dictionary for `REPLICA_URL`; None without one."""
    if not text(name):
        return None
    require(
        primary["ENGINE"].endswith("postgresql"),
        f"{name} is for PostgreSQL: set DATABASE_URL=postgres://… too.",
    )
    config = url(name, "", environ.Env.db_url_config, ("postgres", "postgresql"))
    require(config["NAME"], f"{name} names no database: write it last, as in DATABASE_URL.")
    options = REPLICA_OPTIONS | config.get("OPTIONS", {})
    return primary | config | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}


def media_storage(name):
    """Django's dictionary for `MEDIA_STORAGE`; without one, pictures are in `DATA_DIR/media`."""
    if not text(name):
        return {"BACKEND": "films.media_folder.MediaFolder"}
    options = url(name, "", bucket, tuple(STORES))
    require(
        find_spec("storages") and find_spec("boto3"),
        f"{name} needs packages that are not installed: start the site with bin/serve, or run "
        "pip install -r requirements-s3.txt.",
    )
    return {"BACKEND": "films.media_bucket.MediaBucket", "OPTIONS": options}


def bucket(value):
    """`s3://key:secret@host:port/bucket/folder?region=…` as django-storages has it."""
    parts = urlsplit(value)
    name, _slash, folder = unquote(parts.path).strip("/").partition("/")
    more = dict(parse_qsl(parts.query))
    region = more.pop("region", "us-east-1")
    is_whole = parts.username and parts.password and parts.hostname and parts.port != 0
    if not is_whole or more or parts.fragment or not re.fullmatch(BUCKET, name):
        raise ValueError
    return {
        "endpoint_url": f"{STORES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": name,
        "location": folder,
        "region_name": region,
    }
