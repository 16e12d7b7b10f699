"""How the verdicts of many reviews are spread, from “Must see” to “Avoid”."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from .models import Byline, Review


@dataclass(frozen=True)
class Share:
    """One verdict: value, label, how often it was given, and its per cent of the most frequent."""

    verdict: str
    label: str
    number: int
    percent: int


def spread_of(reviews):
    """The shares of the verdicts given in `reviews`, a queryset; one query."""
    numbers = (
        reviews.order_by()
        .exclude(verdict="")
        .values_list("verdict")
        .annotate(Count("pk", distinct=True))
    )
    return _shares(dict(numbers))


def add_spreads(critics):
    """Give each critic the `spread` of their published reviews; one query for all."""
    rows = Byline.objects.filter(
        critic__in=critics, review__in=Review.objects.published().order_by().values("pk")
    )
    rows = rows.exclude(review__verdict="").values_list("critic", "review__verdict")
    numbers = {critic.pk: Counter() for critic in critics}
    for critic, verdict, number in rows.annotate(Count("review", distinct=True)):
        numbers[critic][verdict] = number
    for critic in critics:
        critic.spread = _shares(numbers[critic.pk])


def _shares(numbers):
    most = max(numbers.values(), default=0)
    return [
        Share(
            verdict.value,
            verdict.label,
            numbers[verdict.value],
            round(numbers[verdict.value] * 100 / most),
        )
        for verdict in Review.Verdict
        if numbers.get(verdict.value)
    ]
