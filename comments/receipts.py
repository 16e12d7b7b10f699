"""What a page says of a text that was just sent, to a browser without cookies: its state, signed, in the address."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

GOOD_FOR = timedelta(hours=1)
_signer = TimestampSigner(salt="comments.receipt", sep="~")


def sign(status):
    return _signer.sign(status)


def read(text):
    """The state that was signed within the hour, or an empty text."""
    try:
        return _signer.unsign(text or "", max_age=GOOD_FOR)
    except BadSignature:
        return ""
