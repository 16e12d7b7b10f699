"""Moderators are told of a growing queue."""

from datetime import timedelta

from django.utils import timezone

from comments.models.moderation import moderators
from mail.models import OutgoingEmail, Recipient
from mail.queue import add

# However many comments come.
QUEUE_EMAIL_INTERVAL = timedelta(hours=1)


def notify_moderators():
    """One e-mail to each an hour; while one waits it tells of all.

    Whose address is not confirmed is asked, once a day, and hears of no comment before.
    """
    queued = OutgoingEmail.objects.filter(kind="queue")
    if queued.waiting().exists():
        return
    send_at = _next_time(queued.order_by("-pk").first())
    emails = {email.lower() for email in moderators().values_list("email", flat=True)} - {""}
    known = Recipient.objects.filter(email__in=emails)
    emails -= {row.email for row in known if not row.accepts("queue")}
    confirmed = Recipient.objects.confirmed_among(emails)
    asked = Recipient.objects.claim_confirmations(emails - confirmed)
    add(
        [
            *(
                OutgoingEmail(kind="queue", to=email, next_attempt_at=send_at)
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
