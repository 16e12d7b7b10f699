"""Who is told of what. All of it writes rows in the caller's transaction and sends nothing."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone

from core.signing import Purpose, sign
from mail.models import OutgoingEmail, Recipient
from mail.queue import enqueue, enqueue_unchecked, requeue

from .models import DigestItem, Subscription
from .models.moderation import APPEALABLE, moderators

# A moderator may undo a decision for so long.
UNDO_WINDOW = timedelta(seconds=30)
# E-mails wait longer: to decide hundreds takes half a minute on a busy machine, and so does to
# undo.
NOTIFY_DELAY = timedelta(minutes=2)
# Between two e-mails to a moderator, however many comments come.
QUEUE_EMAIL_INTERVAL = timedelta(hours=1)
AT_ONCE = Subscription.Cadence.AT_ONCE


# Authors, of what becomes of their comments


def email_of(comment):
    """That of the member's account, else the one that a guest gave; empty where none is known."""
    return (comment.user.email if comment.user else comment.email).lower()


def ask_to_confirm(comment):
    """Send a guest the e-mail that asks whether the address is theirs."""
    enqueue("confirm", comment.email, network=comment.network)


def notify_author(decision):
    """Queue an e-mail with the reason, to be sent once the decision can no longer be undone."""
    enqueue(
        "decision",
        email_of(decision.comment),
        send_at=timezone.now() + NOTIFY_DELAY,
        decision=decision,
        appeal=appeal_link(decision),
    )


def cancel_email(decision):
    """Send no e-mail about a decision that was undone in time."""
    waiting = OutgoingEmail.objects.waiting().filter(kind="decision")
    for email in waiting.filter(context__decision=decision.pk):
        email.mark_cancelled()


def appeal_link(decision):
    """Where the author may ask another moderator; empty for what needs no appeal."""
    if decision.action not in APPEALABLE:
        return ""
    token = sign(Purpose.APPEAL, decision.pk)
    return settings.SITE_URL + reverse("comments:appeal", args=[token])


def rejection_appeal_link(comment):
    """Where its author may appeal against a rule that refused a comment; empty where none did."""
    refused = comment.log.filter(action="reject", actor=None).last()
    return appeal_link(refused) if refused else ""


# Readers who follow a discussion or wait for a reply, of new comments


@transaction.atomic
def subscribe(email, discussion, *, cadence=AT_ONCE, owns_email=False, network=""):
    """Let an address hear of a discussion, or of replies to its own comments where that is None.

    Only who owns the address begins at once, also where it had ended all e-mails; for any other a
    confirmation is sent, and nothing that the owner chose before is changed.
    """
    recipient = Recipient.objects.get_or_create_at(email)
    if owns_email:
        resubscribe(recipient)
    row, _made = recipient.subscriptions.get_or_create(
        discussion=discussion, defaults={"cadence": cadence}
    )
    if owns_email:
        row.cadence = cadence
        row.confirmed_at = row.confirmed_at or recipient.answered_at
        row.save()
    elif row.confirmed_at is None:
        enqueue("confirm", recipient.email, network=network)
    return row


def resubscribe(recipient):
    """Its owner asks for an e-mail again.

    What they followed before they unsubscribed from everything does not come back.
    """
    if recipient.unsubscribed_at:
        recipient.subscriptions.exclude(confirmed_at=None).delete()
    recipient.resubscribe()


def announce(comment, *, by_moderator=False):
    """Queue e-mails and digest items of a published comment; one at most for a recipient."""
    if comment.import_ref:  # it came from a document and is old, whatever the day
        return
    chosen = _subscriptions_for(comment)
    send_at = _send_at(by_moderator=by_moderator)
    items = [
        DigestItem(recipient=row.recipient, comment=comment)
        for row in chosen
        if row.cadence != AT_ONCE
    ]
    DigestItem.objects.bulk_create(items, ignore_conflicts=True)
    enqueue_unchecked(
        OutgoingEmail(
            kind="comment" if row.discussion_id else "reply",
            to=row.recipient.email,
            key=_key(comment),
            context={"comment": comment.pk},
            next_attempt_at=send_at,
        )
        for row in chosen
        if row.cadence == AT_ONCE
    )


def announce_again(comment, *, by_moderator=False):
    """Tell those who were not told, because it was off the page when their e-mail was to go."""
    requeue(_key(comment), send_at=_send_at(by_moderator=by_moderator), comment=comment)


def _send_at(*, by_moderator):
    """At once, or when a moderator can no longer undo what is told."""
    return timezone.now() + (NOTIFY_DELAY if by_moderator else timedelta())


def _key(comment):
    """One e-mail for a comment and a recipient, also where the comment came back."""
    return f"comment:{comment.pk}"


def _subscriptions_for(comment):
    """One of each address that follows: at once before daily, a reply before the discussion."""
    wanted = Q(discussion=comment.discussion_id)
    if comment.parent_id:
        wanted |= Q(discussion=None, recipient__email=email_of(comment.parent))
    rows = Subscription.objects.active().filter(wanted).exclude(recipient__email=email_of(comment))
    best_last = sorted(rows, key=_rank, reverse=True)
    return list({row.recipient_id: row for row in best_last}.values())


def _rank(subscription):
    return (subscription.cadence != AT_ONCE, subscription.discussion_id is not None)


def wanted_by(recipient, comments):
    """Those of these comments that everybody may see and this recipient still wants to hear of."""
    active = Subscription.objects.active().filter(recipient=recipient)
    followed = set(active.values_list("discussion", flat=True))
    public = [row for row in comments if row.is_approved and row.discussion.review.is_public]
    return [
        row
        for row in public
        if row.discussion_id in followed or (None in followed and _replies_to(recipient, row))
    ]


def _replies_to(recipient, comment):
    return comment.parent is not None and email_of(comment.parent) == recipient.email


def enqueue_digests():
    """Queue a digest for each recipient whose items have waited for a day."""
    for pk in list(DigestItem.objects.recipients_due()):
        _enqueue_digest(pk)


@transaction.atomic
def _enqueue_digest(pk):
    rows = DigestItem.objects.filter(recipient=pk).select_related("recipient").order_by("pk")
    items = list(rows.select_for_update(skip_locked=True, of=["self"]))
    if not items:  # another worker has them
        return
    DigestItem.objects.filter(pk__in=[item.pk for item in items]).delete()
    context = {"comments": [item.comment_id for item in items]}
    enqueue_unchecked([OutgoingEmail(kind="digest", to=items[0].recipient.email, context=context)])


# Moderators, of a growing queue


def notify_moderators():
    """One e-mail to each an hour; while one waits it tells of all.

    Whose address is not confirmed is asked, once a day, and hears of no comment before.
    """
    queued = OutgoingEmail.objects.filter(kind="queue")
    last = queued.annotate(one_waits=Exists(queued.waiting())).order_by("-pk").first()
    if last and last.one_waits:
        return
    send_at = _next_time(last)
    # Comments that come at once find the same last e-mail, so one of them writes the next.
    key = f"queue:{last.pk if last else 0}"
    emails = {email.lower() for email in moderators().values_list("email", flat=True)} - {""}
    known = Recipient.objects.filter(email__in=emails)
    emails -= {row.email for row in known if not row.accepts("queue")}
    confirmed = Recipient.objects.confirmed_among(emails)
    asked = Recipient.objects.claim_confirmations(emails - confirmed)
    enqueue_unchecked(
        [
            *(
                OutgoingEmail(kind="queue", to=email, key=key, next_attempt_at=send_at)
                for email in sorted(confirmed)
            ),
            *(OutgoingEmail(kind="confirm", to=email) for email in asked),
        ]
    )


def _next_time(last):
    now = timezone.now()
    if last is None:
        return now
    return max(now, (last.sent_at or last.next_attempt_at) + QUEUE_EMAIL_INTERVAL)
