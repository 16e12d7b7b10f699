"""An author is told what was decided about a comment, and how to appeal."""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from comments.letters.owing import owe
from comments.models import Letter
from comments.models.appeal import APPEALABLE

from .announcements import NOTIFY_DELAY
from .authors import email_of

signer = Signer(salt="comments.appeal", sep="~")


def notify_author(decision):
    """Owe the author the reason for a decision, once it can no longer be undone."""
    to = email_of(decision.comment)
    email = owe("decision", to, decision=decision, appeal=appeal_link(decision))
    if email:
        email.next_try_at = timezone.now() + NOTIFY_DELAY
        email.save(update_fields=["next_try_at"])


def cancel_email(decision):
    """Send no e-mail about a decision that was undone in time."""
    for email in Letter.objects.waiting().filter(kind="decision", context__decision=decision.pk):
        email.note_dropped()


def appeal_link(decision):
    """Where the author may ask another moderator; empty for what needs no appeal."""
    if decision.action not in APPEALABLE:
        return ""
    token = signer.sign(decision.pk)
    return settings.SITE_URL + reverse("comments:appeal", args=[token])


def rejection_appeal_link(comment):
    """Where its author may appeal against a rule that refused a comment; empty where none did."""
    refused = comment.log.filter(action="reject", actor=None).last()
    return appeal_link(refused) if refused else ""
