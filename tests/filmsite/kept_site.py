"""The site behind its page cache, in a test's own transaction."""

from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from core.models import PageChange
from filmsite.page_cache import PageCache, key_of


class OwnLog:
    """Reads the changes of the connection that the test writes with."""

    def __init__(self):
        self.last = self._newest()

    def _newest(self):
        return PageChange.objects.values_list("pk", flat=True).order_by("-pk").first() or 0

    def read(self):
        rows = list(PageChange.objects.filter(pk__gt=self.last).values_list("pk", "tag"))
        self.last = max([self.last, *(pk for pk, tag in rows)])
        return [tag for pk, tag in rows]


class KeptSite:
    """What a stranger's browser gets, and what it would get if nothing were kept."""

    def __init__(self, application=None):
        self.handler, self.made = application or WSGIHandler(), 0
        self.cache = PageCache(self._make, OwnLog())

    def _make(self, environ, start_response):
        self.made += 1
        return self.handler(environ, start_response)

    def get(self, path, **extra):
        """Status, headers and body."""
        started = []
        with open_connection():
            body = self.cache(environ(path, **extra), lambda *args: started.append(args))
        status, headers = started[0][:2]
        return status, dict(headers), b"".join(body)

    def kept(self, path):
        """The body that is kept for a path, or None."""
        self.cache.changes.hear()
        kept = self.cache.find(key_of(environ(path)))
        return kept and kept.value.content

    def anew(self, path):
        return Client().get(path).content


@contextmanager
def open_connection():
    """Let no end of a request close the connection that has the test's transaction."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def environ(path, **extra):
    """What a server hands over (PEP 3333): the path as bytes, each a character."""
    found = RequestFactory().get(path, **extra).environ
    return found | {"PATH_INFO": found["PATH_INFO"].encode().decode("latin-1")}
