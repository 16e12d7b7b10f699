"""Kept pages: the same answer without work, and never one that is older than the database."""

import sqlite3
from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils import timezone

from filmsite.page_cache import PUBLIC, DataVersion, Page, PageCacheMiddleware, PageStore
from tests.builders import a_publication, a_review

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Overriding setting DATABASES"),
]


class Site:
    """Answers with a number that grows, so that a test sees whether an answer is new."""

    def __init__(self):
        self.numbers, self.headers, self.status = (
            count(1),
            {"Cache-Control": PUBLIC, "ETag": '"a"'},
            200,
        )
        self.during = lambda: None

    def __call__(self, request):
        self.during()
        return HttpResponse(str(next(self.numbers)), headers=self.headers, status=self.status)


@pytest.fixture
def writer(tmp_path):
    """Another connection to the site's database."""
    connection = sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE comment (words TEXT)")
    yield lambda: connection.execute("INSERT INTO comment VALUES ('new')")
    connection.close()


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def get(settings, tmp_path, writer, site, rf):
    path = str(tmp_path / "site.sqlite3")
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}}
    cache = PageCacheMiddleware(site)
    return lambda path="/", **extra: cache(rf.get(path, **extra))


def test_it_works(get):
    assert [get().content, get().content] == [b"1", b"1"]


def test_a_change_shows_at_once(get, writer):
    assert get().content == b"1"
    writer()
    assert get().content == b"2"


def test_a_change_while_the_page_is_made_is_not_missed(get, writer, site):
    site.during = writer
    get()
    site.during = lambda: None
    assert get().content == b"2"


def test_pages_are_kept_apart(get):
    assert [get("/a").content, get("/a?page=2").content, get("/a").content] == [b"1", b"2", b"1"]
    assert get("/a", HTTP_HOST="127.0.0.1").content == b"3"
    assert get("/a", HTTP_ACCEPT_ENCODING="gzip").content == b"4"


@pytest.mark.parametrize("name", ["ETag", "etag"])
def test_a_reader_who_has_the_page_gets_304(get, site, name):
    site.headers = {"Cache-Control": PUBLIC, name: '"a"'}
    get()
    assert get(HTTP_IF_NONE_MATCH='"a"').status_code == 304


def test_a_person_gets_no_kept_page_and_leaves_none(get, settings, rf):
    get()
    assert get(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=x").content == b"2"
    assert get().content == b"1"


@pytest.mark.parametrize("headers", [{"Cache-Control": "private, no-store"}, {}])
def test_what_is_not_public_is_not_kept(get, site, headers):
    site.headers = headers
    assert [get().content, get().content] == [b"1", b"2"]


def test_an_error_is_not_kept(get, site):
    site.status = 404
    assert [get().content, get().content] == [b"1", b"2"]


def test_a_scheduled_review_appears_on_time(get, time_machine):
    a_review(published_at=timezone.now() + timedelta(hours=1))
    assert [get().content, get().content] == [b"1", b"1"]
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert get().content == b"2"


def test_a_thread_closes_on_time(get, time_machine):
    now = timezone.now()
    for days, age in [(30, 29), (30, 2), (30, 90), (60, 20), (None, 400)]:
        publication = a_publication(close_after_days=days)
        a_review(publication=publication, published_at=now - timedelta(days=age))
    assert [get().content, get().content] == [b"1", b"1"]
    time_machine.move_to(now + timedelta(days=1, seconds=-1))
    assert get().content == b"1"
    time_machine.move_to(now + timedelta(days=1, seconds=1))
    assert [get().content, get().content] == [b"2", b"2"]
    time_machine.move_to(now + timedelta(days=28, seconds=1))
    assert get().content == b"3"


def test_a_thread_that_closes_while_the_page_is_made_is_not_missed(get, site, time_machine):
    closes = timezone.now() + timedelta(minutes=1)
    a_review(publication=a_publication(close_after_days=1), published_at=closes - timedelta(days=1))
    site.during = lambda: time_machine.move_to(closes + timedelta(seconds=1))
    assert [get().content, get().content] == [b"1", b"2"]


def test_the_shelf_has_an_end():
    store = PageStore(max_bytes=100_000)
    for name in "abcdefghijk":
        store.put(name, Page(b"1" * 10_000, {}), 1, None)
    assert [store.get(name, 1) is None for name in "abk"] == [True, True, False]


def test_long_addresses_fill_no_memory():
    store = PageStore(max_bytes=1_000_000)
    for number in range(200):
        store.put(
            ("http", "a.example", "/?" + "x" * 100_000, f"gzip;q=0.{number}"),
            Page(b"1", {}),
            1,
            None,
        )
    assert len(store.pages.rows) < 10 and store.pages.bytes <= 1_000_000


def test_long_headers_count_as_well():
    store = PageStore(max_bytes=1_000_000)
    for number in range(200):
        store.put(number, Page(b"1", {"Link": "x" * 100_000}), 1, None)
    assert len(store.pages.rows) < 10


def test_a_database_that_cannot_be_read_gives_the_last_page_known(get, monkeypatch):
    assert get().content == b"1"
    monkeypatch.setattr(DataVersion, "read", lambda self: None)
    assert [get().content, get("/new").content, get("/new").content] == [b"1", b"2", b"3"]


def test_a_database_that_cannot_be_opened_is_stepped_aside_from(settings, tmp_path, site, rf):
    path = str(tmp_path / "gone" / "site.sqlite3")
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}}
    cache = PageCacheMiddleware(site)
    assert [cache(rf.get("/")).content for _time in range(2)] == [b"1", b"2"]


@pytest.mark.parametrize("engine", ["django.db.backends.postgresql", "django.db.backends.sqlite3"])
def test_it_steps_aside_where_it_cannot_know(settings, site, engine):
    settings.DATABASES = {"default": {"ENGINE": engine, "NAME": "file:memory"}}
    with pytest.raises(MiddlewareNotUsed):
        PageCacheMiddleware(site)
