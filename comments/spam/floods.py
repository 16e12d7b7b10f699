"""Budgets: how much one hand may send in an hour, and the valve that closes when all guests together flood."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone

from comments.models import Submission

HOUR = timedelta(hours=1)
FROM_ONE_ADDRESS = 12
FROM_ONE_NETWORK = 20
LATELY = timedelta(minutes=10)
USUALLY = timedelta(days=7)
TIMES_THE_USUAL = 10


def exceeds_address(submission: Submission) -> bool:
    """Whether this e-mail address, or this member, has sent more than its share of the last hour."""
    sent: QuerySet[Submission] = Submission.objects.by_sure_hand(submission).since(HOUR)
    return sent[: FROM_ONE_ADDRESS + 1].count() > FROM_ONE_ADDRESS


def exceeds_network(submission: Submission) -> bool:
    """Whether this network (/24 or /48, known by its hash) has sent more than its share of the last hour."""
    if not submission.network:
        return False
    sent: QuerySet[Submission] = Submission.objects.filter(network=submission.network).since(HOUR)
    return sent[: FROM_ONE_NETWORK + 1].count() > FROM_ONE_NETWORK


def is_flooded() -> bool:
    """Whether far more came in the last ten minutes than usual: then guests wait in the queue."""
    most: int = max(settings.GUEST_FLOOD, TIMES_THE_USUAL * _usual())
    return _came(Submission.objects.since(LATELY))[: most + 1].count() > most


def _usual() -> int:
    """Texts in ten minutes, over the week up to an hour ago; counted once an hour."""
    cache = caches["derived"]
    number: int | None = cache.get("comments.usual")
    if number is None:
        week = Submission.objects.since(USUALLY).filter(received_at__lt=timezone.now() - HOUR)
        number = int(_came(week).count() * (LATELY / USUALLY))
        cache.set("comments.usual", number, HOUR.total_seconds())
    return number


def _came(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """These, found by the index of the queue, which begins with the status."""
    return rows.filter(status__in=Submission.Status.values)
