"""What others committed is heard of once, in every process, and nothing is missed."""

import sqlite3
from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.utils import timezone

from core.change_log import LogLost, PostgreSQLLog, SQLiteLog, open_log
from core.models import PRUNE_MARK, PageChange

SQL = "INSERT INTO page_change (tag) VALUES (?)"


@pytest.fixture
def database(tmp_path):
    """Another connection to a database in a file."""
    found = sqlite3.connect(tmp_path / "a site?.sqlite3", isolation_level=None)
    found.execute("PRAGMA journal_mode=WAL")
    found.execute(
        "CREATE TABLE page_change (id INTEGER PRIMARY KEY AUTOINCREMENT, tag TEXT,"
        " xact INTEGER DEFAULT (random()))"
    )
    found.execute("CREATE TABLE session (words TEXT)")
    found.execute(SQL, ["site"])
    yield found
    found.close()


@pytest.fixture
def sqlite(tmp_path, database):
    log = SQLiteLog(str(tmp_path / "a site?.sqlite3"))
    assert list(log.read()) == []
    return log


def test_it_works(sqlite, database):
    database.execute(SQL, ["film:3"])
    assert [list(sqlite.read()), list(sqlite.read())] == [["film:3"], []]


def test_other_commits_say_nothing(sqlite, database):
    database.execute("INSERT INTO session VALUES ('a guest')")
    assert list(sqlite.read()) == []


def test_what_is_not_committed_yet_is_heard_of_later(sqlite, database):
    database.execute("BEGIN")
    database.execute(SQL, ["film:3"])
    assert list(sqlite.read()) == []
    database.execute("COMMIT")
    assert list(sqlite.read()) == ["film:3"]


def test_pruned_rows_are_not_missed(sqlite, database):
    database.execute(SQL, ["film:3"])
    sqlite.read()
    database.execute("DELETE FROM page_change WHERE id < (SELECT max(id) FROM page_change)")
    database.execute(SQL, ["film:4"])
    assert list(sqlite.read()) == ["film:4"]


def test_an_emptied_table_changes_everything(sqlite, database):
    database.execute("DELETE FROM page_change")
    database.execute("DELETE FROM sqlite_sequence")
    database.execute(SQL, ["film:3"])
    assert list(sqlite.read()) == ["site"]


def test_a_database_that_is_gone_is_lost(tmp_path):
    with pytest.raises(LogLost):
        SQLiteLog(str(tmp_path / "gone" / "site.sqlite3")).read()


def test_it_is_found_again(tmp_path, database):
    log = SQLiteLog(str(tmp_path / "a site?.sqlite3"))
    log.read()
    log.connection.close()
    with pytest.raises(LogLost):
        log.read()
    database.execute(SQL, ["film:3"])
    assert list(log.read()) == []
    database.execute(SQL, ["film:4"])
    assert list(log.read()) == ["film:4"]


@pytest.fixture
def postgresql(transactional_db):
    """Two logs, as of two workers."""
    if connection.vendor != "postgresql":
        pytest.skip("for PostgreSQL")
    logs = [open_log(), open_log()]
    for log in logs:
        assert isinstance(log, PostgreSQLLog) and list(log.read()) == []
    yield logs
    for log in logs:
        log.wrapper.close()


def write(*tags):
    """Commit tags by another connection than the test's."""

    def commit():
        with transaction.atomic():
            for tag in tags:
                PageChange.objects.create(tag=tag)
        connections.close_all()

    thread = Thread(target=commit)
    thread.start()
    thread.join()


def test_each_worker_hears_of_each_commit_once(postgresql):
    write("film:3", "film")
    for log in postgresql:
        assert [sorted(log.read()), list(log.read())] == [["film", "film:3"], []]


def test_a_longer_transaction_is_heard_of_when_it_ends(postgresql):
    log = postgresql[0]
    with transaction.atomic():
        PageChange.objects.create(tag="film:3")
        write("film:4")
        assert list(log.read()) == ["film:4"]
    assert list(log.read()) == ["film:3"]


def test_what_was_rolled_back_is_never_heard_of(postgresql):
    with transaction.atomic():
        PageChange.objects.create(tag="film:3")
        transaction.set_rollback(True)
    assert list(postgresql[0].read()) == []


def test_savepoints_are_heard_of_with_their_transaction(postgresql):
    with transaction.atomic():
        with transaction.atomic():
            PageChange.objects.create(tag="film:3")
        assert list(postgresql[0].read()) == []
    assert list(postgresql[0].read()) == ["film:3"]


def test_a_lost_connection_is_lost_and_found_again(postgresql):
    log = postgresql[0]
    with connection.cursor() as cursor:
        pid = log.wrapper.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(LogLost):
        log.read()
    assert list(log.read()) == []
    write("film:3")
    assert list(log.read()) == ["film:3"]


@pytest.fixture
def prune(transactional_db, time_machine):
    """Prunes, an hour later each time."""
    cache.delete(PRUNE_MARK)

    def prune():
        time_machine.shift(timedelta(hours=1))
        PageChange.objects.prune()

    time_machine.move_to(timezone.now())
    return prune


def tags():
    return list(PageChange.objects.order_by("pk").values_list("tag", flat=True))


def test_rows_go_when_they_are_an_hour_old(prune):
    for tag in ("film:1", "film:2"):
        write(tag)
    prune()
    assert tags()[-2:] == ["film:1", "film:2"]
    last = PageChange.objects.get(tag="film:2")
    mark, made_at = cache.get(PRUNE_MARK)
    # Other tests of the cluster may hold the mark back.
    own = last.xact if connection.vendor == "postgresql" else last.pk
    assert int(mark) <= int(own) + 1
    cache.set(PRUNE_MARK, (str(own), made_at), timeout=None)
    prune()
    assert tags() == ["film:2"]


def test_a_second_run_within_the_hour_prunes_nothing(prune):
    prune()
    write("film:1")
    PageChange.objects.prune()
    PageChange.objects.prune()
    assert "film:1" in tags()


def test_a_row_of_a_long_transaction_outlives_the_next_pruning(prune):
    if connection.vendor != "postgresql":
        pytest.skip("for PostgreSQL: SQLite has one writer")
    with transaction.atomic():
        PageChange.objects.create(tag="film:1")
        thread = Thread(target=lambda: (prune(), connections.close_all()))
        thread.start()
        thread.join()
    prune()
    assert "film:1" in tags()


def test_a_mark_of_another_cluster_is_forgotten(prune):
    cache.set(PRUNE_MARK, ("9000000000", 0.0), timeout=None)
    PageChange.objects.reset()
    write("film:1")
    prune()
    assert tags() == ["site", "film:1"]


@pytest.mark.django_db
def test_a_reset_changes_everything():
    PageChange.objects.create(tag="film:1")
    PageChange.objects.reset()
    assert list(PageChange.objects.values_list("tag", flat=True)) == ["site"]
