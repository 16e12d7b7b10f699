"""E-mails are queued in the caller's transaction; the worker sends them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .models import OutgoingEmail, Recipient
from .tasks import send_soon


def enqueue(
    kind: str,
    to: str,
    *,
    network: str = "",
    send_at: datetime | None = None,
    **context: Any,
) -> OutgoingEmail | None:
    """Queue an e-mail; None where none of this kind may go to this address.

    Kinds are those of `builders`. Rows in `context` are kept by their key. `network` is the hashed
    one of who asks for a confirmation.
    """
    to = to.strip().lower()
    if not to or not _claim_permission(kind, to, network):
        return None
    email = OutgoingEmail(
        kind=kind, to=to, context=_by_key(context), next_attempt_at=send_at or timezone.now()
    )
    enqueue_unchecked([email])
    return email


def enqueue_unchecked(emails: Iterable[OutgoingEmail]) -> None:
    """Queue e-mails without asking whether they may go there: the caller knows.

    One at most under a key to each address.
    """
    rows = OutgoingEmail.objects.bulk_create(list(emails), ignore_conflicts=True)
    if any(row.next_attempt_at <= timezone.now() for row in rows):
        _wake_worker()


def requeue(key: str, *, send_at: datetime, **context: Any) -> None:
    """Queue what was cancelled under this key once more."""
    cancelled = OutgoingEmail.objects.filter(key=key, status=OutgoingEmail.Status.CANCELLED)
    cancelled.update(
        status=OutgoingEmail.Status.WAITING,
        next_attempt_at=send_at,
        context=_by_key(context),
    )
    _wake_worker()


def delete_recipient(email: str) -> None:
    """Delete a recipient, with what it follows, and all e-mails to it."""
    email = email.strip().lower()
    OutgoingEmail.objects.filter(to=email).delete()
    Recipient.objects.filter(email=email).delete()


def _wake_worker() -> None:
    """Have e-mails sent within seconds, once the caller's transaction is through.

    Within it the job's row would be locked until it ends: others would wait for it, and two that
    lock discussions as well for each other. Where the process is killed in between, the run of
    each minute sends the e-mail.
    """
    transaction.on_commit(send_soon.enqueue, robust=True)


def _claim_permission(kind: str, to: str, network: str) -> bool:
    """Whether an e-mail of this kind may go to this address; uses up the confirmation of a day."""
    if kind == "confirm":
        return Recipient.objects.claim_confirmation(to, network)
    return Recipient.objects.accepts(to, kind)


def _by_key(context: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.pk if isinstance(value, models.Model) else value
        for name, value in context.items()
    }
