"""A backup is whole, private and checked.

Putting it back gives the site of that hour, or changes nothing.
"""

import shutil
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from sqlite3 import connect
from types import SimpleNamespace

import pytest
from django.db import connection

from filmsite import backups
from tests.commands import ROOT, manage
from tests.life.test_killed import a_free_port, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A migrated site with one genre and one picture."""
    folder = tmp_path_factory.mktemp("site") / "var"
    assert manage("migrate", folder=folder).returncode == 0
    (folder / "media").mkdir()
    (folder / "media" / "still.jpg").write_bytes(b"a still")
    add_genre(folder, "Drama")
    return folder


@pytest.fixture
def site(migrated, tmp_path):
    """A copy of it for one test."""
    return shutil.copytree(migrated, tmp_path / "var")


def add_genre(folder, name):
    with closing(connect(folder / "filmsite.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO films_genre (name, slug, sort_key) VALUES (?, ?, ?)",
            [name, name.lower(), ""],
        )


def genres(folder):
    with closing(connect(folder / "filmsite.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT name FROM films_genre ORDER BY name")]


@contextmanager
def running(folder):
    """The site of a folder, served until told to stop."""
    port = a_free_port()
    environment = {
        "PATH": "/usr/bin:/bin",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "FIXTURES": "none",
    }
    words = [sys.executable, "manage.py", "serve"]
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    def answers():
        try:
            asked = HTTPConnection("127.0.0.1", port, timeout=30)
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except OSError:
            return False

    try:
        wait_until(answers)
        yield process
    finally:
        process.terminate()
        assert process.wait(30) == 0


def test_a_backup_is_a_whole_site(site, tmp_path):
    copy = tmp_path / "monday"
    assert manage("backup", copy, folder=site).stdout == f"Backed up to {copy}, and checked.\n"
    assert (copy / "media" / "still.jpg").read_bytes() == b"a still"
    assert (copy / "secret_key").read_text() == (site / "secret_key").read_text()
    assert genres(copy) == ["Drama"]


def test_a_backup_is_for_its_owner_alone(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    modes = {
        stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "monday").rglob("*")
        if path.is_file()
    }
    assert modes == {0o600} and stat.S_IMODE((tmp_path / "monday").stat().st_mode) == 0o700


def test_a_folder_that_is_there_is_kept(site, tmp_path):
    ended = manage("backup", tmp_path, folder=site)
    assert ended.returncode == 1
    assert "name a new folder" in ended.stderr


def test_a_restore_gives_the_site_of_that_hour(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    add_genre(site, "Western")
    (site / "media" / "still.jpg").write_bytes(b"another")
    ended = manage("restore", tmp_path / "monday", folder=site)
    assert ended.returncode == 0 and ended.stdout.startswith(
        f"Restored {tmp_path / 'monday'}. What was there is in"
    )
    assert genres(site) == ["Drama"] and (site / "media" / "still.jpg").read_bytes() == b"a still"
    (old,) = site.glob("before-restore-*")
    assert (
        genres(old) == ["Drama", "Western"]
        and (old / "media" / "still.jpg").read_bytes() == b"another"
    )


def test_a_log_beside_the_old_database_is_not_played_into_the_new(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    database = connect(site / "filmsite.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute(
        "INSERT INTO films_genre (name, slug, sort_key) VALUES ('Western', 'western', '')"
    )
    database.commit()
    left = (site / "filmsite.sqlite3-wal").read_bytes()
    database.close()
    (site / "filmsite.sqlite3-wal").write_bytes(left)
    assert manage("restore", tmp_path / "monday", folder=site).returncode == 0
    assert genres(site) == ["Drama"] and not (site / "filmsite.sqlite3-wal").exists()
    backups.check_sqlite(site / "filmsite.sqlite3")


def test_a_restore_that_is_cut_off_leaves_a_database(site, tmp_path):
    with pytest.raises(FileNotFoundError):
        backups._swap_database(site / "filmsite.sqlite3", tmp_path / "gone", tmp_path)
    assert genres(site) == genres(tmp_path) == ["Drama"]


@pytest.mark.parametrize("damage", ["short", "torn", "no database", "gone"])
def test_a_damaged_backup_changes_nothing(site, tmp_path, damage):
    manage("backup", tmp_path / "monday", folder=site)
    copy = tmp_path / "monday" / "filmsite.sqlite3"
    whole = copy.read_bytes()
    torn = whole[:8192] + b"\xff" * 40_000 + whole[48192:]
    copy.write_bytes(
        {"short": whole[: len(whole) // 2], "torn": torn, "no database": b"hello", "gone": b""}[
            damage
        ]
    )
    if damage == "gone":
        copy.unlink()
    add_genre(site, "Western")
    ended = manage("restore", tmp_path / "monday", folder=site)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert genres(site) == ["Drama", "Western"] and not [*site.glob("*restor*")]


def test_a_backup_of_a_newer_edition_is_refused(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    with closing(connect(tmp_path / "monday" / "filmsite.sqlite3")) as database, database:
        values = ("films", "9999_later", "2030-01-01")
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", values
        )
    ended = manage("restore", tmp_path / "monday", folder=site)
    assert ended.returncode == 1 and "update the site first" in ended.stderr


def test_nothing_is_put_back_under_a_running_site(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    with running(site):
        ended = manage("restore", tmp_path / "monday", folder=site)
    assert (
        ended.returncode == 1 and "The site is running on this data: stop it first." in ended.stderr
    )


def test_a_stop_leaves_one_file(site):
    with running(site):
        add_genre(site, "Western")
    assert (
        not (site / "filmsite.sqlite3-wal").exists()
        and not (site / "filmsite.sqlite3-shm").exists()
    )
    assert genres(site) == ["Drama", "Western"]


# The schedule


@pytest.fixture
def scheduled(site, settings, tmp_path, monkeypatch):
    """Backs up the site's folder as its worker would at a time."""
    monkeypatch.setattr(backups, "_copy", lambda part, settings, connection: (part / "a").touch())
    wanted = SimpleNamespace(BACKUP_DIR=tmp_path / "backups", BACKUP_HOURS=24, BACKUP_KEEP=3)
    return lambda **later: backups.make_if_due(
        wanted, connection, datetime(2026, 5, 1, 3) + timedelta(**later)
    )


def test_a_backup_comes_when_it_is_due(scheduled):
    assert scheduled().name == "filmsite-2026-05-01-030000"
    assert scheduled(hours=23) is None
    assert scheduled(hours=24).name == "filmsite-2026-05-02-030000"


def test_the_oldest_go(scheduled, tmp_path):
    for day in range(5):
        scheduled(days=day)
    assert [made.day for made, _path in backups.scheduled(tmp_path / "backups")] == [3, 4, 5]


def test_other_folders_stay(scheduled, tmp_path):
    (tmp_path / "backups" / "filmsite-before-the-move").mkdir(parents=True)
    for day in range(5):
        scheduled(days=day)
    assert (tmp_path / "backups" / "filmsite-before-the-move").exists()


def test_what_a_killed_worker_left_goes(scheduled, tmp_path):
    half = tmp_path / "backups" / ".filmsite-2026-04-30-030000.part"
    half.mkdir(parents=True)
    scheduled()
    assert not half.exists()


def test_without_a_folder_none_is_made():
    assert backups.make_if_due(SimpleNamespace(BACKUP_DIR=None), connection) is None
