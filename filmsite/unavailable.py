"""The site without its database, or without room on its disk: 503, and the text that was posted handed back."""

import errno
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .posted import posted_text

RETRY_AFTER = 60  # seconds
# No room, over quota, read-only, broken, or no file handles left.
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENFILE, errno.EMFILE}


def is_outage(error):
    """Whether an error, or one that led to it, says that the database or the disk cannot serve now."""
    seen = set()
    while error is not None and error not in seen:
        # Bare DatabaseError is a damaged file on SQLite; the classes beneath it are faults of a query.
        if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
            return True
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            return True
        seen.add(error)
        error = error.__cause__ or error.__context__
    return False


def server_error(request):
    """The page for what went wrong on our side; needs neither database nor session."""
    if is_outage(sys.exc_info()[1]):
        return _unavailable(request)
    page = render_to_string("500.html", _site())
    return HttpResponse(page, status=500)


def _unavailable(request):
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "private, no-store"}
    if request.accepts("text/html"):
        page = render_to_string("503.html", _site() | {"posted": posted_text(request), "method": request.method})
        return HttpResponse(page, status=503, headers=headers)
    text = _("The site cannot answer for the moment. Please try again in a minute.")
    return HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _site():
    return {"site_name": settings.SITE_NAME, "language_code": settings.LANGUAGE_CODE}
