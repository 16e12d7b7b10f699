"""Those who follow a discussion, or wait for a reply, are told of a new comment."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from comments.models import DigestItem, Subscription
from mail.models import OutgoingEmail
from mail.queue import add, requeue

from .authors import email_of

# A moderator may undo a decision for so long.
UNDO_WINDOW = timedelta(seconds=30)
# E-mails wait longer: to decide hundreds takes half a minute on a busy machine, and so does to
# undo.
NOTIFY_DELAY = timedelta(minutes=2)
AT_ONCE = Subscription.Cadence.AT_ONCE


def announce(comment, *, by_moderator=False):
    """Queue e-mails and digest items of a published comment; one at most for a recipient."""
    if comment.import_ref:  # it came from a document and is old, whatever the day
        return
    chosen = _subscriptions_for(comment)
    send_at = timezone.now() + (NOTIFY_DELAY if by_moderator else timedelta())
    at_once = [row for row in chosen if row.cadence == AT_ONCE]
    items = [
        DigestItem(recipient=row.recipient, comment=comment)
        for row in chosen
        if row.cadence != AT_ONCE
    ]
    DigestItem.objects.bulk_create(items, ignore_conflicts=True)
    add(_email(row, comment, send_at) for row in at_once)


def announce_again(comment):
    """Tell those who were not told, because it was off the page when their e-mail was to go."""
    requeue(_key(comment), comment=comment)


def _email(subscription, comment, send_at):
    return OutgoingEmail(
        kind="comment" if subscription.discussion_id else "reply",
        to=subscription.recipient.email,
        key=_key(comment),
        context={"comment": comment.pk},
        next_attempt_at=send_at,
    )


def _key(comment):
    """One e-mail for a comment and a recipient, also where the comment came back."""
    return f"comment:{comment.pk}"


def _subscriptions_for(comment):
    """One of each address that follows: at once before daily, a reply before the discussion."""
    wanted = Q(discussion=comment.discussion_id)
    if comment.parent_id:
        wanted |= Q(discussion=None, recipient__email=email_of(comment.parent))
    rows = Subscription.objects.active().filter(wanted)
    chosen = {}
    for row in rows.exclude(recipient__email=email_of(comment)):
        rival = chosen.get(row.recipient_id, row)
        chosen[row.recipient_id] = min(rival, row, key=_rank)
    return list(chosen.values())


def _rank(subscription):
    return (subscription.cadence != AT_ONCE, subscription.discussion_id is not None)
