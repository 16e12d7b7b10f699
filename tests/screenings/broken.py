"""For each constraint of screenings: as in `tests/admin/broken.py`."""

from datetime import UTC, datetime
from typing import Any

from films.models import Film
from screenings.models import Cinema, Screening
from tests.builders import a_film

from .builders import a_cinema, a_screening

NEW_YEAR = {"starts_at_0": "2027-01-01", "starts_at_1": "20:00"}
AT = datetime(2027, 1, 1, 20, tzinfo=UTC)


def an_unsaved(**fields):
    film, cinema = Film.objects.first() or a_film(), Cinema.objects.first() or a_cinema()
    return Screening(**({"film": film, "cinema": cinema, "starts_at": AT} | fields))


def a_saved():
    return a_screening(a_film())


def another_at_new_year():
    an_unsaved().save()
    return NEW_YEAR


ROWS = {
    "screening_once": lambda: [an_unsaved(), an_unsaved()],
    "screening_booking_is_web": lambda: [an_unsaved(booking_url="ftp://book.example/")],
}

TYPED: dict[str, Any] = {
    "screening_once": (a_saved, "", another_at_new_year, "shows this film at that time already"),
    "screening_booking_is_web": (
        a_saved,
        "",
        lambda: NEW_YEAR | {"booking_url": "ftp://book.example/"},
        "begins with https://",
    ),
}
