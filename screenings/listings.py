"""What cinemas send: listings as pasted text, CSV or iCalendar, and the rows that they mean.

Nothing is saved here: an editor sees what was understood, line by line, and confirms it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import SearchName
from core.text import clean_name, fold
from films.models import Film

from .calendar import read_calendar
from .models import Cinema, Screening
from .tables import read_table

MAX_LINES, MAX_CANDIDATES = 200, 6
YEARS_AHEAD = 2
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
    refusal: str = ""  # what reading it told
    films: tuple[Film, ...] = ()
    place: Cinema | None = None
    is_there: bool = False  # saved before

    @property
    def problem(self):
        if self.refusal:
            return self.refusal
        if self.when is None:
            return _("No date and time within two years: write them as 2026-12-01 20:15.")
        if self.when <= timezone.now():
            return _("This is over.")
        if not self.films:
            return _("No film of this name. Add the film first.")
        if self.place is None:
            return self._problem_of_cinema()
        if self.link and not _is_link(self.link):
            return _("What stands as its link is no address that begins with https://.")
        return ""

    def _problem_of_cinema(self):
        if self.cinema:
            return _("No cinema of this name. Add the cinema first.")
        return _("It names no cinema. Go back, and choose one.")

    @property
    def zone(self):
        """That in which it is read and shown."""
        return self.place.town.zone if self.place else timezone.get_default_timezone()

    @property
    def key(self):
        return (self.films[0].pk, self.place.pk, self.when)


def decode(data):
    """The text of a file: UTF-8, what Excel calls Unicode, or Windows's Latin letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_listing(text, cinema=None):
    """The lines of a text in one of the three formats; `cinema` for those that name none."""
    if "\x00" in text:
        raise NoListing(_("Its letters cannot be read. Save it as UTF-8 and send it again."))
    try:
        rows = _calendar_rows(text) if "BEGIN:VCALENDAR" in text[:2000] else _table_rows(text)
        found = [Line(*row) for row in islice(rows, MAX_LINES + 1)]
    except Exception as error:
        # A stranger wrote it: whatever it does to a parser, the editor is told in a sentence.
        sentence = _("It is no calendar and no table. Send text, CSV or iCalendar.")
        raise NoListing(sentence) from error
    if not found:
        raise NoListing(_("There are no screenings in it."))
    if len(found) > MAX_LINES:
        raise NoListing(_("It has more than 200 screenings. Send it in parts."))
    films_called, cinema_called = cache(_films_called), cache(_cinema_called)  # for this text
    for line in found:
        line.films = films_called(line.film)
        line.place = cinema_called(line.cinema) if line.cinema else cinema
        line.when = _soon(line.when, line.zone)
    _mark_doubles([line for line in found if not line.problem])
    return found


def _mark_doubles(lines):
    """Say which stand in the listing twice, and which were saved before."""
    saved = Screening.objects.filter(starts_at__in={line.when for line in lines})
    known = set(saved.values_list("film", "cinema", "starts_at"))
    seen = set()
    for line in lines:
        line.is_there = line.key in known
        if line.key in seen:
            line.refusal = _("This stands above already.")
        seen.add(line.key)


def _calendar_rows(text):
    for moment, film, cinema, version, link, status in read_calendar(text):
        refusals = {
            "cancelled": _("It is cancelled."),
            "repeated": _("It repeats: send each screening on a line of its own."),
            "zone": _("Its time zone is not known."),
        }
        words = clean_name(film), clean_name(cinema), clean_name(version)[:80], link.strip()
        yield moment, *words, refusals.get(status, "")


def _table_rows(text):
    for moment, film, cinema, version, link in read_table(text):
        yield moment, film, cinema, version[:80], link


def _soon(moment, zone):
    """The moment in this time zone where it says none; None for another age."""
    this_year = timezone.localdate().year
    if moment is None or not this_year - 1 <= moment.year <= this_year + YEARS_AHEAD:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, zone)


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
        return ()
    named = SearchName.objects.filter(model_label="films.film", folded=folded)
    films = Film.objects.filter(Q(pk__in=named.values("object_id")))
    if year:
        films = films.filter(year=int(year[1]))
    return tuple(films.newest_first()[:MAX_CANDIDATES])


def _cinema_called(name):
    """By its name; calendars write the street behind it."""
    for words in dict.fromkeys([name, name.partition(",")[0]]):
        named = SearchName.objects.filter(model_label="screenings.cinema", folded=fold(words))
        cinemas = Cinema.objects.select_related("town").filter(pk__in=named.values("object_id"))
        if words and (found := cinemas.first()):
            return found
    return None
