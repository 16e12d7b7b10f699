"""Akismet, where `AKISMET_KEY` is set: what that service says of a text, one reason beside those of this machine.

It is asked before the thread is locked, so that only the writer waits for it, and not for long.
"""

import logging
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comments.holding import is_of_the_house
from comments.models import Submission, Trust
from comments.reasons import Reason
from comments.throttle import network_at
from reviews.models import Review

RULE = "akismet"
WEIGHT = 0.6  # it holds a text alone and never refuses one alone
TIMEOUT = 3  # seconds
LONGEST_AGENT = 300  # characters

log = logging.getLogger(__name__)


def opinion(submission: Submission, review: Review, request: HttpRequest) -> Reason | None:
    """A reason where Akismet calls a new text spam, else None. No answer counts as none."""
    trusted = submission.is_sure and Trust.objects.covers(submission)
    if not settings.AKISMET_KEY or trusted or is_of_the_house(submission.user, review):
        return None
    try:
        answer = _ask(_told(submission, review, request))
    except (OSError, HTTPException) as error:
        log.warning("Akismet did not answer: %r", error)
        return None
    if answer not in {b"true", b"false"}:
        log.warning("Akismet gave no opinion but said %r: check AKISMET_KEY.", answer)
    return Reason(RULE, _("Akismet calls it spam."), WEIGHT) if answer == b"true" else None


def _ask(told: dict[str, str]) -> bytes:
    # The settings let only http and https in.
    request = Request(settings.AKISMET_URL, data=urlencode(told).encode())  # noqa: S310
    with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
        answer: bytes = response.read(40)
    return answer.strip()


def _told(submission: Submission, review: Review, request: HttpRequest) -> dict[str, str]:
    """What is sent: nothing but what will be printed, where it came from roughly, and the browser's name."""
    return {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "permalink": settings.SITE_URL + review.get_absolute_url(),
        "comment_type": "comment",
        "comment_author": submission.name,
        "comment_author_url": submission.website,
        "comment_content": submission.body,
        "user_ip": _network_at(request),
        "user_agent": request.headers.get("User-Agent", "")[:LONGEST_AGENT],
    }


def _network_at(request: HttpRequest) -> str:
    """The first address of the sender's network; empty where the address cannot be read."""
    network = network_at(request)
    return str(network.network_address) if network else ""
