"""Counts that limit what one sender may do, kept in the database: they outlive workers, and every
worker sees them.
"""

import json
from datetime import timedelta
from itertools import count

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Count

MAX_ROWS = 100_000  # a flood of networks fills no disk: some 15 MB
TRIM_EVERY = 1_000  # hits of one process

_hits = count(1)
# An expired row begins again. One statement, so that two at once count as two on SQLite and on
# PostgreSQL.
_HIT = """
    INSERT INTO core_count (key, number, expires_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN core_count.expires_at <= %s THEN 1 ELSE core_count.number + 1 END,
        expires_at = CASE WHEN core_count.expires_at <= %s THEN excluded.expires_at ELSE core_count.expires_at END
    RETURNING number
"""


def hit(*what, within):
    """Count this once more; how often it happened, this time included, in the `within` seconds from
    its first time.

    `what` names the limit and who is limited: `hit("likes", network, within=600) > MAX_LIKES`.
    """
    if next(_hits) % TRIM_EVERY == 0:
        Count.objects.trim(MAX_ROWS)
    now = timezone.now()
    until, now = (
        connection.ops.adapt_datetimefield_value(day)
        for day in (now + timedelta(seconds=within), now)
    )
    with connection.cursor() as cursor:
        cursor.execute(_HIT, [hash_key(*what), until, now, now])
        return cursor.fetchone()[0]


def hits(*what):
    rows = Count.objects.filter(pk=hash_key(*what), expires_at__gt=timezone.now())
    return rows.values_list("number", flat=True).first() or 0


def claim_once(*what, within):
    """Whether this happens for the first time in `within` seconds, for what counts only once."""
    return hit(*what, within=within) == 1


def hash_key(*what):
    """A key of 64 characters for any JSON values: nobody reads an address or a name from the table."""
    return salted_hmac("core.limiter", json.dumps(what), algorithm="sha256").hexdigest()
