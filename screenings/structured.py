"""Screenings in the words of schema.org."""

from reviews.structured import CONTEXT, absolute, drop_empty

MAX_EVENTS = 50


def screening_events(screenings):
    """A ScreeningEvent for each of the first."""
    return [CONTEXT | _event(row) for row in screenings[:MAX_EVENTS]]


def _event(row):
    place = {"@type": "MovieTheater", "name": row.cinema.name}
    address = ", ".join(filter(None, [row.cinema.address, row.cinema.town.name]))
    offers = row.booking_url and {
        "@type": "Offer",
        "url": row.booking_url,
        "availability": f"https://schema.org/{'SoldOut' if row.is_sold_out else 'InStock'}",
    }
    return drop_empty(
        {
            "@type": "ScreeningEvent",
            "name": str(row.film),
            "startDate": row.local_start.isoformat(),
            "location": place | {"address": address},
            "workPresented": {
                "@type": "Movie",
                "name": row.film.title,
                "url": absolute(row.film.get_absolute_url()),
            },
            "offers": offers,
        }
    )
