"""The site's settings, as every room asks for them.

They are kept with the parts of pages, and dropped by the tag `site`, which changes everything.
Where nothing is kept, as for members and in jobs, they are read once a request or job.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from core.kept import keep
from core.page_tags import Loaded
from core.replica import is_replica_asked

from .models import SiteSettings

_of_request = ContextVar("of_request", default=None)
_last_name = settings.SITE_NAME


def current():
    """The settings, with what is empty filled in from the environment. They are not to be saved."""
    loaded = _of_request.get()
    return loaded[is_replica_asked()]() if loaded else _load()


def _load():
    global _last_name
    row = keep("site-settings", SiteSettings.objects.load)
    _last_name = row.name
    return row


def last_known_name():
    """The site's name for who cannot ask the database."""
    return _last_name


@contextmanager
def asked_once():
    """Within it, who asks again is given what was read first, from a replica and else apart."""
    token = _of_request.set((Loaded(_load), Loaded(_load)))
    try:
        yield
    finally:
        _of_request.reset(token)


class CurrentSettings:
    """The middleware that lets a request ask once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with asked_once():
            return self.get_response(request)
