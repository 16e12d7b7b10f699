"""What cinemas send: listings as pasted text, CSV or iCalendar, and the rows that they mean.

Nothing is saved here: an editor sees what was understood, line by line, and confirms it.
"""

import csv
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.models import SearchName
from core.text import clean_name, fold
from films.models import Film

from .calendar import read_calendar
from .models import Cinema, Screening

MAX_LINES, MAX_CANDIDATES = 200, 6
# What a column may be called, folded; without a header they stand in this order.
COLUMNS = {
    "when": ("when", "date", "begins", "start"),
    "time": ("time",),
    "film": ("film", "title", "movie"),
    "cinema": ("cinema", "theatre", "theater", "venue", "location"),
    "version": ("version", "language", "format"),
    "link": ("link", "url", "booking", "tickets"),
}
ORDER = ("when", "film", "cinema", "version", "link")
_validate_link = URLValidator(["http", "https"])
_YEAR = re.compile(r"\s*\((\d{4})\)$")


class NoListing(Exception):
    """What was sent cannot be read; the text says so to editors."""


@dataclass
class Line:
    """One line as it was understood; `problem` says why it cannot be saved, if so."""

    when: datetime | None
    film: str
    cinema: str
    version: str = ""
    link: str = ""
    films: tuple[Film, ...] = ()
    place: Cinema | None = None

    @property
    def problem(self):
        if self.when is None:
            return _("No date and time: write them as 2026-12-01 20:15.")
        if self.when <= timezone.now():
            return _("This is over.")
        if not self.films:
            return _("No film of this name. Add the film first.")
        if self.place is None:
            return _("No cinema of this name. Add the cinema, or choose one above.")
        if self.link and not _is_link(self.link):
            return _("What stands as its link is no address that begins with https://.")
        return ""


def read_listing(text, cinema=None):
    """The lines of a text in one of the three formats; `cinema` for those that name none."""
    try:
        rows = _calendar_rows(text) if "BEGIN:VCALENDAR" in text[:2000] else _table_rows(text)
        found = [Line(*row) for row in islice(rows, MAX_LINES + 1)]
    except (ValueError, csv.Error) as error:
        raise NoListing(
            _("It is no calendar and no table. Send text, CSV or iCalendar.")
        ) from error
    if not found:
        raise NoListing(_("There are no screenings in it."))
    if len(found) > MAX_LINES:
        raise NoListing(_("It has more than 200 screenings. Send it in parts."))
    for line in found:
        line.films = tuple(_films_called(line.film))
        line.place = _cinema_called(line.cinema) or cinema
    return found


def decode(data):
    """As UTF-8, or else as Windows writes Latin letters."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _calendar_rows(text):
    for moment, film, cinema, version, link in read_calendar(text):
        when = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        yield when, clean_name(film), clean_name(cinema), clean_name(version)[:80], link.strip()


def _table_rows(text):
    lines = [line for line in text.splitlines() if line.strip()]
    if "\x00" in text or not lines:
        return
    rows = [[clean_name(cell) for cell in row] for row in csv.reader(lines, _separator(lines))]
    names = _header(rows[0])
    for row in rows[1:] if names else rows:
        cells = dict(zip(names or ORDER, row, strict=False))
        when = _moment(" ".join(filter(None, [cells.get("when"), cells.get("time")])))
        version = cells.get("version", "")[:80]
        yield when, cells.get("film", ""), cells.get("cinema", ""), version, cells.get("link", "")


def _separator(lines):
    """The sign that splits the most lines into columns."""

    class Dialect(csv.excel):
        delimiter = max("\t;|,", key=lambda sign: sum(sign in line for line in lines))
        skipinitialspace = True

    return Dialect


def _header(row):
    """The names of the columns, if this line has them."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    names = [known.get(fold(cell)) for cell in row]
    return names if {"when", "film"} <= set(names) else None


def _moment(text):
    try:
        moment = parse_datetime(text.strip().replace(" ", "T", 1)) if text else None
    except ValueError:  # well written, but no day of the calendar
        return None
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment)


def _is_link(text):
    try:
        _validate_link(text)
    except ValidationError:
        return False
    return len(text) <= Screening._meta.get_field("booking_url").max_length


def _films_called(name):
    """Those of this name, in any spelling that is found; a year in brackets tells them apart."""
    year = _YEAR.search(name)
    folded = fold(_YEAR.sub("", name))
    if not folded:
        return []
    named = SearchName.objects.filter(model_label="films.film", folded=folded)
    films = Film.objects.filter(Q(pk__in=named.values("object_id")))
    if year:
        films = films.filter(year=int(year[1]))
    return films.newest_first()[:MAX_CANDIDATES]


def _cinema_called(name):
    """By its name; calendars write the street behind it."""
    for words in dict.fromkeys([name, name.partition(",")[0]]):
        named = SearchName.objects.filter(model_label="screenings.cinema", folded=fold(words))
        if words and (found := Cinema.objects.filter(pk__in=named.values("object_id")).first()):
            return found
    return None
