"""Who asks: a member, a session that wrote, a guest known by a cookie, or another site."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.cookies import cookie_name
from core.sessions import has_session, session_user
from core.signing import InvalidToken, Purpose, sign, unsign

from .models.like import member_key

SESSION_KEY = "comments"  # of the numbers of the comments that this session sent
MAX_REMEMBERED = 20
COOKIE = cookie_name("voter")
SALT = "comments.like"
COOKIE_AGE = 400 * 24 * 60 * 60  # the longest that browsers keep one


@dataclass(frozen=True)
class Visitor:
    """The person a page is made for: a member or None, their session's comments, their like key."""

    user: object = None
    comment_ids: tuple = ()
    voter_key: str = ""

    def wrote(self, comment):
        """Whether they are its author."""
        return comment.pk in self.comment_ids or bool(self.user and comment.user_id == self.user.pk)


def get_visitor(request):
    """The person who asks, or None where the answer is for everybody."""
    if not has_session(request):
        return None
    user = session_user(request)
    member = user if user.is_authenticated else None
    key = member_key(member) if member else guest_key(request)
    return Visitor(member, session_comment_ids(request), key)


def session_comment_ids(request):
    return tuple(request.session.get(SESSION_KEY, ()))


def add_session_comment(request, comment):
    """Remember that this session wrote a comment, so it may see it wait, edit it and delete it."""
    others = [key for key in session_comment_ids(request) if key != comment.pk]
    request.session[SESSION_KEY] = [*others, comment.pk][-MAX_REMEMBERED:]


def guest_key(request):
    """The hash of a guest's cookie, or empty; the cookie itself is never stored."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    return _hash(token) if token else ""


def new_guest_key():
    """A cookie's token and its hash, for a guest who likes something for the first time."""
    token = secrets.token_urlsafe(16)
    return token, _hash(token)


def set_guest_cookie(response, token):
    """Set the cookie, which says nothing but that it is the same guest."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def sign_status(status):
    """What became of a text just sent from a browser without cookies, for the address."""
    return sign(Purpose.SUBMISSION_STATUS, status)


def read_status(token):
    """The status that was signed, or an empty text."""
    try:
        return unsign(Purpose.SUBMISSION_STATUS, token)
    except InvalidToken:
        return ""


def _hash(token):
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()
