"""How long texts are kept that nobody reads: refused, never confirmed, deleted by their writer or removed; and bans."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.models import Appeal, Ban, Comment, Decision, Submission

from .erasing import wipe

AT_ONCE = 500  # rows in one transaction, so that writers never wait long


def forget_texts():
    """Wipe what is older than RETENTION_DAYS; how many texts.

    A row that no decision names goes whole. The others stay empty, for the chain of decisions counts
    them and threads keep their shape.
    """
    return _forget(_overdue, _wipe_received) + _forget(_overdue_alone, lambda keys: wipe([], keys))


def forget_bans():
    """Delete bans that ended RETENTION_DAYS ago, with the address they name; how many."""
    return Ban.objects.filter(until__lt=_long_ago()).delete()[0]


def _long_ago():
    return timezone.now() - timedelta(days=settings.RETENTION_DAYS)


def _forget(overdue, forget):
    """Forget piece by piece all that is overdue; how many."""
    number = 0
    while keys := list(overdue().values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            forget(keys)
        number += len(keys)
    return number


def _wipe_received(keys):
    rows = Submission.objects.filter(pk__in=keys)
    wipe(keys, list(rows.exclude(comment=None).values_list("comment", flat=True)))
    decided = Decision.objects.filter(submission=OuterRef("pk"))
    rows.filter(~Exists(decided), comment=None).delete()


def _overdue():
    """Refused and unconfirmed texts, by the day of the decision or else of their coming; comments by that they left on.

    An open appeal keeps one, and so does the queue.
    """
    before = _long_ago()
    rows = Submission.objects.annotate(since=Coalesce("decided_at", "received_at"))
    refused = Q(status__in=["rejected", "spam", "unconfirmed", "withdrawn"], received_at__lt=before, since__lt=before)
    rows = rows.filter(refused | Q(status="accepted", comment__removed_at__lt=before))
    rows = rows.exclude(Exists(Appeal.objects.open().filter(decision__submission=OuterRef("pk"))))
    return rows.exclude(Q(name="", email="", website="", body="", network="")).order_by("pk")


def _overdue_alone():
    """Comments off the page that came without a submission, as fixtures bring them."""
    before = _long_ago()
    rows = Comment.objects.filter(submission=None, removed_at__lt=before)
    rows = rows.exclude(Exists(Appeal.objects.open().filter(decision__comment=OuterRef("pk"))))
    return rows.exclude(Q(name="", website="", body="")).order_by("pk")
