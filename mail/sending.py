"""Takes e-mails out of the queue: at least once each, with any number of workers."""

import logging
import unicodedata
from collections import Counter
from collections.abc import Callable
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, InterfaceError, transaction
from django.template.loader import render_to_string

from core.languages import direction_of
from core.text import truncate
from site_settings.current import current

from . import links
from .builders import content_of
from .models import OutgoingEmail, Recipient

log = logging.getLogger(__name__)

MAX_SUBJECT = 120


class MailServerDown(OSError):
    """The mail server takes nothing now, so all e-mails wait.

    One at which it hung up has had its attempt: it may be what the server cannot take, and must
    not hold up the others for ever.
    """


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
        email.retry_or_give_up(ascii(f"{type(error).__name__}: {error}")[1:-1])
        if isinstance(error, SMTPServerDisconnected | ConnectionError | TimeoutError):
            raise MailServerDown(str(error)) from error
    return email.status


def build_message(email: OutgoingEmail) -> EmailMultiAlternatives | None:
    """The message, or None where nobody is to get it any more."""
    recipient = _recipient_of(email)
    content = recipient and content_of(email, recipient)
    if not recipient or not content:
        return None
    unsubscribe = links.unsubscribe_url(recipient, content.list_name)
    context = content.context | {
        "subject": one_line(content.subject),
        "site_name": current().name,
        "site_url": settings.SITE_URL,
        "language_code": settings.LANGUAGE_CODE,
        "direction": direction_of(settings.LANGUAGE_CODE),
        "unsubscribe": unsubscribe,
        "preferences": links.preferences_url(recipient) if recipient.confirmed_at else "",
    }
    message = EmailMultiAlternatives(
        context["subject"],
        render_to_string(f"emails/{email.kind}.txt", context),
        to=[email.to],
        headers=_headers(email, unsubscribe),
    )
    html = render_to_string(f"emails/{email.kind}.html", context)
    message.attach_alternative(html, "text/html")
    return message


@transaction.atomic
def _recipient_of(email: OutgoingEmail) -> Recipient | None:
    """Its recipient, made if need be; None where the address was erased, and its e-mails with it.

    An erasure that comes now waits until the row is there that it is to delete.
    """
    is_kept = OutgoingEmail.objects.select_for_update().filter(pk=email.pk).exists()
    return Recipient.objects.get_or_create_at(email.to) if is_kept else None


def _headers(email: OutgoingEmail, unsubscribe: str) -> dict[str, str]:
    return {
        "Message-ID": email.message_id,
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday note answers it
    }


def one_line(text: str) -> str:
    """Text for a header: one line without anything that cannot be seen."""
    shown = (
        " " if char.isspace() or unicodedata.category(char)[0] in "CZ" else char
        for char in str(text)
    )
    return truncate(" ".join("".join(shown).split()), MAX_SUBJECT)


def problem() -> str:
    """A sentence where e-mail stands still, else nothing; asks the database."""
    if OutgoingEmail.objects.is_stalled():
        return "E-mail stands still: it is due and none leaves."
    return ""
