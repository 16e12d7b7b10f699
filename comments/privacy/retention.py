"""How long what readers leave behind is kept, in one place whatever room's table it is in.

Of comments: texts that nobody reads, ended bans, trust in who left, hashes of networks. Of the
other rooms: reports of errors, sessions, sign-ups that were never confirmed, and the counts and
cached values of `core`, whose keys hold hashes of addresses and networks. `comments` is the lowest
room that knows them all.
"""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Appeal, Ban, Comment, ModerationLog, Report, TrustedAuthor
from core.models import CachedValue, RateLimitCount
from error_reports.models import ErrorReport
from mail.models import Recipient

from .erasure import empty, nameless_key

BATCH_SIZE = 500  # rows in one transaction, so that writers never wait long
LEFT_PAGE = ("removed", "withdrawn")
NETWORK_KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=30)  # an account whose address nobody confirmed
# What a sign-in from nowhere is kept under; hashes of networks have the form of such addresses
# (fd00::/8).
NOWHERE = "fd00::"
OVER = ("rejected", "spam", "unconfirmed", *LEFT_PAGE)


def purge_comments():
    """Empty what is older than RETENTION_DAYS; how many comments.

    A row that no decision names and that has no place goes whole. The others stay empty, for the
    log counts them and threads keep their shape.
    """
    number = 0
    while keys := list(_overdue().values_list("pk", flat=True)[:BATCH_SIZE]):
        with transaction.atomic():
            empty(keys, _("Its e-mail address was never confirmed."))
            _delete_traceless(keys)
        number += len(keys)
    return number


def _long_ago():
    return timezone.now() - timedelta(days=settings.RETENTION_DAYS)


def _delete_traceless(keys):
    decided = ModerationLog.objects.filter(comment=OuterRef("pk"))
    Comment.objects.filter(~Exists(decided), pk__in=keys, seq=None, replies=None).delete()


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


def purge_bans():
    """Delete bans that ended RETENTION_DAYS ago, with the address they name; how many."""
    return Ban.objects.filter(until__lt=_long_ago()).delete()[0]


def purge_trust():
    """Forget guests who were trusted RETENTION_DAYS ago and have no comment left; how many."""
    theirs = Comment.objects.filter(user=None, email=OuterRef("email"))
    old = TrustedAuthor.objects.filter(user=None, at__lt=_long_ago())
    return old.exclude(Exists(theirs)).delete()[0]


def purge_error_reports():
    """Forget the e-mails of those that were settled, and delete what is RETENTION_DAYS old."""
    old = ErrorReport.objects.older_than(_long_ago())
    return ErrorReport.objects.forget_emails() + old.delete()[0]


def purge_networks():
    """Forget hashes of networks, but those of bans in force; how many."""
    now = timezone.now()
    before = now - NETWORK_KEPT
    comments = Comment.objects.filter(posted_at__lt=before).exclude(network="")
    asked = Recipient.objects.filter(asked_at__lt=before).exclude(asked_from="")
    bans = Ban.objects.filter(at__lt=before, until__lte=now).exclude(network="")
    reports = Report.objects.filter(at__lt=before, reporter_key__startswith="network:")
    sessions = UserSession.objects.filter(Q(last_seen_at__lt=before) | ~Q(ip__startswith="fd"))
    return (
        comments.update(network="")
        + asked.update(asked_from="")
        + bans.filter(user=None, email="").delete()[0]  # they name nothing but the network
        + bans.update(network="")
        + reports.update(reporter_key=nameless_key("past"))
        + sessions.exclude(ip=NOWHERE).update(ip=NOWHERE)
    )


def purge_expired():
    """Delete sessions, counts, cached values and sign-ups whose time is over; how many."""
    now = timezone.now()
    listed = UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=1))
    return (
        sum(rows.objects.expired().delete()[0] for rows in (RateLimitCount, CachedValue))
        + Session.objects.filter(expire_date__lt=now).delete()[0]
        + listed.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]
        + _purge_accounts(now)
    )


def _purge_accounts(now):
    """Accounts that never had a confirmed address, a sign-in or a comment."""
    begun = get_user_model().objects.filter(
        date_joined__lt=now - UNCONFIRMED_KEPT, last_login=None, is_staff=False
    )
    begun = begun.filter(emailaddress__verified=False, socialaccount=None, comments=None)
    begun = begun.exclude(emailaddress__verified=True).distinct()
    for user in begun:
        user.delete()
    return len(begun)
