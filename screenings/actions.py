from django.db import transaction
from django.utils import timezone

from .models import Cinema, Screening


@transaction.atomic
def save_lines(lines):
    """Save lines without a problem: how many screenings are new, and how many were changed.

    What a line leaves empty it says nothing about: what editors entered stays.
    """
    new = changed = 0
    for line in lines:
        said = {"version": line.version, "booking_url": line.link}
        row, is_new = Screening.objects.get_or_create(
            film=line.films[0], cinema=line.place, starts_at=line.when, defaults=said
        )
        differs = {
            name: text for name, text in said.items() if text not in ("", getattr(row, name))
        }
        if differs:
            Screening.objects.filter(pk=row.pk).update(**differs)
        new, changed = new + is_new, changed + bool(differs)
    note_check({line.place.pk for line in lines})
    return new, changed


@transaction.atomic
def delete_cancelled(lines):
    """Delete what these lines say is cancelled, and say how many screenings that were."""
    deleted, _by_model = Screening.objects.filter(pk__in=[line.saved for line in lines]).delete()
    note_check({line.place.pk for line in lines})
    return deleted


def note_check(cinemas):
    """Somebody has just entered what plays in these cinemas."""
    Cinema.objects.filter(pk__in=cinemas).update(checked_at=timezone.now())
