"""A proof of work by browsers while a guest writes, in ALTCHA's format (https://altcha.org).

Challenges are signed and kept nowhere; only an answer that counted is remembered until it is too
old.
"""

import base64
import hashlib
import json
import re
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from comments.submission import Signal
from core.limiter import Policy

RULE = "altcha"
LIFETIME = timedelta(minutes=20)
ALGORITHM = "SHA-256"
MAX_SECRET = 50_000  # a second's work for most browsers, done before the text is written
MAX_ANSWER = 512  # characters of an answer
# The closing sign keeps the digits of the time from those of the number that is hashed behind them.
_SALT = re.compile(r"[0-9a-f]{24}\?expires=([0-9]{1,12})&")


def new_challenge() -> dict[str, str | int]:
    """A challenge as JSON takes it: find the number that gives this hash behind this salt."""
    expires = int((timezone.now() + LIFETIME).timestamp())
    salt = f"{secrets.token_hex(12)}?expires={expires}&"
    challenge = _hash(salt, secrets.randbelow(MAX_SECRET + 1))
    return {
        "algorithm": ALGORITHM,
        "challenge": challenge,
        "salt": salt,
        "maxnumber": MAX_SECRET,
        "signature": _signature(challenge),
    }


def signals_for(answer: str) -> tuple[Signal, ...]:
    """A signal where the answer does not count.

    It weighs nothing: it is about the browser, not the text.
    """
    if verify_and_consume(answer):
        return ()
    message = _("Sent without a proof of work, for example without JavaScript.")
    return (Signal(RULE, message, from_sending=True),)


def verify_and_consume(answer: str) -> bool:
    """Whether an answer is right, in time, and the first of its challenge."""
    try:
        challenge, expires = _solved(answer)
    except ValueError:
        return False
    left = timedelta(seconds=expires - timezone.now().timestamp())
    return left > timedelta(0) and Policy(RULE, 1, left).allow(challenge)


def _solved(answer: str) -> tuple[str, int]:
    """(challenge, when it ends in seconds) of a right answer; ValueError for any other."""
    told = (
        json.loads(base64.b64decode(answer, validate=True)) if len(answer) <= MAX_ANSWER else None
    )
    if (
        not isinstance(told, dict)
        or told.get("algorithm") != ALGORITHM
        or not isinstance(told.get("number"), int)
    ):
        raise ValueError("This is no answer.")
    salt = _SALT.fullmatch(str(told.get("salt")))
    challenge = _hash(salt[0], told["number"]) if salt else ""
    if not salt or told.get("challenge") != challenge:
        raise ValueError("The number does not solve the challenge.")
    if not constant_time_compare(str(told.get("signature")), _signature(challenge)):
        raise ValueError("The challenge was not made here.")
    return challenge, int(salt[1])


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _signature(challenge: str) -> str:
    return salted_hmac("comments.altcha", challenge, algorithm="sha256").hexdigest()
