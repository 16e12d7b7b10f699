"""Takes e-mails out of the queue: at least once each, with any number of workers."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, InterfaceError

from .message import build_message
from .models import OutgoingEmail, Recipient

log = logging.getLogger(__name__)

RETENTION = timedelta(days=30)  # how long it can be seen that an e-mail went out


class MailServerDown(OSError):
    """The mail server takes nothing now; all e-mails wait, and none of them is blamed."""


def send_due(is_stopped: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Send what is due until nothing is, or until stopped; how many came to which status."""
    count: Counter[str] = Counter()
    if not OutgoingEmail.objects.due().exists():
        return count
    server = get_connection()
    try:
        server.open()
    except Exception as error:  # whatever smtplib makes of a server that is gone or frozen
        raise MailServerDown(str(error)) from error
    try:
        while not is_stopped() and (email := OutgoingEmail.objects.claim()):
            count[deliver(email, server)] += 1
    finally:
        _hang_up(server)
    return count


def _hang_up(server: BaseEmailBackend) -> None:
    """Say goodbye; what the server answers to that changes nothing."""
    try:
        server.close()
    except Exception as error:
        log.info("The mail server did not say goodbye: %s", type(error).__name__)


def deliver(email: OutgoingEmail, server: BaseEmailBackend) -> str:
    """Hand one e-mail to the server; its status then. MailServerDown where the server hung up."""
    try:
        message = build_message(email)
        if message is None:
            email.mark_cancelled()
        else:
            server.send_messages([message])
            email.mark_sent()
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:  # whatever is wrong with one e-mail, the others go out
        # The error's own words may hold an address.
        log.warning("E-mail %d was not sent: %s", email.pk, type(error).__name__)
        email.mark_failed(describe(error))
        if isinstance(error, SMTPServerDisconnected | ConnectionError | TimeoutError):
            raise MailServerDown(str(error)) from error
    return email.status


def describe(error: BaseException) -> str:
    """An error for a log: what it is and says, as one line of plain characters."""
    return ascii(f"{type(error).__name__}: {error}")[1:-1][:300]


def problem() -> str:
    """A sentence where e-mail stands still, else nothing; asks the database."""
    is_still = OutgoingEmail.objects.stand_still()
    return "E-mail stands still: it is due and none leaves." if is_still else ""


def purge() -> None:
    """Delete old e-mails, and recipients whose owners never answered."""
    OutgoingEmail.objects.expired(RETENTION).delete()
    Recipient.objects.never_confirmed(RETENTION).delete()
