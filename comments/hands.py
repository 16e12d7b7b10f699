"""Whose hand a reader's act comes from: a member's account, the session that wrote, or a guest's cookie."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.sessions import has_session, session_user

from .models.like import hand_of

WRITTEN = "held"  # the session's key: numbers of the submissions that this session sent
MAX_WRITTEN = 20
COOKIE = "__Host-hand" if settings.HTTPS else "hand"
SALT = "comments.like"
COOKIE_AGE = 400 * 24 * 60 * 60  # the longest that browsers keep one


@dataclass(frozen=True)
class Reader:
    """The one person for whom a page is made: a member or None, what their session wrote, the hand they like with."""

    user: object = None
    keys: tuple = ()
    hand: str = ""

    def wrote(self, comment):
        """Whether they are its writer; the comment came with `for_reader`."""
        return bool(comment.is_of_session or (self.user and comment.user_id == self.user.pk))


def reader_at(request):
    """The person who asks, or None where the answer is for everybody."""
    if not has_session(request):
        return None
    user = session_user(request)
    member = user if user.is_authenticated else None
    return Reader(member, tuple(written(request)), hand_of(member) if member else guest_hand(request))


def written(request):
    """The keys of the submissions that this session sent."""
    return request.session.get(WRITTEN, [])


def remember(request, submission):
    """Let this session know that it wrote a text: it may see it wait, change it and delete it."""
    others = [key for key in written(request) if key != submission.pk]
    request.session[WRITTEN] = [*others, submission.pk][-MAX_WRITTEN:]


def guest_hand(request):
    """The mark of a guest's cookie, or empty; the cookie itself is never stored."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    return _mark(token) if token else ""


def new_hand():
    """A cookie's token and its mark, for a guest who likes something for the first time."""
    token = secrets.token_urlsafe(16)
    return token, _mark(token)


def keep_hand(response, token):
    """Set the cookie, which says nothing but that it is the same guest."""
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=COOKIE_AGE, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def _mark(token):
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()
