"""A proof of work that browsers do while a guest writes, in the format of ALTCHA (https://altcha.org).

Challenges are signed and kept nowhere; only an answer that counted is remembered until it is too old.
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

from comments.reasons import Reason
from core import limiter

RULE = "altcha"
LIFETIME = timedelta(minutes=20)
ALGORITHM = "SHA-256"
MAX_NUMBER = 50_000  # a second's work for most browsers, done before the text is written
LONGEST = 512  # characters of an answer
# The closing sign keeps the digits of the time from those of the number that is hashed behind them.
_SALT = re.compile(r"[0-9a-f]{24}\?expires=([0-9]{1,12})&")


def new_challenge():
    """A challenge as JSON takes it: find the number that gives this hash behind this salt."""
    expires = int((timezone.now() + LIFETIME).timestamp())
    salt = f"{secrets.token_hex(12)}?expires={expires}&"
    challenge = _hash(salt, secrets.randbelow(MAX_NUMBER + 1))
    return {
        "algorithm": ALGORITHM,
        "challenge": challenge,
        "salt": salt,
        "maxnumber": MAX_NUMBER,
        "signature": _signature(challenge),
    }


def doubt(answer):
    """A reason where the answer does not count. It weighs nothing: it is about the browser, not about the text."""
    return None if counts(answer) else Reason(RULE, _("Sent without a proof of work, for example without JavaScript."))


def counts(answer):
    """Whether an answer is right, in time, and the first of its challenge."""
    try:
        challenge, expires = _solved(answer)
    except ValueError:
        return False
    seconds = expires - timezone.now().timestamp()
    return seconds > 0 and limiter.claim_once("altcha", challenge, within=seconds)


def _solved(answer):
    """(challenge, when it ends in seconds) of a right answer; ValueError for any other."""
    told = json.loads(base64.b64decode(answer, validate=True)) if len(answer) <= LONGEST else None
    if not isinstance(told, dict) or told.get("algorithm") != ALGORITHM or not isinstance(told.get("number"), int):
        raise ValueError("This is no answer.")
    salt = _SALT.fullmatch(str(told.get("salt")))
    challenge = salt and _hash(salt[0], told["number"])
    if not challenge or told.get("challenge") != challenge:
        raise ValueError("The number does not solve the challenge.")
    if not constant_time_compare(str(told.get("signature")), _signature(challenge)):
        raise ValueError("The challenge was not made here.")
    return challenge, int(salt[1])


def _hash(salt, number):
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _signature(challenge):
    return salted_hmac("comments.altcha", challenge, algorithm="sha256").hexdigest()
