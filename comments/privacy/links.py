"""The signed link with which the owner of an address sees, downloads and deletes their data."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comments.letters.links import SEPARATOR, BadLink
from comments.models import Address, Letter
from comments.models.address import ASK_AGAIN_AFTER

from .data_subject import DataSubject

# Whoever has the link may erase; so it lives no longer than its letter is looked for.
WITHIN = timedelta(days=2)


def token_of(address):
    return TimestampSigner(salt="comments.my_data", sep=SEPARATOR).sign(address.pk)


def link_to(address):
    """The page of all that was written under an address."""
    return settings.SITE_URL + reverse("comments:my_data", args=[token_of(address)])


def read(token):
    """The address; BadLink if it was never signed here, is too old, or was erased."""
    try:
        pk = TimestampSigner(salt="comments.my_data", sep=SEPARATOR).unsign(token, max_age=WITHIN)
    except BadSignature as error:
        raise BadLink(token) from error
    address = Address.objects.filter(pk=pk).first()
    if address is None:
        raise BadLink(token)
    return address


@transaction.atomic
def send(email, network):
    """Owe an address its link, if anything was written under it. Nobody is told whether it was.

    One such letter a day goes to an address that was confirmed; to another, it is the one letter a
    day that strangers can have sent to it. None goes to one that ended all letters.
    """
    email = email.strip().lower()
    if not DataSubject.of(email).has_traces or Address.objects.is_flooding(network):
        return
    address = Address.objects.at(email)
    may = not _was_sent_lately(email) if address.confirmed_at else address.may_be_asked(network)
    if may:
        Letter.objects.create(kind="data", to=email)


def _was_sent_lately(email):
    sent = Letter.objects.filter(
        to=email, kind="data", written_at__gt=timezone.now() - ASK_AGAIN_AFTER
    )
    return sent.exists()
