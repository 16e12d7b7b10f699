"""Named limits on what one sender may do, counted in the database: every worker sees the counts."""

import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import RateLimitCount

MAX_ROWS = 100_000  # a flood of networks fills no disk: some 15 MB
TRIM_EVERY = 1_000  # hits of one process

_hits = count(1)
# An expired row begins again. One statement, so that two at once count as two on SQLite and on
# PostgreSQL.
_HIT = """
    INSERT INTO core_ratelimitcount AS here (key, number, expires_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN here.expires_at <= %s THEN 1 ELSE here.number + 1 END,
        expires_at = CASE WHEN here.expires_at <= %s
            THEN excluded.expires_at ELSE here.expires_at END
    RETURNING number
"""


@dataclass(frozen=True)
class Policy:
    """So many in a window of time, which begins with the first and is not lengthened by later ones.

    A key is what JSON can hold: a network's hash, an address, the primary key of a member.
    """

    name: str
    limit: int
    window: timedelta

    def allow(self, *key: Any) -> bool:
        """Count it once more; whether this one is within the limit."""
        return self.add(*key) <= self.limit

    def add(self, *key: Any) -> int:
        """Count it once more; how often it happened in the window, this time included."""
        if next(_hits) % TRIM_EVERY == 0:
            RateLimitCount.objects.trim(MAX_ROWS)
        now = timezone.now()
        adapt = connection.ops.adapt_datetimefield_value
        until, at = adapt(now + self.window), adapt(now)
        with connection.cursor() as cursor:
            cursor.execute(_HIT, [hash_key(self.name, *key), until, at, at])
            return int(cursor.fetchone()[0])

    def count(self, *key: Any) -> int:
        """How often it happened in the window; counts nothing."""
        rows = RateLimitCount.objects.unexpired().filter(pk=hash_key(self.name, *key))
        return rows.values_list("number", flat=True).first() or 0

    def is_reached(self, *key: Any) -> bool:
        """Whether the next would be refused; counts nothing."""
        return self.count(*key) >= self.limit


def hash_key(*what: Any) -> str:
    """A key of 64 characters: nobody reads an address or a name from the table."""
    return salted_hmac("core.limiter", json.dumps(what), algorithm="sha256").hexdigest()
