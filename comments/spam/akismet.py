"""Akismet, where `AKISMET_KEY` is set: its word on a text, as one signal among ours.

It is asked before the thread is locked, so that only the author waits for it, and not for long.
"""

import logging
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.screening import is_staff_or_critic, is_trusted
from comments.submission import Author, Signal
from core.network import network_at
from reviews.models import Review

RULE = "akismet"
WEIGHT = 0.6  # it holds a text alone and never refuses one alone
TIMEOUT = 3  # seconds
MAX_USER_AGENT = 300  # characters

log = logging.getLogger(__name__)


def signals_for(
    comment: Comment, author: Author, review: Review, request: HttpRequest
) -> tuple[Signal, ...]:
    """A signal where Akismet calls a new text spam. No answer counts as none."""
    if not settings.AKISMET_KEY:
        return ()
    if is_trusted(comment, author) or is_staff_or_critic(author.user, review):
        return ()
    try:
        answer = _ask(_told(comment, review, request))
    except (OSError, HTTPException) as error:
        log.warning("Akismet did not answer: %r", error)
        return ()
    if answer not in {b"true", b"false"}:
        log.warning("Akismet gave no opinion but said %r: check AKISMET_KEY.", answer)
    if answer != b"true":
        return ()
    return (Signal(RULE, _("Akismet calls it spam."), WEIGHT, from_sending=True),)


def _ask(told: dict[str, str]) -> bytes:
    # The settings let only http and https in.
    request = Request(settings.AKISMET_URL, data=urlencode(told).encode())  # noqa: S310
    with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
        answer: bytes = response.read(40)
    return answer.strip()


def _told(comment: Comment, review: Review, request: HttpRequest) -> dict[str, str]:
    """What is sent: what will be published, roughly where it came from, and the browser's name."""
    return {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "permalink": settings.SITE_URL + review.get_absolute_url(),
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_author_url": comment.website,
        "comment_content": comment.body,
        "user_ip": _network_at(request),
        "user_agent": request.headers.get("User-Agent", "")[:MAX_USER_AGENT],
    }


def _network_at(request: HttpRequest) -> str:
    """The first address of the sender's network; empty where the address cannot be read."""
    network = network_at(request)
    return str(network.network_address) if network else ""
