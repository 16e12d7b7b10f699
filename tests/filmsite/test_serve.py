"""`manage.py serve`: a line a step on the first run, nothing to do on the second."""

import json
import re
import socket
import stat
import sys
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from films.models import Genre
from filmsite import bootstrap, server
from tests.builders import a_film
from tests.commands import manage, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def fresh(settings, tmp_path):
    """A data folder of the test's own, and a fixture with one genre."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    settings.FIXTURE_DIRS = [tmp_path]
    settings.FIXTURES = ["drama"]
    rows = [{"model": "films.genre", "pk": 1, "fields": {"name": "Drama", "slug": "drama"}}]
    (tmp_path / "drama.json").write_text(json.dumps(rows))
    return settings


def prepare():
    out = StringIO()
    call_command("serve", prepare=True, stdout=out)
    return out.getvalue().splitlines()


def test_the_first_run_prints_a_line_a_step(fresh):
    lines = prepare()
    assert lines[:-1] == [
        "Loading the fixtures drama.",
        "Rebuilding what is derived from them.",
        "Collecting static files.",
        "Creating an editor's account.",
    ]
    assert Genre.objects.get().name == "Drama"
    assert (fresh.STATIC_ROOT / "staticfiles.json").exists()


def test_a_cache_that_does_not_answer_is_told(fresh):
    gone = {"BACKEND": "core.redis_cache.FailSafeRedisCache", "LOCATION": "redis://127.0.0.1:1"}
    fresh.CACHES = fresh.CACHES | {"derived": gone}
    lines = prepare()
    assert lines[0].startswith("The cache does not answer") and "CACHE_URL" in lines[0]
    assert lines[1] == "Loading the fixtures drama."


def test_edith_can_sign_in_with_what_was_printed(fresh, client):
    name, password = re.search(r"as (\S+), password (\S+) ", prepare()[-1]).groups()
    answer = client.post(
        "/account/login/", {"login": name, "password": password, "next": "/admin/"}
    )
    assert answer.status_code == 302
    assert client.get("/admin/").url == "/account/email/"  # asked for an address, once
    assert client.get("/admin/").status_code == 200 and User.objects.get().is_superuser


def test_the_second_run_has_nothing_to_do(fresh):
    prepare()
    before = {path: path.stat().st_mtime_ns for path in fresh.DATA_DIR.rglob("*")}
    assert prepare() == []
    assert {path: path.stat().st_mtime_ns for path in fresh.DATA_DIR.rglob("*")} == before


def test_two_first_runs_give_two_passwords(fresh):
    first = prepare()[-1]
    User.objects.all().delete()
    assert prepare()[-1] != first


def test_a_site_with_a_film_gets_no_fixtures(fresh):
    a_film()
    prepare()
    assert not Genre.objects.exists()


def test_a_site_emptied_by_its_editors_stays_empty(fresh):
    prepare()
    Genre.objects.all().delete()
    assert prepare() == []
    assert not Genre.objects.exists()


def test_fixtures_can_be_left_out(fresh):
    fresh.FIXTURES = []
    prepare()
    assert not Genre.objects.exists()


def test_a_superuser_of_another_name_is_enough(fresh):
    User.objects.create_superuser("mona")
    prepare()
    assert not User.objects.filter(username="editor").exists()


def test_changed_static_sources_are_collected_again(fresh, monkeypatch):
    prepare()
    monkeypatch.setattr(bootstrap, "static_stamp", lambda: "another")
    assert prepare() == ["Collecting static files."]


def test_a_port_in_use_stops_the_start(fresh):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        fresh.HOST, fresh.PORT = other.getsockname()
        with pytest.raises(SystemExit, match=r"cannot be used .* set HOST and PORT"):
            call_command("serve")


def test_an_address_of_another_machine_stops_the_start(fresh):
    fresh.HOST = "192.0.2.7"
    with pytest.raises(SystemExit, match="cannot be used"):
        call_command("serve")


def test_a_file_in_place_of_the_media_folder_stops_the_start(fresh, tmp_path):
    fresh.MEDIA_ROOT = tmp_path / "drama.json" / "media"
    with pytest.raises(SystemExit, match="cannot be made"):
        prepare()


def test_a_media_folder_that_cannot_be_written_stops_the_start(fresh, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: path != fresh.MEDIA_ROOT)
    with pytest.raises(SystemExit, match="is not writable"):
        prepare()


def test_a_database_that_does_not_answer_stops_the_start(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        url = f"postgres://edith:secret@127.0.0.1:{port}/films?connect_timeout=2"
        ended = manage("serve", "--prepare", folder=tmp_path, DATABASE_URL=url)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The database cannot be used") and ended.stderr.count("\n") == 1
    assert "secret" not in ended.stderr


def test_a_file_that_is_no_database_stops_the_start(tmp_path):
    (tmp_path / "filmsite.sqlite3").write_text("Dear diary, " * 100)
    ended = manage("serve", "--prepare", folder=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The database cannot be used") and ended.stderr.count("\n") == 1


def test_everything_written_lies_in_the_data_folder(tmp_path):
    folder = tmp_path / "var"
    assert manage("serve", "--prepare", folder=folder, FIXTURES="none").returncode == 0
    names = {"filmsite.sqlite3", "media", "static", "static.stamp", "secret_key"}
    assert {path.name for path in folder.iterdir()} == names
    assert stat.S_IMODE((folder / "filmsite.sqlite3").stat().st_mode) == 0o600


def test_the_server_is_bounded(settings, monkeypatch):
    started = {}
    monkeypatch.setattr(
        "granian.Granian.__init__", lambda self, target, **options: started.update(options)
    )
    monkeypatch.setattr("granian.Granian.serve", lambda self: None)
    settings.WORKERS, settings.THREADS = 2, 4
    server.serve()
    assert (started["workers"], started["blocking_threads"], started["backpressure"]) == (
        2,
        4,
        1024,
    )
    assert started["http1_settings"].header_read_timeout == 10_000


@pytest.mark.parametrize(("workers", "loads"), [(1, "False False"), (2, "True False")])
def test_several_workers_share_what_is_loaded_before_them(tmp_path, workers, loads):
    """Jobs run in the workers alone, so their threads may not start before the fork."""
    code = """
import sys, threading
from filmsite import server

server.serve = lambda target: print("filmsite.wsgi" in sys.modules, threading.active_count() > 1)
server.run()
"""
    ended = run(
        *(sys.executable, "-c", code),
        folder=tmp_path,
        DJANGO_SETTINGS_MODULE="filmsite.settings",
        WORKERS=str(workers),
    )
    assert ended.stdout.strip() == loads


def test_a_worker_that_dies_again_is_started_again(monkeypatch):
    """Granian ends when a worker dies twice within 5.5 seconds."""
    made = []
    monkeypatch.setattr("granian.Granian.serve", lambda self: made.append(self))
    monkeypatch.setattr(
        "granian.Granian._respawn_workers", lambda self, *args: self.respawned_wrks.update({0: 1.0})
    )
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.serve()
    made[0]._respawn_workers([0], None, None)
    assert made[0].respawned_wrks == {}


def test_a_damaged_static_file_is_made_again(fresh):
    prepare()
    style = next((fresh.STATIC_ROOT / "filmsite" / "css").glob("tokens.*.css"))
    whole = style.read_bytes()
    style.write_bytes(whole[:100])
    assert prepare() == ["Collecting static files."]
    assert style.read_bytes() == whole and prepare() == []


def test_a_static_file_that_went_is_made_again(fresh):
    prepare()
    style = next((fresh.STATIC_ROOT / "filmsite" / "css").glob("tokens.*.css"))
    style.unlink()
    assert prepare() == ["Collecting static files."]
    assert style.exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])  # noqa: S104
def test_other_machines_need_a_proxy_between(tmp_path, host):
    ended = manage("check", folder=tmp_path, HOST=host)
    assert (
        ended.returncode == 1
        and "TRUST_PROXY=true" in ended.stderr
        and "Traceback" not in ended.stderr
    )


def test_behind_a_proxy_any_address_will_do(tmp_path):
    assert manage("check", folder=tmp_path, HOST="0.0.0.0", TRUST_PROXY="true").returncode == 0  # noqa: S104
