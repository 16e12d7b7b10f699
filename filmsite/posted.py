"""What a person posted, handed back where it could not be saved.

As text; or as a form to send again, where its token or session was stale.
"""

import re

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.text import capfirst

from core.origin import is_cross_site

# Passwords, tokens, codes and the proofs of passkeys; and what says nothing to who wrote it.
_SECRET = re.compile(
    r"passw|token|secret|credential|signature|(^|[-_])(code|key|otp|pin|altcha)s?\d*($|[-_])", re.I
)
_MACHINE = re.compile(r"^_|^action$|^next$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|^initial-")
# What is sent anew by the page itself, or by nobody.
_NOT_SENT = re.compile(r"passw|csrfmiddlewaretoken|credential", re.IGNORECASE)
_ROW = re.compile(r"-(\d+)-")
PROSE_LENGTH = 20  # letters that nobody types twice gladly
UNREADABLE = (
    OSError,
    MultiPartParserError,
    SuspiciousOperation,
    RequestDataTooBig,
    TooManyFieldsSent,
)


def posted_text(request):
    """[(label, text), …]: the words of a POST, in the form's order.

    No passwords, tokens, codes, keys of rows or files.

    Empty for any other request, and where the body cannot be read: also then the caller has a page
    to show.
    """
    return [(label_of(name), text) for name, text in _fields(request) if _is_shown(name, text)]


def has_prose(request):
    """Whether somebody wrote something in it that they would miss: several words, or a long one."""
    return any(
        len(text) >= PROSE_LENGTH or " " in text.strip() for _label, text in posted_text(request)
    )


def label_of(name):
    """A field's name in words, rows from 1: “sections-0-heading” gives “Sections 1 heading”."""
    words = _ROW.sub(lambda row: f" {int(row[1]) + 1} ", name)
    return capfirst(" ".join(re.split(r"[-_\s]+", words)).strip())


def _fields(request):
    """[(name, text), …] of a POST; empty where its body cannot be read."""
    try:
        return [(name, text) for name, texts in request.POST.lists() for text in texts]
    except UNREADABLE:
        return []


def _is_shown(name, text):
    """Whether somebody can have typed it: ticked boxes, keys, numbers and dates hold no words."""
    has_words = text != "on" and any(char.isalpha() for char in text)
    return has_words and not (_SECRET.search(name) or _MACHINE.search(name))


class SignedOut(Exception):
    """A form of the admin was posted by somebody whose session has ended."""


def csrf_failure(request, reason=""):
    return render_resend(request)


def render_resend(request, *, signed_out=False):
    """403 with a page that shows what was written; a button sends the same with a fresh token.

    Another site's form is only shown: its button would do what that site wanted. Forms with a
    password are not.
    """
    context = {"signed_out": signed_out, "login_url": settings.LOGIN_URL}
    context |= (
        {"posted": posted_text(request)}
        if is_cross_site(request)
        else {"fields": _fields_to_resend(request)}
    )
    response = render(request, "403_csrf.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _fields_to_resend(request):
    """[(name, value, label), …]: the label where a person wrote the value, which is then shown."""
    fields = _fields(request)
    if any("passw" in name.lower() for name, _value in fields):
        return []
    return [
        (name, value, label_of(name) if _is_shown(name, value) else "")
        for name, value in fields
        if not _NOT_SENT.search(name)
    ]
