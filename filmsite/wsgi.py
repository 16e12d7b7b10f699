import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")

# Bytes that are read at a time, and in all: some more than docs/nginx.conf lets through.
CHUNK_BYTES, MAX_BODY_BYTES = 65_536, (settings.AUDIO_MB + 16) * 1024 * 1024


def forwarded_for(environ):
    """The reader's address, as our own proxy wrote it behind all others."""
    return environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()


def connected_from(environ):
    return environ.get("REMOTE_ADDR", "")


def behind_proxy(application):
    """Take the reader's address from the last X-Forwarded-For entry, written by our own proxy."""

    def forwarded(environ, start_response):
        sender = forwarded_for(environ)
        response = application(
            environ | {"REMOTE_ADDR": sender} if sender else environ, start_response
        )
        discard_body(environ["wsgi.input"])
        return response

    return forwarded


def discard_body(body):
    """Read what a refusal left unread, or the connection closes on a proxy that still sends.

    The proxy would answer 502 then, in place of our sentence. It has the whole body already, so
    this waits for nobody.
    """
    for _chunk in range(MAX_BODY_BYTES // CHUNK_BYTES):
        if not body.read(CHUNK_BYTES):
            return


application = get_wsgi_application()

from core.change_log import open_log  # noqa: E402  (Django is set up now)

from .cdn_headers import in_front  # noqa: E402
from .page_cache import PageCache  # noqa: E402
from .promotion_counts import PromotionCounts  # noqa: E402
from .readership import Readership  # noqa: E402

if settings.TRUST_PROXY:
    application = behind_proxy(application)
if not settings.DEBUG:
    application = PromotionCounts(PageCache(application, open_log()))
    application = Readership(application, forwarded_for if settings.TRUST_PROXY else connected_from)
if settings.CDN:
    application = in_front(application)
