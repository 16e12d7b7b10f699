"""Bars of charts: the verdicts of many reviews, and the months in which they were published."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from .models import Byline, Review
from .models.review_queryset import is_published


@dataclass(frozen=True)
class VerdictBar:
    """How often a verdict was given, and that in per cent of the most frequent."""

    verdict: str
    label: str
    number: int
    percent: int


@dataclass(frozen=True)
class MonthBar:
    """A month's first day, its number of reviews, and that in per cent of the fullest month."""

    first: datetime.date
    number: int
    percent: int

    @property
    def top(self):
        """Where the bar begins, in per cent from above."""
        return 100 - self.percent


def verdict_bars(reviews):
    """The verdicts given in `reviews`, a queryset; one query."""
    numbers = reviews.order_by().exclude(verdict="").values_list("verdict")
    return bars_of(dict(numbers.annotate(Count("pk", distinct=True))))


def add_verdict_bars(critics):
    """Give each critic of a list the `verdict_bars` of their published reviews; one query."""
    # Counted conditionally: as a filter, it would lead a database through all published reviews.
    published = Count("review", filter=is_published("review__"), distinct=True)
    rows = Byline.objects.filter(critic__in=critics).exclude(review__verdict="").order_by()
    rows = rows.values_list("critic", "review__verdict").annotate(number=published)
    numbers = {critic.pk: Counter() for critic in critics}
    for critic, verdict, number in rows if critics else ():
        numbers[critic][verdict] = number
    for critic in critics:
        critic.verdict_bars = bars_of(numbers[critic.pk])


def bars_of(numbers):
    """The bars of a dictionary that says how often each verdict was given; the best first."""
    most = max(numbers.values(), default=0)
    return [
        VerdictBar(value, label, numbers[value], round(numbers[value] * 100 / most))
        for value, label in Review.Verdict.choices
        if numbers.get(value)
    ]


def months_by_year(years=None):
    """Pairs of year and its twelve MonthBars, newest year first, without empty years.

    `years` is the range to look at, by default all. Three queries at most.
    """
    years = years or _years_of(Review.objects.published())
    firsts = [first_of(year, month) for year in years for month in range(1, 13)]
    numbers = Review.objects.count_published([*firsts, first_of(years.stop, 1)] if firsts else [])
    most = max(numbers, default=0)
    bars = [_bar(*month, most) for month in zip(firsts, numbers, strict=True)]
    by_year = [bars[start : start + 12] for start in range(0, len(bars), 12)]
    return [(row[0].first.year, row) for row in by_year[::-1] if any(bar.number for bar in row)]


def first_of(year, month):
    """A month's first moment, in the site's time zone."""
    return datetime.datetime(year, month, 1, tzinfo=timezone.get_current_timezone())


def _years_of(reviews):
    dates = reviews.order_by("published_at").values_list("published_at", flat=True)
    ends = [date for date in (dates.first(), dates.last()) if date]
    years = [timezone.localtime(date).year for date in ends]
    return range(years[0], years[1] + 1) if years else range(0)


def _bar(first, number, most):
    return MonthBar(first.date(), number, round(number * 100 / most) if most else 0)
