"""Values that leave the site signed and come back in links and cookies."""

from datetime import timedelta
from enum import Enum
from typing import Any

from django.core.signing import BadSignature, Signer, TimestampSigner

SEPARATOR = "~"  # Django's own ":" is escaped in addresses and confuses mail programs


class InvalidToken(ValueError):
    """It was never signed here for this purpose, was cut short, or is too old."""


class Purpose(Enum):
    """What a token is for; no token serves for two.

    The values are the salts: links in e-mails of years ago, and cookies, depend on them.
    """

    ACCOUNT_BROWSER = "members.known-browser"
    APPEAL = "comments.appeal"
    CONFIRM_EMAIL = "comments.confirm"
    FORM_KEY = "comments.form"
    MY_DATA = "comments.my_data"
    PREFERENCES = "comments.preferences"
    RECORDING = "audio.upload"
    SUBMISSION_STATUS = "comments.receipt"
    UNSUBSCRIBE = "comments.unsubscribe"
    VERIFIED_BROWSER = "mail.verified-browser"


# Their tokens say when they were signed, so that they can be too old.
DATED = {Purpose.CONFIRM_EMAIL, Purpose.MY_DATA, Purpose.PREFERENCES}


def sign(purpose: Purpose, value: Any) -> str:
    """The value as text, with its signature behind it."""
    return _signer(purpose).sign(str(value))


def unsign(purpose: Purpose, token: str | None, max_age: timedelta | None = None) -> str:
    """The text that was signed; InvalidToken for all else, and for what is older than `max_age`."""
    limits = {} if max_age is None else {"max_age": max_age}
    try:
        return _signer(purpose).unsign(token or "", **limits)
    except BadSignature as error:
        raise InvalidToken(str(error)) from error


def signature(purpose: Purpose, value: str) -> str:
    """The signature alone, for tokens with a shape of their own."""
    return _signer(purpose).signature(value)


def _signer(purpose: Purpose) -> Signer:
    kind = TimestampSigner if purpose in DATED else Signer
    return kind(salt=purpose.value, sep=SEPARATOR)
