"""What a person posted, to be handed back as text where it could not be saved."""

import re

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http.multipartparser import MultiPartParserError
from django.utils.text import capfirst

# Passwords, tokens, codes and the proofs of passkeys; and what says nothing to who wrote it.
_SECRET = re.compile(
    r"passw|token|secret|credential|signature|(^|[-_])(code|key|otp|pin|altcha)s?\d*($|[-_])", re.I
)
_MACHINE = re.compile(r"^_|^action$|^next$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|^initial-")
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
    if request.method != "POST":
        return []
    try:
        fields = [
            (name, text)
            for name, texts in request.POST.lists()
            if _is_shown(name)
            for text in texts
        ]
    except UNREADABLE:
        return []
    return [(label_of(name), text) for name, text in fields if _has_words(text)]


def has_prose(request):
    """Whether somebody wrote something in it that they would miss: several words, or a long one."""
    return any(
        len(text) >= PROSE_LENGTH or " " in text.strip() for _label, text in posted_text(request)
    )


def label_of(name):
    """A field's name in words, rows from 1: “sections-0-heading” gives “Sections 1 heading”."""
    words = _ROW.sub(lambda row: f" {int(row[1]) + 1} ", name)
    return capfirst(" ".join(re.split(r"[-_\s]+", words)).strip())


def _is_shown(name):
    return not (_SECRET.search(name) or _MACHINE.search(name))


def _has_words(text):
    """Whether somebody can have typed it: ticked boxes, keys, numbers and dates hold no words."""
    return text != "on" and any(char.isalpha() for char in text)
