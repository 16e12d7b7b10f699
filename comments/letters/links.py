"""Links in letters: each carries the key of an address, signed, so that no log-in is needed."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from comments.models import Address

# An answer that comes later than this would confirm what nobody remembers having written.
CONFIRM_WITHIN = timedelta(days=7)
# Old letters get forwarded and found; what ends letters works for ever, what shows wishes does not.
PREFERENCES_WITHIN = timedelta(days=90)
SEPARATOR = "~"


class BadLink(ValueError):
    """The link was never made here, was cut short, or is too old."""


def _address(name, token):
    return settings.SITE_URL + reverse(f"comments:{name}", args=[token])


def unsubscribe(address, slug):
    """The address that ends one list for this reader, for ever."""
    return _address(
        "unsubscribe",
        Signer(salt="comments.unsubscribe", sep=SEPARATOR).sign(f"{address.pk}.{slug}"),
    )


def confirm(address):
    """The address where its owner says that they wrote what waits."""
    return _address(
        "confirm", TimestampSigner(salt="comments.confirm", sep=SEPARATOR).sign(address.pk)
    )


def preferences(address):
    """The address of the page with all that this reader wished to hear."""
    return _address(
        "preferences", TimestampSigner(salt="comments.preferences", sep=SEPARATOR).sign(address.pk)
    )


def read_unsubscribe(token):
    """(address or None where it was erased, name of the list); BadLink if it is none of ours."""
    value = _unsign(Signer(salt="comments.unsubscribe", sep=SEPARATOR), token)
    pk, _dot, slug = value.partition(".")
    return Address.objects.filter(pk=pk).first(), slug


def read_confirm(token):
    """The address; BadLink if the link is too old, or the address was erased."""
    return _find(
        _unsign(
            TimestampSigner(salt="comments.confirm", sep=SEPARATOR), token, max_age=CONFIRM_WITHIN
        )
    )


def read_preferences(token):
    """The address; BadLink if the link is too old, or the address was erased."""
    signer = TimestampSigner(salt="comments.preferences", sep=SEPARATOR)
    return _find(_unsign(signer, token, max_age=PREFERENCES_WITHIN))


def _unsign(signer, token, **limits):
    try:
        return signer.unsign(token, **limits)
    except BadSignature as error:
        raise BadLink(token) from error


def _find(pk):
    address = Address.objects.filter(pk=pk).first()
    if address is None:
        raise BadLink(pk)
    return address
