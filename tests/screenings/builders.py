from datetime import timedelta

from django.utils import timezone

from screenings.models import Cinema, Screening, Town


def a_town(name="Aldmere", **fields):
    return Town.objects.create(name=name, **fields)


def a_cinema(name="Palace on the Quay", town=None, **fields):
    town = town or Town.objects.first() or a_town()
    return Cinema.objects.create(name=name, town=town, **fields)


def a_screening(film, cinema=None, hours=5, **fields):
    """One that begins so many hours from now."""
    cinema = cinema or Cinema.objects.first() or a_cinema()
    starts_at = timezone.now() + timedelta(hours=hours)
    return Screening.objects.create(
        **({"film": film, "cinema": cinema, "starts_at": starts_at} | fields)
    )


def many_screenings(film, number, cinema=None, minutes=7):
    """So many, one after another from an hour from now on."""
    cinema, now = cinema or Cinema.objects.first() or a_cinema(), timezone.now()
    return Screening.objects.bulk_create(
        Screening(film=film, cinema=cinema, starts_at=now + timedelta(minutes=60 + minutes * at))
        for at in range(number)
    )
