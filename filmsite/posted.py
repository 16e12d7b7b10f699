"""The text that somebody had typed into a form which could not be taken: handed back, so that nothing is lost."""

import re

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# What must not be seen again on a page, and what no person typed.
SECRET = re.compile(r"pass|token|secret|code|csrf|altcha|otp|credential|key$|_FORMS$|^_|^next$", re.IGNORECASE)
LONG = 20  # letters; a shorter value without a blank is a choice or a number, not a text
MOST = 200_000  # characters of a field that are shown


def posted_text(request):
    """(name, text) of each field of a posted form in which a person wrote; never passwords, tokens or codes."""
    if request.method != "POST":
        return []
    try:
        fields = request.POST.lists()
    except (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, MultiPartParserError):
        return []
    return [
        (name, value[:MOST])
        for name, values in fields
        for value in values
        if not SECRET.search(name) and (len(value) >= LONG or re.search(r"\S\s+\S", value))
    ]
