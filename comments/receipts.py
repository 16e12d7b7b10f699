"""What became of a text just sent from a browser without cookies: signed, in the address."""

from core import signing
from core.signing import InvalidToken, Purpose


def sign(status):
    return signing.sign(Purpose.SUBMISSION_STATUS, status)


def read(token):
    """The status that was signed, or an empty text."""
    try:
        return signing.unsign(Purpose.SUBMISSION_STATUS, token)
    except InvalidToken:
        return ""
