"""How long texts are kept that nobody reads: rejected ones, spam, and those that no one confirmed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.models import Appeal, Decision, Submission

from .erasing import wipe

AT_ONCE = 500  # rows in one transaction, so that writers never wait long


def forget_texts():
    """Wipe what is older than RETENTION_DAYS; how many texts.

    A row that no decision names goes whole. The others stay empty, for the chain of decisions counts them.
    """
    number = 0
    while keys := list(_overdue().values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows = Submission.objects.filter(pk__in=keys)
            wipe(keys, list(rows.exclude(comment=None).values_list("comment", flat=True)))
            decided = Decision.objects.filter(submission=OuterRef("pk"))
            rows.filter(~Exists(decided), comment=None).delete()
        number += len(keys)
    return number


def _overdue():
    """Refused and unconfirmed texts, by the day of the decision or else of their coming; an open appeal keeps one."""
    before = timezone.now() - timedelta(days=settings.RETENTION_DAYS)
    rows = Submission.objects.annotate(since=Coalesce("decided_at", "received_at"))
    rows = rows.filter(status__in=["rejected", "spam", "unconfirmed"], received_at__lt=before, since__lt=before)
    rows = rows.exclude(pk__in=Appeal.objects.open().order_by().values("decision__submission"))
    return rows.exclude(Q(name="", email="", website="", body="", network="")).order_by("pk")
