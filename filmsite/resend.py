"""A form whose token or session was stale: shown again, with its text and a fresh token."""

import re

from django.conf import settings
from django.shortcuts import render

from comments.visitor import is_cross_site

from .posted import UNREADABLE, label_of, posted_text

# What is sent anew by the page itself, or by nobody.
NOT_SENT = re.compile(r"passw|csrfmiddlewaretoken|credential", re.IGNORECASE)


class SignedOut(Exception):
    """A form of the admin was posted by somebody whose session has ended.

    The middleware hands it back.
    """


def csrf_failure(request, reason=""):
    """403 with the text.

    From our own pages also a button that sends the same form with a fresh token.
    """
    return render_resend(request)


def render_resend(request, *, signed_out=False):
    """The posted form as a page of its own: what was written can be read, changed and sent.

    The rest goes along.

    Another site's form is only shown: its button would do what that site wanted. Forms with a
    password are not.
    """
    context = {"signed_out": signed_out, "login_url": settings.LOGIN_URL}
    context |= (
        {"posted": posted_text(request)}
        if is_cross_site(request)
        else {"fields": list(_fields(request))}
    )
    response = render(request, "403_csrf.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _fields(request):
    """(name, value, label): the label where a person wrote the value, which is then shown."""
    try:
        rows = list(request.POST.lists())
    except UNREADABLE:
        return
    if any("passw" in name.lower() for name, _values in rows):
        return
    written = {(name, value) for name, value in _written(request)}
    for name, values in rows:
        for value in values:
            if not NOT_SENT.search(name):
                yield name, value, label_of(name) if (name, value) in written else ""


def _written(request):
    shown = {text for _label, text in posted_text(request)}
    for name, values in request.POST.lists():
        yield from ((name, value) for value in values if value in shown)
