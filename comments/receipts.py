"""What became of a text just sent from a browser without cookies: signed, in the address."""

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="comments.receipt", sep="~")


def sign(status):
    return _signer.sign(status)


def read(text):
    """The state that was signed, or an empty text."""
    try:
        return _signer.unsign(text or "")
    except BadSignature:
        return ""
