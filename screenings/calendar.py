"""Screenings as calendars write them (iCalendar, RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

USUAL_LENGTH = 120  # minutes of a film whose length nobody knows


def write_calendar(town, screenings):
    """An event for each screening; its name is that of the film."""
    calendar = Calendar()
    calendar.add("prodid", "-//filmsite//screenings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(town))
    for row in screenings:
        calendar.add_component(_event(row))
    return calendar.to_ical()


def _event(row):
    event = Event()
    event.add("uid", f"screening-{row.pk}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", row.starts_at.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("duration", timedelta(minutes=row.film.runtime or USUAL_LENGTH))
    event.add("summary", str(row.film))
    event.add("location", ", ".join(filter(None, [row.cinema.name, row.cinema.address])))
    if row.version:
        event.add("description", row.version)
    event.add("url", row.booking_url or settings.SITE_URL + row.film.get_absolute_url())
    return event


def read_calendar(body):
    """(moment, film, cinema, version, address) of each event; ValueError where it is none."""
    for event in Calendar.from_ical(body).walk("VEVENT"):
        start = event.get("dtstart")
        if start is None or not isinstance(start.dt, datetime):
            continue  # all day long: it says no time
        words = (str(event.get(name, "")) for name in ("summary", "location", "description", "url"))
        yield start.dt, *words
