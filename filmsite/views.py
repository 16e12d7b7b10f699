"""The front page, and pages that belong to no app."""

import errno
import shutil
import sqlite3
import sys
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.models import Letter
from films.models import Film
from reviews.models import Publication, Review, Series

from .posted import posted_text

LATEST = 9
UNDER_LEAD = 4
FILMS = 6
LATE = timedelta(minutes=10)  # an e-mail that waits for longer says that nobody sends any
LEAST_FREE = 50 * 1024**2  # bytes; SQLite needs some to write at all
RETRY_AFTER = 60  # seconds
# A disk that is full, over its quota, failing, or turned read-only.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}


def with_films_shown(lead, reviews):
    """Each review with the films whose card stands before it: a card is not shown twice."""
    shown = {lead.film.pk} if lead and lead.film else set()
    for review in reviews:
        yield review, frozenset(shown)
        shown |= {film.pk for film in review.main_films[:1]}


@require_safe
def home(request):
    """The newest review leads; then the latest, series and publications."""
    lead, *latest = list(Review.objects.published().newest_first().for_list()[:LATEST]) or [None]
    films = Film.objects.public().latest().for_card()
    context = {
        "lead": lead,
        "next": latest[:UNDER_LEAD],
        "latest": list(with_films_shown(lead, latest[UNDER_LEAD:])),
        "films": films.exclude(pk=lead.film.pk if lead and lead.film else None)[:FILMS],
        "series_list": Series.objects.with_progress()[:4],
        "publications": Publication.objects.reviewed()[:8],
    }
    return render(request, "home.html", context)


@require_safe
def about(request):
    """What this site is, who publishes here and by which rules."""
    return render(request, "about.html", {"publications": Publication.objects.reviewed()})


@require_safe
@never_cache
def healthz(request):
    """“ok”, or 503 and a line for each thing that stands still."""
    faults = list(_faults())
    words = "\n".join(faults or ["ok"])
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=503 if faults else 200)


def _faults():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if late := Letter.objects.overdue(LATE).count():
            yield f"e-mail stands still: {late} waiting for more than {LATE.seconds // 60} minutes"
    except DatabaseError:
        yield "the database does not answer"
    if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE:
        yield f"the disk is full: {settings.DATA_DIR} has less than {LEAST_FREE // 1024**2} MB left"


@require_safe
def robots(request):
    """What crawlers may fetch (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Where the icon is, for those who ask at the old address."""
    return redirect(static("filmsite/img/icon.svg"))


def server_error(request):
    """The page for what went wrong on our side; needs neither database nor session."""
    if is_out_of_reach(sys.exc_info()[1]):
        return unavailable(request)
    page = get_template("500.html").render({"site_name": settings.SITE_NAME, "language_code": settings.LANGUAGE_CODE})
    return HttpResponse(page, status=500)


def is_out_of_reach(error):
    """Whether an error says that the database or the disk fails, which passes, and not our code."""
    if isinstance(error, OperationalError | InterfaceError | sqlite3.OperationalError):
        return True
    return isinstance(error, OSError) and error.errno in NO_ROOM


def unavailable(request):
    """503 with the text that was sent, on a page that needs neither database nor session (RFC 9110, 15.6.4)."""
    context = {"site_name": settings.SITE_NAME, "language_code": settings.LANGUAGE_CODE}
    page = get_template("503.html").render(context | {"posted": posted_text(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
