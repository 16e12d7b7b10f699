"""Which changes the CDN has still to be told. Each is told twice.

The second time is for a page that was being made from what was there before, and came to the CDN
just after it was told the first time. Places in the log are in the database, so any host goes on
where another was killed; what is told once too often does no harm.
"""

import time
from collections.abc import Collection
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError

from django.core.cache import cache

from core.models import PURGE_PLACES, PageChange
from core.page_tags import SITE

from .cdn import purge

AGAIN_AFTER = 2.0  # seconds
REST = 60  # seconds after a failure; the CDN may ask for more
MAX_REST = 60 * 60


class Places(NamedTuple):
    twice: str | None = None  # the CDN was told twice of all that stands before; None for nothing
    once: str | None = None
    next_at: float = 0.0  # seconds since the epoch, before which it is told nothing

    @classmethod
    def read(cls) -> "Places":
        return cls(*cache.get(PURGE_PLACES, ()))

    def write(self) -> None:
        cache.set(PURGE_PLACES, self, timeout=None)

    def are_resting(self) -> bool:
        return time.time() < self.next_at

    def tags(self, now: str) -> Collection[str]:
        """What changed between here and there."""
        return [SITE] if self.twice is None else PageChange.objects.tags_between(self.twice, now)


def are_due() -> bool:
    """Whether there is something to tell, at this time."""
    places = Places.read()
    return not places.are_resting() and bool(places.tags(PageChange.objects.place()))


def make() -> None:
    """Tell the CDN what changed. Where it does not listen, the places stay as they are."""
    places, now = Places.read(), PageChange.objects.place()
    if places.are_resting():
        return
    try:
        purge(places.tags(now))
    except (OSError, HTTPException) as error:
        places._replace(next_at=time.time() + _seconds_to_rest(error)).write()
        raise
    Places(places.once, now, time.time() + AGAIN_AFTER).write()


def _seconds_to_rest(error: Exception) -> int:
    """What a refusal asks for (RFC 9110, 10.2.3); where that is a date, as long as ever."""
    value = error.headers.get("Retry-After", "") if isinstance(error, HTTPError) else ""
    return min(max(int(value), 1), MAX_REST) if value.isdecimal() else REST
