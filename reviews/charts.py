"""Bars of charts: the verdicts of many reviews, and the months in which they were published."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from .models import Byline, Review


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
    return _verdict_bars(dict(numbers.annotate(Count("pk", distinct=True))))


def add_verdict_bars(critics):
    """Give each critic the `verdict_bars` of their published reviews; one query for all."""
    published = Review.objects.published().order_by().values("pk")
    rows = Byline.objects.filter(critic__in=critics, review__in=published)
    rows = rows.exclude(review__verdict="").values_list("critic", "review__verdict")
    numbers = {critic.pk: Counter() for critic in critics}
    for critic, verdict, number in rows.annotate(Count("review", distinct=True)):
        numbers[critic][verdict] = number
    for critic in critics:
        critic.verdict_bars = _verdict_bars(numbers[critic.pk])


def _verdict_bars(numbers):
    most = max(numbers.values(), default=0)
    return [
        VerdictBar(value, label, numbers[value], round(numbers[value] * 100 / most))
        for value, label in Review.Verdict.choices
        if numbers.get(value)
    ]


def months_by_year(months):
    """Pairs of year and its twelve MonthBars, newest year first.

    `months` as `ReviewQuerySet.by_month` gives them.
    """
    numbers = {(row["month"].year, row["month"].month): row["number"] for row in months}
    most = max(numbers.values(), default=0)
    for year in sorted({year for year, _month in numbers}, reverse=True):
        yield year, [_month_bar(year, month, numbers, most) for month in range(1, 13)]


def _month_bar(year, month, numbers, most):
    number = numbers.get((year, month), 0)
    return MonthBar(datetime.date(year, month, 1), number, round(number * 100 / most))
