"""Limits: how often something may be done in a time, counted in the database for all workers together."""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from core.models import Count


@transaction.atomic
def count_within(key, seconds):
    """Count once more under `key`; how often this was done since the first time, `seconds` ago at most."""
    hashed = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    Count.objects.filter(key=hashed).expired().delete()
    fields = {"value": 0, "expires_at": timezone.now() + timedelta(seconds=seconds)}
    Count.objects.get_or_create(key=hashed, defaults=fields)
    row = Count.objects.select_for_update().get(key=hashed)
    row.value += 1
    row.save(update_fields=["value"])
    return row.value


def is_spent(key, limit):
    """Whether `limit` was counted already; counts nothing."""
    hashed = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    row = Count.objects.filter(key=hashed, expires_at__gt=timezone.now()).values_list("value", flat=True).first()
    return row is not None and row >= limit
