"""How long comments are kept that nobody reads, and ended bans."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.models import Appeal, Ban, Comment, ModerationLog

from .erasure import empty

BATCH_SIZE = 500  # rows in one transaction, so that writers never wait long
LEFT_PAGE = ("removed", "withdrawn")
OVER = ("rejected", "spam", "unconfirmed", *LEFT_PAGE)


def purge_comments():
    """Empty what is older than RETENTION_DAYS; how many comments.

    A row that no decision names and that has no place goes whole. The others stay empty, for the
    log counts them and threads keep their shape.
    """
    number = 0
    while keys := list(_overdue().values_list("pk", flat=True)[:BATCH_SIZE]):
        with transaction.atomic():
            empty(keys)
            _delete_traceless(keys)
        number += len(keys)
    return number


def purge_bans():
    """Delete bans that ended RETENTION_DAYS ago, with the address they name; how many."""
    return Ban.objects.filter(until__lt=_long_ago()).delete()[0]


def _long_ago():
    return timezone.now() - timedelta(days=settings.RETENTION_DAYS)


def _delete_traceless(keys):
    decided = ModerationLog.objects.filter(comment=OuterRef("pk"))
    rows = Comment.objects.filter(~Exists(decided), pk__in=keys, seq=None, replies=None)
    rows.delete()


def _overdue():
    """Comments off the page, by the day of the last decision or else of their coming.

    An open appeal keeps one, and so does the queue.
    """
    before = _long_ago()
    appealed = Appeal.objects.open().filter(decision__comment=OuterRef("pk"))
    left_page = When(status__in=LEFT_PAGE, unpublished_at__isnull=False, then=F("unpublished_at"))
    since = Case(left_page, default=Coalesce("decided_at", "posted_at"))
    rows = Comment.objects.filter(status__in=OVER).annotate(since=since)
    rows = rows.filter(since__lt=before).exclude(Exists(appealed)).order_by("pk")
    return rows.exclude(Q(name="", email="", website="", body="", network=""))
