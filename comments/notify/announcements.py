"""Those who follow a discussion, or wait for a reply, are told of a new comment."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from comments.models import Letter, News, Subscription

from .authors import email_of

# A moderator may undo a decision for so long.
UNDO_WINDOW = timedelta(seconds=30)
# E-mails wait longer: to decide hundreds takes half a minute on a busy machine, and so does to
# undo.
NOTIFY_DELAY = timedelta(minutes=2)
AT_ONCE = Subscription.Cadence.AT_ONCE


def announce(comment, *, by_moderator=False):
    """Queue e-mails and digest entries of a comment now on the page; at most one for an address."""
    if comment.import_ref:  # it came from a document and is old, whatever the day
        return
    chosen = _subscriptions_for(comment)
    send_at = timezone.now() + (NOTIFY_DELAY if by_moderator else timedelta())
    emails = [
        Letter(kind=_kind(row), to=row.address.email, comment=comment, next_try_at=send_at)
        for row in chosen
        if row.cadence == AT_ONCE
    ]
    # One for a comment and an address, also where the comment came back.
    Letter.objects.bulk_create(emails, ignore_conflicts=True)
    entries = [
        News(address=row.address, comment=comment) for row in chosen if row.cadence != AT_ONCE
    ]
    News.objects.bulk_create(entries, ignore_conflicts=True)


def announce_again(comment):
    """Tell those who were not told, because it was off the page when their e-mail was to go."""
    cancelled = Letter.objects.filter(comment=comment, status="dropped")
    cancelled.update(status="due", next_try_at=timezone.now())


def _subscriptions_for(comment):
    """One of each address that follows: at once before daily, a reply before the discussion."""
    wanted = Q(discussion=comment.discussion_id)
    if comment.parent_id:
        wanted |= Q(discussion=None, address__email=email_of(comment.parent))
    rows = Subscription.objects.active().filter(wanted)
    chosen = {}
    for row in rows.exclude(address__email=email_of(comment)):
        rival = chosen.get(row.address_id, row)
        chosen[row.address_id] = min(rival, row, key=_rank)
    return list(chosen.values())


def _rank(subscription):
    return (subscription.cadence != AT_ONCE, subscription.discussion_id is not None)


def _kind(subscription):
    return "comment" if subscription.discussion_id else "reply"
