"""Whole pages for everybody, kept compressed in the process until something on them changes.

The cache stands before Django: what is kept costs neither a handler nor a query of Django's. A
database tells within microseconds whether anything was committed since (`core/change_log.py`).
"""

import logging
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.db import DatabaseError
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import parse_etags
from django_http_compression.middleware import best_coding

from core.kept import Changes, Making, Store, making
from core.page_tags import NOW
from films.filters import FilmFilter
from outside import clock as outside_clock
from pages import clock
from pages.models.promotion import promotions_among
from reviews.filters import ReviewFilter
from reviews.models import Publication, Review

from .middleware import PRIVATE

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
PAGE_BYTES, PART_BYTES = 14 * MEGABYTE, 16 * MEGABYTE
VARIANT_BYTES = 10 * MEGABYTE  # of pages under addresses with a query, which have no end
SHORT_BYTES = 2 * MEGABYTE
MAX_PAGE_BYTES = 256 * 1024
SHORT = 60  # seconds that an answer is kept which anybody can ask for under endless addresses
MAX_WAIT = 2.0  # seconds for another who makes the same page
PUBLIC = "public, no-cache"
KEPT = "filmsite.kept"  # in the environ: what is kept of the answer
# What pages that are kept read of an address; a test compares.
PARAMETERS = {
    "page", "p", "letter", "order", "from", "after", "q", "kind",
    *FilmFilter.base_fields, *ReviewFilter.base_fields,
}  # fmt: skip
PERSONAL = {"received", "gone"}  # say something to one reader
KEPT_STATUS = {200: None, 301: SHORT, 404: SHORT}  # seconds, None for as long as it is true
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
NOT_MODIFIED = {"cache-control", "content-location", "etag", "expires", "vary"}  # RFC 9110, 15.4.5


class Page(NamedTuple):
    status: str
    headers: tuple[tuple[str, str], ...]
    etag: str
    content: bytes
    promotions: tuple[str, ...]  # tags of those on it

    @classmethod
    def of(cls, response, tags):
        return cls(
            f"{response.status_code} {response.reason_phrase}",
            tuple(response.headers.items()),
            response.headers.get("ETag", ""),
            response.content,
            promotions_among(tags),
        )

    def answer(self, environ, start_response):
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and self.status.startswith("200") and _matches(asked, self.etag):
            headers = [row for row in self.headers if row[0].lower() in NOT_MODIFIED]
            start_response("304 Not Modified", headers)
            return []
        start_response(self.status, list(self.headers))
        return [self.content]


def _matches(asked, etag):
    """The weak comparison of RFC 9110, 8.8.3.2."""
    known = {tag.removeprefix("W/") for tag in parse_etags(asked)}
    return bool(etag) and (etag.removeprefix("W/") in known or "*" in known)


# When pages change without anybody writing


def next_change(moment):
    """When pages next change by the clock after that moment, in seconds since the epoch.

    A review appears, a thread closes, what has a date begins or ends, what partners wrote is too
    old, or the year ends, which the copyright line names.
    """
    now = datetime.fromtimestamp(moment, UTC)
    appears = _first_day(Review.objects.filter(status="published", published_at__gt=now))
    dated = [clock.next_start_or_end(now), outside_clock.next_end(now)]
    moments = [appears, *dated, *_closings(now), _new_year(now)]
    return min(filter(None, moments)).timestamp()


def _new_year(now):
    here = timezone.localtime(now)
    return timezone.make_aware(datetime(here.year + 1, 1, 1))


# Of the rows that it reads.
CLOCK_TAGS = ("review", "publication", *clock.CLOCK_TAGS, *outside_clock.CLOCK_TAGS)


def _closings(now):
    """When the oldest thread still open closes, for each publication whose threads do."""
    for pk, days in Publication.objects.exclude(close_after_days=None).values_list(
        "pk", "close_after_days"
    ):
        age = timedelta(days=days)
        oldest = _first_day(
            Review.objects.filter(publication=pk, status="published", published_at__gte=now - age)
        )
        if oldest:
            yield oldest + age + timedelta.resolution  # it is open to the end of that moment


def _first_day(reviews):
    return reviews.order_by("published_at").values_list("published_at", flat=True).first()


# Who asks for what

# That of robots asks no database, so that balancers see whether a worker answers.
NEVER_KEPT = (
    *(*PRIVATE, "/admin/", "/healthz", "/robots.txt"),
    *(settings.STATIC_URL, settings.MEDIA_URL),
)


def is_for_everybody(environ):
    """Whether the request has nothing by which one reader is known, and no body."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ["PATH_INFO"].startswith(NEVER_KEPT)
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and environ.get("CONTENT_LENGTH", "") in {"", "0"}
        and "HTTP_TRANSFER_ENCODING" not in environ
    )


class Key(NamedTuple):
    forwarded_scheme: str
    scheme: str
    host: str
    path: str
    query: tuple
    coding: str


def key_of(environ):
    """What may make one page differ from another; None for a page of one reader."""
    query = environ.get("QUERY_STRING")
    asked = read_query(query) if query else ()
    if asked is None:
        return None
    return Key(
        environ.get("HTTP_X_FORWARDED_PROTO") if settings.TRUST_PROXY else "",
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST"),
        environ["PATH_INFO"],
        asked,
        best_coding(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )


def read_query(query):
    """The parameters that pages read, in order; None with one for one reader, or with too many.

    Of one given twice, pages read the last.
    """
    try:
        asked = QueryDict(query.encode("latin-1"))  # as Django reads what WSGI gives
    except TooManyFieldsSent:
        return None
    if not PERSONAL.isdisjoint(asked):
        return None
    return tuple(sorted(pair for pair in asked.items() if pair[0] in PARAMETERS))


class PageCache:
    """The WSGI application in front of Django's."""

    def __init__(self, application, log):
        self.application, self.changes = application, Changes(log)
        self.pages = Store(self.changes, PAGE_BYTES)
        self.variants = Store(self.changes, VARIANT_BYTES)
        self.short = Store(self.changes, SHORT_BYTES)
        self.parts = Store(self.changes, PART_BYTES)
        self.makers, self.lock = {}, Lock()

    def __call__(self, environ, start_response):
        key = key_of(environ) if is_for_everybody(environ) else None
        if key is None or not self.changes.hear():
            return self.application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        kept = self.find(key, query)
        if kept:
            return answer_kept(kept, environ, start_response)
        with self.one_maker(key) as waited:
            kept = waited and self.find(key, query)
            if kept:
                return answer_kept(kept, environ, start_response)
            return self.make(key, environ, start_response)

    def find(self, key, query=""):
        """The page of a key, or the redirect, which takes the whole query along."""
        pages = self.variants if key.query else self.pages
        return pages.get(key) or self.short.get(key) or self.short.get((key, query))

    @contextmanager
    def one_maker(self, key):
        """Lets one at a time make a page. True for those who waited for another."""
        with self.lock:
            event = self.makers.get(key)
            if event is None:
                self.makers[key] = own = Event()
        if event:
            event.wait(MAX_WAIT)
            yield self.changes.hear()
            return
        try:
            yield False
        finally:
            with self.lock:
                del self.makers[key]
            own.set()

    def make(self, key, environ, start_response):
        """Django's response; kept if everybody may see it."""
        current, started = Making(self.parts, next_change, CLOCK_TAGS), []
        whole = {name: value for name, value in environ.items() if name not in CONDITIONS}
        with making(current) as tags:
            response = self.application(whole, lambda *args: started.append(args))
        if NOW in tags or not is_public(response):
            start_response(*started[0])
            return response
        page = Page.of(response, tags)
        try:
            if response.status_code == 301:
                key = (key, environ.get("QUERY_STRING", ""))
            kept = self.store(key, page, current, tags)
            if self.is_true(kept):  # else a CDN would keep what was changed while it was made
                environ[KEPT] = kept
        except DatabaseError:
            log.exception("A page was made, but cannot be kept.")
        response.close()
        return page.answer(environ, start_response)

    def is_true(self, kept):
        return self.changes.hear() and not self.changes.has_changed(kept.tags, kept.number)

    def store(self, key, page, current, tags):
        kept, seconds = current.kept(page, tags), KEPT_STATUS[int(page.status[:3])]
        if seconds is None:
            (self.variants if key.query else self.pages).put(key, kept)
        else:
            until = current.began_at + seconds
            kept = kept._replace(until=min(until, kept.until or until))
            self.short.put(key, kept)
        return kept


def answer_kept(kept, environ, start_response):
    environ[KEPT] = kept
    return kept.value.answer(environ, start_response)


def is_public(response):
    """Whether an answer may be kept: it says so, sets no cookie, and is not too long."""
    return (
        getattr(response, "status_code", 0) in KEPT_STATUS
        and response.headers.get("Cache-Control") == PUBLIC
        and not response.cookies
        and not response.streaming
        and len(response.content) <= MAX_PAGE_BYTES
    )
