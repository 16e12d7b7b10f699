"""What cinemas send: listings as pasted text, CSV or iCalendar, and the rows that they mean.

Nothing is saved here: an editor sees what was understood, line by line, and confirms it.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.text import clean_name
from films.models import Film

from .calendar import is_calendar, read_calendar, whole_events
from .models import Cinema, Screening
from .names import cinemas_called, films_called
from .tables import read_table

MAX_LINES = 500
FIRST_YEAR, YEARS_AHEAD = 1900, 2
# Westward and eastward of which no clock shows another time.
FARTHEST = timedelta(days=1)
REFUSALS = {
    "cancelled": gettext_lazy("It is cancelled."),
    "repeated": gettext_lazy("It repeats: send each screening on a line of its own."),
    "zone": gettext_lazy("Its time zone is not known."),
    "double": gettext_lazy("This stands above already."),
}
_validate_link = URLValidator(["http", "https"])


class NoListing(Exception):
    """What was sent cannot be read; the text says so to editors."""


@dataclass
class Line:
    """One line as it was understood; `problem` says why it cannot be saved, if so."""

    number: int  # of all that were sent, which does not change when one of them begins
    when: datetime | None
    film: str
    cinema: str
    version: str = ""
    link: str = ""
    status: str = ""  # a key of REFUSALS, or nothing
    films: tuple[Film, ...] = ()
    place: Cinema | None = None
    saved: int | None = None  # the key of what was saved before

    @property
    def problem(self):
        if self.status:
            return "" if self.is_deletion else REFUSALS[self.status]
        if self.when is None:
            return _("No date and time within two years: write them as 2026-12-01 20:15.")
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
    def is_deletion(self):
        """Whether it says that what was saved before is cancelled."""
        return self.status == "cancelled" and self.saved is not None

    @property
    def zone(self):
        """That in which it is read and shown."""
        return self.place.town.zone if self.place else timezone.get_default_timezone()

    @property
    def keys(self):
        """Those that its screening may have: of the first film of its name, or of another."""
        if not (self.place and self.when):
            return []
        return [(film.pk, self.place.pk, self.when) for film in self.films]


@dataclass
class Listing:
    """What was understood, and what editors are told of the whole."""

    lines: list[Line] = field(default_factory=list)
    over: list[datetime] = field(default_factory=list)  # when those began that were left out
    is_cut: bool = False

    @property
    def notes(self):
        if self.is_cut:
            yield _("The calendar is cut off: behind its last whole event something is missing.")
        if self.over:
            said = ngettext(
                "%(number)d screening is over and was left out. It was on %(day)s.",
                "%(number)d screenings are over and were left out. The latest was on %(day)s.",
                len(self.over),
            )
            yield said % {"number": len(self.over), "day": date_format(max(self.over), "j F Y")}

    @property
    def deletes(self):
        return any(line.is_deletion for line in self.lines)


def decode(data):
    """The text of a file: UTF-8, what Excel calls Unicode, or Windows's Latin letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_listing(text, cinema=None):
    """A text in one of the three formats; `cinema` for lines that name none."""
    if "\x00" in text:
        raise NoListing(_("Its letters cannot be read. Save it as UTF-8 and send it again."))
    listing = Listing()
    if is_calendar(text):
        text, listing.is_cut = whole_events(text)
    _read_rows(listing, text)
    _find_names(listing.lines, cinema)
    _leave_out_what_is_over(listing)
    if not listing.lines:
        raise NoListing(_why_empty(listing))
    _mark_doubles([line for line in listing.lines if not line.problem or line.status])
    return listing


def _why_empty(listing):
    if listing.is_cut and not listing.over:
        return _("The calendar is cut off before its first event ends. Send it again.")
    return " ".join(listing.notes) or _("There are no screenings in it.")


def _read_rows(listing, text):
    """All lines; a calendar may have years behind it, which are left out before they count."""
    long_over = datetime.now(UTC).replace(tzinfo=None) - FARTHEST
    try:
        for number, row in enumerate(
            _calendar_rows(text) if is_calendar(text) else _table_rows(text)
        ):
            began = row[0] and row[0].replace(tzinfo=None)
            if began and began.year >= FIRST_YEAR and began < long_over:
                listing.over.append(began)
            elif len(listing.lines) <= MAX_LINES:
                listing.lines.append(Line(number, *row))
    except Exception as error:
        # A stranger wrote it: whatever it does to a parser, the editor is told in a sentence.
        sentence = _("It is no calendar and no table. Send text, CSV or iCalendar.")
        raise NoListing(sentence) from error
    if len(listing.lines) > MAX_LINES:
        raise NoListing(
            _("It has more than %(number)d screenings ahead. Send it in parts.")
            % {"number": MAX_LINES}
        )


def _find_names(lines, cinema):
    """The film and the cinema that each line means, and with the town its moment."""
    films = films_called({line.film for line in lines})
    cinemas = cinemas_called({line.cinema for line in lines})
    for line in lines:
        line.films = films.get(line.film, ())
        line.place = cinemas.get(line.cinema) if line.cinema else cinema
        line.when = _soon(line.when, line.zone)


def _leave_out_what_is_over(listing):
    now, lines = timezone.now(), listing.lines
    over = [line for line in lines if line.when and line.when <= now]
    listing.over += [timezone.localtime(line.when, line.zone).replace(tzinfo=None) for line in over]
    listing.lines = [line for line in lines if not line.when or line.when > now]


def _mark_doubles(lines):
    """Say which stand in the listing twice, and which were saved before."""
    saved = Screening.objects.filter(starts_at__in={line.when for line in lines if line.when})
    keys = saved.values_list("film", "cinema", "starts_at", "pk")
    known, seen = {key: pk for *key_of, pk in keys for key in [tuple(key_of)]}, set()
    for line in lines:
        found = [known[key] for key in line.keys if key in known]
        if line.status:
            line.saved = found[0] if found else None
            continue
        line.saved = known.get(line.keys[0])
        if line.keys[0] in seen:
            line.status = "double"
        seen.add(line.keys[0])


def _calendar_rows(text):
    for moment, film, cinema, version, link, status in read_calendar(text):
        words = clean_name(film), clean_name(cinema), clean_name(version)[:80], link.strip()
        yield moment, *words, status


def _table_rows(text):
    for moment, film, cinema, version, link in read_table(text):
        yield moment, film, cinema, version[:80], link


def _soon(moment, zone):
    """The moment in this time zone where it says none; None for another age."""
    this_year = timezone.localdate().year
    if moment is None or not FIRST_YEAR <= moment.year <= this_year + YEARS_AHEAD:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, zone)


def _is_link(text):
    try:
        _validate_link(text)
    except ValidationError:
        return False
    return len(text) <= Screening._meta.get_field("booking_url").max_length
