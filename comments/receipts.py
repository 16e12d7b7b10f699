"""What a page says of a comment that was just sent, to a browser without cookies: its status, signed,
in the address.
"""

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
