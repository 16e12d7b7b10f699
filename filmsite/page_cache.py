"""Whole pages for anonymous readers, kept compressed in the process until the next change.

On SQLite `PRAGMA data_version` tells for some microseconds whether any other connection has
committed since, in whatever process; so a page is never older than the database, and nothing has to
be told to expire. On PostgreSQL the middleware steps aside: let nginx keep pages there.
"""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from core.caches import LRU
from core.sessions import has_session
from reviews.models import Publication, Review

MAX_BYTES = 32 * 1024 * 1024  # of compressed pages; some 4,000 of them
MAX_PAGE_BYTES = 256 * 1024
PUBLIC = "public, no-cache"


class DataVersion:
    def __init__(self, path):
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self.lock = Lock()

    def read(self):
        """A number that changes with other connections' commits (SQLite, “PRAGMA data_version”).

        None where the database cannot be read: the pages kept before are then the newest to be
        had, and no others are kept.
        """
        with self.lock:
            try:
                return self.connection.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.Error:
                return None


@dataclass(frozen=True)
class Page:
    content: bytes
    headers: dict

    def answer(self, request):
        response = HttpResponse(self.content, headers=self.headers)
        return get_conditional_response(
            request, etag=response.headers.get("ETag"), response=response
        )


class PageStore:
    """The pages of one version of the database, least lately used first to go."""

    def __init__(self, max_bytes=MAX_BYTES):
        self.pages, self.lock = LRU(max_bytes), Lock()
        self.version = self.until = None

    def get(self, key, version):
        with self.lock:
            if version not in {self.version, None} or (self.until and timezone.now() >= self.until):
                return None
            kept = self.pages.get(key)
            return Page(*kept) if kept else None

    def put(self, key, page, version, until):
        with self.lock:
            if self.version != version or self.until != until:
                self.pages.clear()
                self.version, self.until = version, until
            self.pages.put(key, (page.content, page.headers))


def next_change(now):
    """When pages next change without a commit: a review appears or a thread closes.

    None if neither waits.
    """
    appears = _first_day(Review.objects.filter(status="published", published_at__gt=now))
    return min(filter(None, [appears, *_closings(now)]), default=None)


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


def key_of(request):
    """What may make one public page differ from another: nothing that a reader is known by."""
    host, codings = (request.META.get(name, "") for name in ("HTTP_HOST", "HTTP_ACCEPT_ENCODING"))
    return (request.scheme, host, request.get_full_path(), codings)


class PageCacheMiddleware:
    """Outermost: a page that nobody changed since costs neither query nor template."""

    def __init__(self, get_response):
        database = settings.DATABASES["default"]
        if (
            settings.DEBUG
            or not database["ENGINE"].endswith("sqlite3")
            or "memory" in str(database["NAME"])
        ):
            raise MiddlewareNotUsed
        self.get_response, self.pages = get_response, PageStore()
        self.database, self.data_version = database["NAME"], None

    def __call__(self, request):
        if request.method != "GET" or has_session(request):
            return self.get_response(request)
        if self.data_version is None and not self.connect():
            return self.get_response(request)
        version, key = self.data_version.read(), key_of(request)
        page = self.pages.get(key, version)
        if page:
            return page.answer(request)
        return self.store(request, key, version)

    def connect(self):
        try:
            self.data_version = DataVersion(self.database)
        except sqlite3.Error:
            return False
        return True

    def store(self, request, key, version):
        """Make the answer; keep it if it is public and the database did not change meanwhile."""
        asked_at = timezone.now()
        response = self.get_response(request)
        is_known = version is not None  # to be newest
        is_public = (
            is_known
            and response.status_code == 200
            and response.headers.get("Cache-Control") == PUBLIC
        )
        if (
            is_public
            and not response.cookies
            and not response.streaming
            and len(response.content) <= MAX_PAGE_BYTES
        ):
            until = next_change(asked_at)
            if self.data_version.read() == version:
                self.pages.put(key, Page(response.content, dict(response.headers)), version, until)
        return response
