"""The message that is handed to a mail server."""

import unicodedata

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from core.text import truncate

from . import links
from .builders import content_of
from .models import OutgoingEmail, Recipient

MAX_SUBJECT = 120


def build_message(email: OutgoingEmail) -> EmailMultiAlternatives | None:
    """The message, or None where nobody is to get it any more."""
    recipient = Recipient.objects.at(email.to)
    content = content_of(email, recipient)
    if content is None:
        return None
    unsubscribe = links.unsubscribe(recipient, content.list_name)
    context = content.context | {
        "subject": one_line(content.subject),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language_code": settings.LANGUAGE_CODE,
        "unsubscribe": unsubscribe,
        "preferences": links.preferences(recipient) if recipient.confirmed_at else "",
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
