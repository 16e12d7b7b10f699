from django.db import transaction
from django.utils import timezone

from .models import Cinema, Screening


@transaction.atomic
def save_lines(lines):
    """Save lines without a problem; how many are new. What was there takes what they say now."""
    number = 0
    for line in lines:
        _row, is_new = Screening.objects.update_or_create(
            film=line.films[0],
            cinema=line.place,
            starts_at=line.when,
            defaults={"version": line.version, "booking_url": line.link},
        )
        number += is_new
    cinemas = Cinema.objects.filter(pk__in={line.place.pk for line in lines})
    cinemas.update(checked_at=timezone.now())
    return number
