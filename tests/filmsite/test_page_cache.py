"""Kept pages: the same answer without work, and never one that is older than the database."""

import re
import threading
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.contrib.sitemaps import views as sitemap_views
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from core.change_log import LogLost
from core.filters import FilterForm
from core.kept import Kept
from core.page_tags import NOW, show
from films.models import Film
from filmsite import page_cache
from filmsite.page_cache import PARAMETERS, PERSONAL, PUBLIC
from tests.builders import a_critic, a_film, a_publication, a_review, change_slug
from tests.commands import ROOT
from tests.comments.builders import post

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db


class Pages:
    """Answers with a number that grows, so that a test sees whether an answer is new."""

    def __init__(self):
        self.numbers, self.tags, self.status = count(1), (), 200
        self.headers = {"Cache-Control": PUBLIC, "ETag": '"a"'}
        self.during = lambda: None

    def __call__(self, environ, start_response):
        show(*self.tags)
        self.during()
        content = str(next(self.numbers))
        response = HttpResponse(content, headers=self.headers, status=self.status)
        start_response(f"{self.status} {response.reason_phrase}", list(response.items()))
        return response


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def numbered(pages):
    """Gives the body of a page of `pages`."""
    site = KeptSite(pages)
    return lambda path="/", **extra: site.get(path, **extra)[2].decode()


@pytest.fixture
def site():
    return KeptSite()


def test_it_works(numbered):
    assert [numbered(), numbered()] == ["1", "1"]


def test_what_a_page_shows_has_changed(numbered, pages):
    film = a_film()
    pages.tags = [film.tag]
    assert [numbered(), numbered()] == ["1", "1"]
    Film.objects.filter(pk=film.pk).update(logline="A singer waits.")
    assert [numbered(), numbered()] == ["2", "2"]


def test_what_it_does_not_show_has_changed(numbered, pages):
    pages.tags = [a_film().tag]
    numbered()
    a_film("Vagabond", 1985)
    assert numbered() == "1"


def test_a_change_while_the_page_is_made_is_not_missed(numbered, pages):
    film = a_film()
    pages.tags, pages.during = [film.tag], film.save
    numbered()
    pages.during = lambda: None
    assert numbered() == "2"


def test_pages_are_kept_apart(numbered):
    assert [numbered("/a"), numbered("/a?page=2"), numbered("/a")] == ["1", "2", "1"]
    assert numbered("/a", HTTP_HOST="127.0.0.1") == "3"
    assert numbered("/a", HTTP_ACCEPT_ENCODING="gzip") == "4"


@pytest.mark.parametrize(
    "query", ["utm_source=a", "fbclid=b", "x=1&y=2", "=", "&&", "page=2&utm_campaign=c"]
)
def test_what_no_page_reads_makes_no_second_copy(numbered, query):
    known = "/a?page=2" if "page" in query else "/a"
    assert [numbered(known), numbered(f"/a?{query}")] == ["1", "1"]


def test_the_order_of_parameters_makes_no_second_copy(numbered):
    assert [numbered("/a?page=2&year=1999"), numbered("/a?year=1999&page=2")] == ["1", "1"]


@pytest.mark.parametrize("codings", ["gzip, deflate, br", "br, gzip;q=0.5", "br"])
def test_browsers_that_take_the_same_coding_share_a_copy(numbered, codings):
    numbered(HTTP_ACCEPT_ENCODING="br;q=1.0, gzip")
    assert numbered(HTTP_ACCEPT_ENCODING=codings) == "1"


@pytest.mark.parametrize("asked", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_a_reader_who_has_the_page_gets_304(pages, asked):
    site = KeptSite(pages)
    for _time in range(2):
        status, headers, body = site.get("/", HTTP_IF_NONE_MATCH=asked)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == '"a"' and headers["Cache-Control"] == PUBLIC


@pytest.mark.parametrize("asked", ['"b"', "a", "nonsense"])
def test_a_reader_who_has_another_page_gets_this(numbered, asked):
    assert numbered(HTTP_IF_NONE_MATCH=asked) == "1"


def test_a_person_gets_no_kept_page_and_leaves_none(numbered, settings):
    numbered()
    assert numbered(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=x") == "2"
    assert numbered() == "1"


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_a_sentence_for_one_reader_is_not_kept(numbered, name):
    assert [numbered(f"/?{name}=a"), numbered(f"/?{name}=a"), numbered("/")] == ["1", "2", "3"]


@pytest.mark.parametrize("headers", [{"Cache-Control": "private, no-store"}, {}])
def test_what_is_not_public_is_not_kept(numbered, pages, headers):
    pages.headers = headers
    assert [numbered(), numbered()] == ["1", "2"]


def test_what_may_change_at_any_time_is_not_kept(numbered, pages):
    pages.tags = [NOW]
    assert [numbered(), numbered()] == ["1", "2"]


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_an_error_is_not_kept(numbered, pages, status):
    pages.status = status
    assert [numbered(), numbered()] == ["1", "2"]


@pytest.mark.parametrize("status", [301, 404])
def test_where_nothing_is_is_kept_for_a_minute(numbered, pages, status, time_machine):
    pages.status = status
    time_machine.move_to(timezone.now(), tick=False)
    assert [numbered(), numbered()] == ["1", "1"]
    time_machine.shift(61)
    assert numbered() == "2"


def test_many_lost_addresses_push_no_page_out(pages):
    site = KeptSite(pages)
    site.get("/a")
    pages.status = 404
    for number in range(2_000):
        site.get(f"/{number}{'x' * 1_000}")
    assert site.cache.short.rows.bytes <= page_cache.SHORT_BYTES
    assert site.kept("/a") == b"1"


def test_many_queries_push_no_page_out(pages):
    site = KeptSite(pages)
    site.get("/a")
    pages.headers["Link"] = "x" * 10_000
    for number in range(1_000):
        site.get(f"/a?page={number}")
    assert site.kept("/a") == b"1"


@pytest.mark.parametrize("path", ["/healthz", "/static/a.css", "/media/images/a.webp", "/admin/"])
def test_nobody_waits_for_what_is_never_kept(pages, path):
    site = KeptSite(pages)
    site.cache.one_maker = None
    assert [site.get(path)[2], site.get(path)[2]] == [b"1", b"2"]


def test_a_redirect_keeps_the_query_of_each_reader(site):
    film = a_film()
    before = film.get_absolute_url()
    change_slug(film, "cleo")
    for _time in range(2):
        found = [site.get(f"{before}{query}")[1]["Location"] for query in ("?utm_source=a", "")]
        assert found == ["/films/cleo/?utm_source=a", "/films/cleo/"]


def test_a_page_appears_where_none_was(site):
    assert site.get("/films/cleo/")[0] == "404 Not Found"
    film = a_film()
    change_slug(film, "cleo")
    assert site.get("/films/cleo/")[0] == "200 OK"


def test_a_comment_leaves_pages_of_other_films_kept(site):
    publication = a_publication(confirm_guests=False)
    reviews = [a_review(film=a_film(title), publication=publication) for title in ("Heat", "Alien")]
    film, other = (review.get_absolute_url() for review in reviews)
    paths = ["/", "/films/", "/critics/", film, other, reviews[1].film.get_absolute_url()]
    for path in paths:
        site.get(path)
    post(Client(), reviews[0], "A long look at the city.")
    made_anew = [path for path in paths if site.kept(path) is None]
    assert made_anew == ["/", film]
    assert b"A long look at the city." in site.get(film)[2]


def test_sessions_drafts_and_waiting_texts_leave_all_pages_kept(site):
    publication = a_publication(comment_policy="real_names", confirm_guests=False)
    review, critic = a_review(publication=publication), a_critic()
    path = review.get_absolute_url()
    site.get("/"), site.get(path)
    post(Client(), review, "I wait for a moderator.")
    assert Comment.objects.pending().count() == 1
    draft = a_review(
        "Not yet", published=False, film=review.film, publication=publication, critic=critic
    )
    draft.body = "<p>More of it.</p>"
    draft.save()
    Client().post("/account/login/", {"login": "nobody@films.example", "password": "a guess"})
    site.made = 0
    site.get("/"), site.get(path)
    assert site.made == 0


def test_a_scheduled_review_appears_on_time(site, time_machine):
    a_review("At noon", published_at=timezone.now() + timedelta(hours=1))
    assert b"At noon" not in site.get("/")[2]
    assert b"At noon" not in site.get("/")[2] and site.made == 1
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert b"At noon" in site.get("/")[2]


def test_a_thread_closes_on_time(numbered, time_machine, monkeypatch):
    monkeypatch.setattr("core.kept.MAX_SILENCE", float("inf"))
    now = timezone.now()
    for days, age in [(30, 29), (30, 2), (30, 90), (60, 20), (None, 400)]:
        publication = a_publication(close_after_days=days)
        a_review(publication=publication, published_at=now - timedelta(days=age))
    assert [numbered(), numbered()] == ["1", "1"]
    time_machine.move_to(now + timedelta(days=1, seconds=-1))
    assert numbered() == "1"
    time_machine.move_to(now + timedelta(days=1, seconds=1))
    assert [numbered(), numbered()] == ["2", "2"]
    time_machine.move_to(now + timedelta(days=28, seconds=1))
    assert numbered() == "3"


def test_a_thread_that_closes_while_the_page_is_made_is_not_missed(numbered, pages, time_machine):
    closes = timezone.now() + timedelta(minutes=1)
    a_review(publication=a_publication(close_after_days=1), published_at=closes - timedelta(days=1))
    pages.during = lambda: time_machine.move_to(closes + timedelta(seconds=1))
    assert [numbered(), numbered()] == ["1", "2"]


def test_the_clock_is_asked_anew_when_a_review_is_scheduled(site, time_machine):
    site.get("/")
    a_review("At noon", published_at=timezone.now() + timedelta(hours=1))
    site.get("/")
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert b"At noon" in site.get("/")[2]


def test_readers_of_one_page_wait_for_one_maker(pages):
    site, arrived, go = KeptSite(pages), threading.Event(), threading.Event()

    class Quiet:
        def read(self):
            return ()

    site.cache.changes.log = Quiet()
    site.cache.parts.put("next change", Kept(0.0, (), 0, None))
    pages.during = lambda: (arrived.set(), go.wait(5))
    readers = [threading.Thread(target=site.get, args=["/"]) for _number in range(4)]
    for reader in readers:
        reader.start()
    assert arrived.wait(5)
    go.set()
    for reader in readers:
        reader.join()
    assert site.made == 1


def test_a_database_that_does_not_answer_empties_the_store(pages):
    site = KeptSite(pages)
    site.get("/")
    log = site.cache.changes.log
    site.cache.changes.log = Deaf()
    assert [site.get("/")[2], site.get("/")[2]] == [b"2", b"3"]
    site.cache.changes.log = log
    assert [site.get("/")[2], site.get("/")[2]] == [b"4", b"4"]


class Deaf:
    def read(self):
        raise LogLost


def test_a_page_that_cannot_be_kept_is_answered(pages, monkeypatch, caplog):
    def refuse(moment):
        raise DatabaseError

    monkeypatch.setattr(page_cache, "next_change", refuse)
    assert KeptSite(pages).get("/")[2] == b"1"
    assert "cannot be kept" in caplog.text


def test_long_addresses_fill_no_memory(pages):
    site = KeptSite(pages)
    for number in range(400):
        site.get(f"/?page={'x' * 100_000}{number}")
    assert site.cache.variants.rows.bytes <= page_cache.VARIANT_BYTES


def test_long_headers_count_as_well(pages):
    pages.headers["Link"] = "x" * 200_000
    site = KeptSite(pages)
    for number in range(200):
        site.get(f"/{number}")
    assert len(site.cache.pages.rows.rows) < 130


READ = re.compile(r'(?:GET|query)\.get\("(\w+)"|"(\w+)" in request\.GET')


def python_files():
    """Those of what readers see."""
    yield Path(sitemap_views.__file__)
    rooms = ("core", "films", "reviews", "pages", "screenings", "accounts", "comments", "filmsite")
    for room in rooms:
        for path in (ROOT / room).rglob("*.py"):
            if not {"admin", "queue"} & set(path.relative_to(ROOT).parts):
                yield path


def all_subclasses(form):
    return {form, *(each for below in form.__subclasses__() for each in all_subclasses(below))}


def test_each_parameter_that_a_kept_page_reads_is_known():
    """A parameter that is read and not in the key would give one reader's page to another."""
    asked = {name for form in all_subclasses(FilterForm) for name in form.base_fields}
    for path in python_files():
        asked |= {name for names in READ.findall(path.read_text()) for name in names if name}
    assert {"page", "p", "order", "received", "gone", "letter"} <= asked
    assert asked <= PARAMETERS | PERSONAL | {"next", "reply", "quote"}  # the last on no kept page
