"""What is on in a town, by days: as many whole days as a page holds, and where the next begin."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date

from core.page_tags import show_until

from .models import Screening, by_day

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MAX_ON_PAGE = 200  # on a page, unless its first day has more
MOST_OF_DAY = 1_000


@dataclass
class Days:
    """The days of a page with their screenings."""

    first: date | None = None  # that was asked for; None from now on
    days: list = field(default_factory=list)
    next: date | None = None  # where the next page begins
    is_cut: bool = False  # its one day has more than fit

    @property
    def rows(self):
        return [row for _day, rows in self.days for row in rows]

    @property
    def query(self):
        """What its address has beyond the town's."""
        return f"?from={self.first:%Y-%m-%d}" if self.first else ""


def first_day(text, town):
    """The day that an address asks for; None from now on, also where it names no later day."""
    try:
        day = parse_date(text) if _DAY.fullmatch(text) else None
    except ValueError:  # well written, but no day of the calendar
        return None
    today = timezone.localdate(timezone=town.zone)
    if day is None or not today < day < date.max - timedelta(days=1):
        return None
    show_until(_midnight(day, town))
    return day


def days_of(town, first=None):
    """From that day on. Two queries, whatever there is: when they begin, and those that fit."""
    ahead = Screening.objects.in_town(town)
    if first:
        ahead = ahead.filter(starts_at__gte=_midnight(first, town))
    starts = ahead.values_list("starts_at", flat=True)[: MOST_OF_DAY + 1]
    counts = Counter(timezone.localdate(start, town.zone) for start in starts)
    following = _next_day(counts)
    if following:
        ahead = ahead.filter(starts_at__lt=_midnight(following, town))
    is_cut = max(counts.values(), default=0) > MOST_OF_DAY
    return Days(first, by_day(ahead.shown(MOST_OF_DAY)), following, is_cut)


def _next_day(counts):
    """The first day that the page has no room for; None if it holds all of them."""
    number = 0
    for day, size in counts.items():  # in their order
        if number and number + size > MAX_ON_PAGE:
            return day
        number += size
    return day + timedelta(days=1) if number > MOST_OF_DAY else None


def _midnight(day, town):
    return datetime.combine(day, time.min, town.zone)
