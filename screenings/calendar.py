"""Screenings as calendars write them (iCalendar, RFC 5545)."""

import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

_BEGIN = re.compile(r"^BEGIN:VCALENDAR\b", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^END:VCALENDAR\b", re.MULTILINE | re.IGNORECASE)
_END_OF_EVENT = re.compile(r"^END:VEVENT\b", re.MULTILINE | re.IGNORECASE)
WORDS = ("summary", "location", "description", "url")
MAX_EVENTS = 2_000  # screenings: months of a town
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
    event.add("dtstamp", (row.cinema.checked_at or row.starts_at).astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("duration", timedelta(minutes=row.film.runtime or USUAL_LENGTH))
    event.add("summary", str(row.film))
    event.add("location", ", ".join(filter(None, [row.cinema.name, row.cinema.address])))
    if row.version:
        event.add("description", row.version)
    event.add("url", row.booking_url or settings.SITE_URL + row.film.get_absolute_url())
    return event


def is_calendar(text):
    return _BEGIN.search(text[:2000]) is not None


def whole_events(text):
    """The text up to its last whole event, and whether it breaks off behind it."""
    begin = max((found.start() for found in _BEGIN.finditer(text)), default=0)
    if _END.search(text, begin):
        return text, False
    ends = [found.end() for found in _END_OF_EVENT.finditer(text, begin)]
    return (f"{text[: ends[-1]]}\r\nEND:VCALENDAR\r\n" if ends else text[:begin]), True


def read_calendar(text):
    """(moment, film, cinema, version, address, status) of each event; ValueError where it is none.

    The moment is None where the event says no time. The status is empty, or says why no single
    screening can be made of it: `cancelled`, `repeated` or `zone`.
    """
    for calendar in Calendar.from_ical(text, multiple=True):
        for event in calendar.walk("VEVENT"):
            start = _first(event, "dtstart")
            moment = getattr(start, "dt", None)
            words = (str(_first(event, name)) for name in WORDS)
            is_timed = isinstance(moment, datetime)
            yield moment if is_timed else None, *words, _status(event, start)


def _status(event, start):
    if str(_first(event, "status")).upper() == "CANCELLED":
        return "cancelled"
    if event.get("rrule") or event.get("rdate"):
        return "repeated"
    moment, parameters = getattr(start, "dt", None), getattr(start, "params", {})
    has_lost_zone = isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in parameters
    return "zone" if has_lost_zone else ""


def _first(event, name):
    """A property that may stand there several times, though the standard allows one."""
    found = event.get(name, "")
    return found[0] if isinstance(found, list) else found
