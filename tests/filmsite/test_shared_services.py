"""Settings for several machines: a bad value stops the start with one sentence."""

import pytest

from filmsite import shared_services as shared
from tests.commands import manage

POSTGRES = {"ENGINE": "django.db.backends.postgresql", "NAME": "films", "CONN_MAX_AGE": 60}
SQLITE = {"ENGINE": "django.db.backends.sqlite3"}
BAD = [
    ("MEDIA_STORAGE", "https://key:secret@store.example/films"),
    ("MEDIA_STORAGE", "s3://store.example/films"),
    ("MEDIA_STORAGE", "s3://key:secret@store.example"),
    ("MEDIA_STORAGE", "s3://key:secret@store.example:port/films"),
    ("MEDIA_STORAGE", "s3://key:sec#ret@store.example/films"),
    ("MEDIA_STORAGE", "s3://key:secret@store.example/Films"),
    ("MEDIA_STORAGE", "s3://key:secret@store.example/films?zone=eu"),
    ("REPLICA_URL", "sqlite:///copy.sqlite3"),
    ("REPLICA_URL", "postgres://edith:secret@127.0.0.1"),
    ("REPLICA_URL", "postgres://edith:secret@127.0.0.1:port/films"),
]


def read(name, database=POSTGRES):
    if name == "REPLICA_URL":
        return shared.replica(name, database)
    return shared.media_storage(name)


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        read(name)
    sentence = stopped.value.code
    assert sentence.startswith(name) and sentence.endswith(".") and "\n" not in sentence
    assert "secret@" not in sentence and "sec#ret" not in sentence


def test_a_replica_needs_a_primary_that_can_have_one(monkeypatch):
    monkeypatch.setenv("REPLICA_URL", "postgres://edith:secret@127.0.0.1/films")
    with pytest.raises(SystemExit, match="is for PostgreSQL"):
        read("REPLICA_URL", SQLITE)


@pytest.mark.parametrize("name", ["MEDIA_STORAGE", "REPLICA_URL"])
def test_the_settings_read_both(tmp_path, name):
    ended = manage("check", folder=tmp_path, **{name: "films"})
    assert ended.returncode == 1
    assert ended.stderr.startswith(name) and ended.stderr.count("\n") == 1


def test_a_replica_is_read_only_and_soon_given_up(monkeypatch):
    monkeypatch.setenv("REPLICA_URL", "postgres://edith:secret@copy.example:5433/films")
    found = read("REPLICA_URL")
    assert (found["HOST"], found["PORT"], found["CONN_MAX_AGE"]) == ("copy.example", 5433, 60)
    assert found["OPTIONS"]["connect_timeout"] == 2
    assert "default_transaction_read_only=on" in found["OPTIONS"]["options"]


def test_a_bucket_is_read_with_its_folder_and_an_escaped_secret(monkeypatch):
    monkeypatch.setenv(
        "MEDIA_STORAGE", "s3://key:a%2Fb%23@store.example:9000/films/one/site/?region=eu-west-3"
    )
    assert shared.media_storage("MEDIA_STORAGE")["OPTIONS"] == {
        "endpoint_url": "https://store.example:9000",
        "access_key": "key",
        "secret_key": "a/b#",
        "bucket_name": "films",
        "location": "one/site",
        "region_name": "eu-west-3",
    }


def test_plain_http_is_for_who_says_so(monkeypatch):
    monkeypatch.setenv("MEDIA_STORAGE", "s3+http://key:secret@[::1]:9000/films")
    assert shared.media_storage("MEDIA_STORAGE")["OPTIONS"]["endpoint_url"] == "http://[::1]:9000"


def test_without_the_packages_for_a_bucket_the_start_says_how_to_get_them(monkeypatch):
    monkeypatch.setenv("MEDIA_STORAGE", "s3://key:secret@store.example/films")
    monkeypatch.setattr(shared, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="bin/serve"):
        shared.media_storage("MEDIA_STORAGE")
