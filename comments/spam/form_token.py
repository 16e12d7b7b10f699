"""How old the form was when it was sent: its one-time key carries the time, signed.

Only the form on a page of its own has such a key; the one beneath a review is on a page that caches
keep and has none. So a key without a time says nothing.
"""

import secrets
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

from core.signing import Purpose, signature

TOO_SOON = timedelta(seconds=3)
TOO_LATE = timedelta(days=1)
_SIGNATURE = 12  # characters of it that are kept: 72 bits


def new_form_key(since: str = "") -> str:
    """A one-time key of at most 36 characters.

    The key of the form that is shown again keeps its time.
    """
    if since and opened_at(since) is None:
        return secrets.token_urlsafe(16)
    when = opened_at(since) or timezone.now()
    return _signed(f"{int_to_base36(int(when.timestamp()))}.{secrets.token_hex(6)}")


def opened_at(key: str) -> datetime | None:
    """When the form of this key was made, or None where the key does not say."""
    stamp, _dot, _signature = key.rpartition(".")
    if len(stamp) < 8 or not constant_time_compare(key, _signed(stamp)):
        return None
    try:
        return datetime.fromtimestamp(base36_to_int(stamp.partition(".")[0]), tz=UTC)
    except (ValueError, OverflowError):
        return None


def _signed(stamp: str) -> str:
    return f"{stamp}.{signature(Purpose.FORM_KEY, stamp)[:_SIGNATURE]}"
