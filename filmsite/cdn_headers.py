"""What answers say to a content delivery network in front, where the setting `CDN` names one.

It keeps what the page cache keeps, under the tags of what is shown. Browsers are told as ever to
ask each time; the CDN takes out of its answers what is for itself.
"""

import time
from collections.abc import Collection

from core.models import PRUNE_AGE
from core.page_tags import ANYTHING, SITE, UNTIL

from .cdn import any_of, cdn
from .page_cache import KEPT, PUBLIC

# Not as long as rows of page_change last: a purge that never came is not missed then.
MAX_AGE, MAX_STALE = int(PRUNE_AGE * 3 / 4), 60  # seconds
MAX_LENGTH = 2_000  # characters of tags; nginx takes 4 kB of headers unless it is told to take more
# Fastly keeps what says nothing but no-cache.
NOT_FOR_CDN = ("Cache-Control", "private, no-cache")
# No redirect is kept: that to https has the same address as the page.
STATUS = ("200", "304", "404")


def in_front(application):
    """The WSGI application, behind a CDN."""

    def answer(environ, start_response):
        def start(status, headers, *error):
            return start_response(status, _for_cdn(status, headers, environ.get(KEPT)), *error)

        return application(environ, start)

    return answer


def _for_cdn(status, headers, kept):
    public = ("Cache-Control", PUBLIC)
    if public not in headers:
        says = any(name.lower() == "cache-control" for name, _value in headers)
        return headers if says else [*headers, NOT_FOR_CDN]
    if kept is None or ANYTHING in kept.tags or not status.startswith(STATUS):
        return [NOT_FOR_CDN if header == public else header for header in headers]
    vendor = cdn()
    shown = [tag for tag in kept.tags if not tag.startswith(UNTIL)]
    tags = (vendor.tags_header, tags_line(shown, vendor.between))
    return [*headers, tags, (vendor.lifetime_header, lifetime(kept.until))]


def tags_line(tags: Collection[str], between: str) -> str:
    line = between.join(sorted({SITE, *tags}))
    return line if len(line) <= MAX_LENGTH else between.join(sorted({SITE, *map(any_of, tags)}))


def lifetime(until: float | None) -> str:
    """How long the CDN may keep a page that changes by the clock at `until`."""
    left = MAX_AGE + MAX_STALE if until is None else max(int(until - time.time()), 0)
    age = min(MAX_AGE, left)
    return f"max-age={age}, stale-while-revalidate={min(MAX_STALE, left - age)}"
