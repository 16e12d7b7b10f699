"""An author is told what was decided about a comment, and how to appeal."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comments.models.moderation import APPEALABLE
from core.signing import Purpose, sign
from mail.models import OutgoingEmail
from mail.queue import enqueue

from .announcements import NOTIFY_DELAY
from .authors import email_of


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
