"""Moderators are told of a growing queue."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Address, Letter
from comments.models.moderators import moderators

# However many comments come.
QUEUE_EMAIL_INTERVAL = timedelta(hours=1)


def notify_moderators():
    """One e-mail to each an hour; while one waits it tells of all.

    Whose address is not confirmed is asked, once a day, and hears of no comment before.
    """
    queued = Letter.objects.filter(kind="queue")
    if queued.waiting().exists():
        return
    send_at = _next_time(queued.order_by("-pk").first())
    emails = {email.lower() for email in moderators().values_list("email", flat=True)} - {""}
    known = Address.objects.filter(email__in=emails)
    emails -= {row.email for row in known if not row.wants("queue")}
    confirmed = Address.objects.confirmed_among(emails)
    asked = Address.objects.ask_among(emails - confirmed)
    rows = [Letter(kind="queue", to=email, next_try_at=send_at) for email in sorted(confirmed)]
    rows += [Letter(kind="confirm", to=email) for email in asked]
    Letter.objects.bulk_create(rows)


def _next_time(last):
    now = timezone.now()
    if last is None:
        return now
    return max(now, (last.sent_at or last.next_try_at) + QUEUE_EMAIL_INTERVAL)
