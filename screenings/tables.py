"""Listings as text, a line for each screening: CSV, tabs, bars, with a header or without."""

import csv
import re

from django.utils.dateparse import parse_datetime

from core.text import clean_name, fold

_DAYS = ("date", "day")  # what no time of the day is called
# What a column may be called, folded; without a header they stand in this order.
COLUMNS = {
    "when": ("when", *_DAYS, "begins", "start", "starts"),
    "time": ("time",),
    "film": ("film", "title", "movie"),
    "cinema": ("cinema", "theatre", "theater", "venue", "location"),
    "version": ("version", "language", "format"),
    "link": ("link", "url", "booking", "tickets"),
}
ORDER = ("when", "film", "cinema", "version", "link")
# A day and an hour with its minutes: a fraction of an hour or a day alone would be a guess.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]+(\d{1,2})[:.h](\d\d(?::\d\d)?)\s*(Z|[+-]\d\d:?\d\d)?")

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"T?\d{1,2}[:.h]\d\d(:\d\d)?\s*(Z|[+-]\d\d:?\d\d)?")


def read_table(text):
    """(moment, film, cinema, version, address) of each line; the moment may be None."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return
    rows = [[clean_name(cell) for cell in row] for row in csv.reader(lines, _separator(lines))]
    names = _header(rows[0])
    for row in rows[1:] if names else rows:
        cells = dict(zip(names or _order_of(row), row, strict=False))
        day, time = cells.get("when", ""), cells.get("time", "")
        yield (
            _moment(time) or _moment(f"{day} {time}"),
            *(cells.get(name, "") for name in ("film", "cinema", "version", "link")),
        )


def _separator(lines):
    """The sign that splits the most lines into columns."""

    class Dialect(csv.excel):
        delimiter = max("\t;|,", key=lambda sign: sum(sign in line for line in lines))
        skipinitialspace = True

    return Dialect


def _header(row):
    """The names of the columns, if this line has them."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    words = [fold(cell) for cell in row]
    names = [known.get(word) for word in words]
    if names.count("when") > 1 and "time" not in names:  # as in “date, start, film”
        day = next((at for at, word in enumerate(words) if word in _DAYS), names.index("when"))
        names = ["time" if name == "when" and at != day else name for at, name in enumerate(names)]
    return names if {"when", "film"} <= set(names) else None


def _order_of(row):
    """That of a line without a header, whose day and time may stand in two columns."""
    is_apart = len(row) > 1 and _DAY.fullmatch(row[0]) and _TIME.fullmatch(row[1])
    return ("when", "time", *ORDER[1:]) if is_apart else ORDER


def _moment(text):
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day, hour, minutes, offset = found.groups(default="")
    try:
        return parse_datetime(f"{day}T{hour:0>2}:{minutes}{offset}")
    except ValueError:  # well written, but no moment of the calendar
        return None
