"""The site without its database or disk space: 503, and the posted text handed back."""

import errno
import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from site_settings.current import last_known_name

from .posted import posted_text

log = logging.getLogger(__name__)
RETRY_AFTER = 60  # seconds
# No room, over quota, read-only, broken, or no file handles left.
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENFILE, errno.EMFILE}


def is_outage(error):
    """Whether an error, or one that led to it, says that the database or the disk cannot serve."""
    seen = set()
    while error is not None and error not in seen:
        # Bare DatabaseError is a damaged file on SQLite; the classes beneath it are faults of a
        # query.
        if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
            return True
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            return True
        seen.add(error)
        error = error.__cause__ or error.__context__
    return False


def server_error(request):
    """The page for what went wrong on our side; needs neither database nor session."""
    if not is_outage(sys.exc_info()[1]):
        sentence = _("Something went wrong on our side. Please try again in a minute.")
        return _page("500.html", {}, sentence, status=500)
    sentence = _("The site is temporarily unavailable. Please try again in a minute.")
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "private, no-store"}
    if not request.accepts("text/html"):
        return _plain(sentence, status=503, headers=headers)
    context = {"posted": posted_text(request), "method": request.method}
    return _page("503.html", context, sentence, status=503, headers=headers)


def _page(template, context, sentence, **options):
    """The sentence alone where it cannot be made: what broke the first page may break this one."""
    context |= {"site_name": last_known_name(), "language_code": settings.LANGUAGE_CODE}
    try:
        return HttpResponse(render_to_string(template, context), **options)
    except Exception:  # nobody is left to answer
        log.exception("%s cannot be made.", template)
        return _plain(sentence, **options)


def _plain(sentence, **options):
    return HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8", **options)
