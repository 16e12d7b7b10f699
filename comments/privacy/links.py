"""The signed link with which the owner of an address sees, downloads and deletes their data."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.signing import Purpose, sign, unsign
from mail.links import find_recipient
from mail.models import OutgoingEmail, Recipient
from mail.models.recipient import CONFIRMATION_INTERVAL
from mail.queue import enqueue_unchecked

from .data_subject import DataSubject

# Whoever has the link may erase; so it lives no longer than its e-mail is looked for.
WITHIN = timedelta(days=2)


def token_of(recipient):
    return sign(Purpose.MY_DATA, recipient.pk)


def link_to(recipient):
    return settings.SITE_URL + reverse("comments:my_data", args=[token_of(recipient)])


def read(token):
    """The recipient; InvalidToken if it was never signed here, is too old, or was erased."""
    return find_recipient(unsign(Purpose.MY_DATA, token, WITHIN))


@transaction.atomic
def send(email, network):
    """Send an address its link, if anything was written under it. Nobody is told whether it was.

    One such e-mail a day goes to an address that was confirmed; to another, it is the one e-mail a
    day that strangers can have sent to it. None goes to one that unsubscribed from all.
    """
    email = email.strip().lower()
    if not DataSubject.of(email).has_traces or Recipient.objects.is_flooding(network):
        return
    recipient = Recipient.objects.get_or_create_at(email)
    lately = timezone.now() - CONFIRMATION_INTERVAL
    sent = OutgoingEmail.objects.filter(to=email, kind="data", created_at__gt=lately)
    if recipient.confirmed_at:
        may_send = not sent.exists()
    else:
        may_send = Recipient.objects.claim_confirmation(email, network)
    if may_send:
        enqueue_unchecked([OutgoingEmail(kind="data", to=email)])
