"""What pages say to a CDN in front, and to nobody where there is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import PRUNE_AGE
from filmsite.cdn_headers import MAX_AGE, MAX_LENGTH, MAX_STALE, in_front
from filmsite.page_cache import PUBLIC, key_of
from tests.builders import a_film, a_review, change_slug

from .kept_site import KeptSite, environ, open_connection
from .test_page_cache import Deaf

pytestmark = pytest.mark.django_db
CDNS = {
    "fastly": ("fastly", ("secret", "SU1Z0isxPaozGVKXdv0eY")),
    "cloudflare": ("cloudflare", ("secret", "023e105f4ecef8ad9ca31a8372d0c353")),
    "varnish": ("varnish", ("127.0.0.1:6081",)),
}
NAMES = {
    "fastly": ("Surrogate-Key", "Surrogate-Control", " "),
    "cloudflare": ("Cache-Tag", "Cloudflare-CDN-Cache-Control", ","),
    "varnish": ("xkey", "Surrogate-Control", " "),
}
ALL = {name for names in NAMES.values() for name in names}
WHOLE = "max-age=2700, stale-while-revalidate=60"
PRIVATE = "private, no-cache"


@pytest.fixture
def site(settings):
    settings.CDN = CDNS["fastly"]
    return KeptSite()


def ask(site, path, **extra):
    """Status and headers as the CDN gets them."""
    started = []
    with open_connection():
        in_front(site.cache)(environ(path, **extra), lambda *args: started.append(args))
    return started[0][0], dict(started[0][1])


def cdn_headers(headers):
    return {name for name in headers if name in ALL}


@pytest.mark.parametrize("vendor", CDNS)
def test_it_works(settings, site, vendor):
    settings.CDN = CDNS[vendor]
    tags_header, lifetime_header, between = NAMES[vendor]
    review = a_review(film=a_film())
    for _time in range(2):  # made, and kept
        status, headers = ask(site, review.get_absolute_url())
        assert status == "200 OK" and headers["Cache-Control"] == PUBLIC
        assert headers[lifetime_header] == WHOLE
        tags = headers[tags_header].split(between)
        assert {f"review:{review.pk}", f"film:{review.film.pk}", "site"} <= set(tags)
    assert site.made == 1


def test_the_tags_are_those_by_which_the_page_is_kept(site):
    path = a_review().get_absolute_url()
    tags = set(ask(site, path)[1]["Surrogate-Key"].split())
    assert tags == {*site.cache.find(key_of(environ(path))).tags, "site"}


def test_without_a_cdn_nothing_is_said():
    headers = KeptSite().get(a_review().get_absolute_url())[1]
    assert headers["Cache-Control"] == PUBLIC and not cdn_headers(headers)


def test_who_has_the_page_is_told_as_well(site):
    etag = ask(site, "/")[1]["ETag"]
    status, headers = ask(site, "/", HTTP_IF_NONE_MATCH=etag)
    assert status == "304 Not Modified" and headers["Surrogate-Control"] == WHOLE
    assert "site" in headers["Surrogate-Key"].split()


@pytest.mark.parametrize("query", ["?received=a", "?gone=a"])
def test_a_sentence_for_one_reader_is_not_for_the_cdn(site, query):
    headers = ask(site, f"/{query}")[1]
    assert headers["Cache-Control"] == PRIVATE and not cdn_headers(headers)


def test_a_page_for_a_person_is_not_for_the_cdn(site, settings):
    headers = ask(site, "/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=x")[1]
    assert headers["Cache-Control"] == "private, no-store" and not cdn_headers(headers)


def test_what_is_not_kept_is_not_for_the_cdn(site):
    site.cache.changes.log = Deaf()
    headers = ask(site, "/")[1]
    assert headers["Cache-Control"] == PRIVATE and not cdn_headers(headers)


def test_a_page_that_changed_while_it_was_made_is_not_for_the_cdn(site):
    """It may get there after the purge."""
    film, handler = a_review().film, site.handler

    def change(*args):
        body = handler(*args)
        film.save()
        return body

    site.handler = change
    headers = ask(site, film.get_absolute_url())[1]
    assert headers["Cache-Control"] == PRIVATE and not cdn_headers(headers)
    site.handler = handler
    assert cdn_headers(ask(site, film.get_absolute_url())[1])


def test_a_redirect_is_not_for_the_cdn(site):
    """One to https would be given to those who are there."""
    film = a_film()
    before = film.get_absolute_url()
    change_slug(film, "cleo")
    for _time in range(2):
        status, headers = ask(site, before)
        assert status.startswith("301") and headers["Cache-Control"] == PRIVATE
        assert not cdn_headers(headers)


def test_where_nothing_is_the_cdn_keeps_it_for_a_minute(site, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for left in (60, 20):
        status, headers = ask(site, "/films/cleo/")
        assert status == "404 Not Found" and "film" in headers["Surrogate-Key"].split()
        assert headers["Surrogate-Control"] == f"max-age={left}, stale-while-revalidate=0"
        time_machine.shift(40)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (10, "max-age=600, stale-while-revalidate=0"),
        (45.5, "max-age=2700, stale-while-revalidate=30"),
        (90, WHOLE),
    ],
)
def test_what_changes_by_the_clock_is_not_kept_beyond(site, time_machine, minutes, said):
    time_machine.move_to(timezone.now(), tick=False)
    a_review("At noon", published_at=timezone.now() + timedelta(minutes=minutes))
    assert ask(site, "/")[1]["Surrogate-Control"] == said
    time_machine.shift(timedelta(minutes=5))
    assert site.kept("/")
    later = ask(site, "/")[1]["Surrogate-Control"]
    assert later == ("max-age=300, stale-while-revalidate=0" if minutes == 10 else later)


def test_a_page_with_too_many_tags_says_which_kinds(site):
    reviews = [a_review(f"Review {number}") for number in range(3)]
    headers = ask(site, "/")[1]
    assert f"review:{reviews[0].pk}" in headers["Surrogate-Key"].split()
    front = key_of(environ("/"))
    kept = site.cache.find(front)
    many = kept._replace(tags=(*kept.tags, *(f"film:{pk}" for pk in range(10_000))))
    site.cache.pages.put(front, many)
    tags = ask(site, "/")[1]["Surrogate-Key"]
    assert len(tags) <= MAX_LENGTH
    assert {"film:any", "review:any", "review", "site"} <= set(tags.split())


def test_a_page_is_gone_from_the_cdn_before_its_changes_are_pruned():
    assert MAX_AGE + MAX_STALE < PRUNE_AGE


def test_what_may_change_at_any_time_is_not_for_the_cdn(site):
    _status, headers = ask(site, "/comments/rules/")
    assert headers["Cache-Control"] == PRIVATE and not cdn_headers(headers)


def test_what_any_change_may_change_is_not_for_the_cdn(site):
    _status, headers = ask(site, "/search/?q=lantern")
    assert headers["Cache-Control"] == PRIVATE and not cdn_headers(headers)
