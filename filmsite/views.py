import os
import shutil

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.page_tags import Loaded
from jobs import worker
from mail import sending
from pages.front import order_of
from pages.models import Package
from reviews.models import MostRead, Publication, Series
from reviews.round_table import newest_round_table_film

from .site_files import PLAIN

SECONDARY = 2  # reviews beside the lead
MIN_UPRIGHT_TILES = 4  # fewer tiles are so wide that upright cards would be taller than a window
FULL_ROWS = (6, 4, 3, 2, 1, 0)  # numbers of tiles that leave no hole at any width
# Beneath it uploads and then SQLite’s journal soon find no room.
MIN_FREE_BYTES = 64 * 1024 * 1024


@require_safe
def home(request):
    order = Loaded(order_of)
    context = {
        "front": lambda: _newest_reviews(order()),
        "picks": lambda: order().picks,
        "packages": Package.objects.on_front_page,
        "most_read": MostRead.objects.lists,
        "table_film": newest_round_table_film,
        "series_list": lambda: Series.objects.reviewed().with_number().select_related("critic")[:3],
        "publications": lambda: Publication.objects.reviewed().with_number()[:6],
    }
    return render(request, "home.html", context)


def _newest_reviews(order):
    lead, *rest = order.newest(1 + SECONDARY + FULL_ROWS[0]) or [None]
    seconds, latest = rest[:SECONDARY], rest[SECONDARY:]
    latest = latest[: next(number for number in FULL_ROWS if number <= len(latest))]
    is_wide = len(latest) < MIN_UPRIGHT_TILES
    return {"lead": lead, "seconds": seconds, "latest": latest, "is_wide": is_wide}


@require_safe
def about(request):
    publications = list(Publication.objects.reviewed())
    writing = any(publication.write_for_us for publication in publications)
    return render(request, "about.html", {"publications": publications, "writing": writing})


@require_safe
@never_cache
def healthz(request):
    """“ok”, or 503 and a line for each thing that does not work; they say nothing of anybody."""
    problems = [*_disk_problems(), *_storage_problems(), *_database_problems()]
    text = "".join(f"{line}\n" for line in problems or ["ok"])
    return HttpResponse(text, content_type=PLAIN, status=503 if problems else 200)


def _database_problems():
    try:
        return filter(None, [sending.problem(), worker.problem()])
    except (DatabaseError, InterfaceError):
        return ["The database does not answer."]


def _disk_problems():
    for folder in (settings.DATA_DIR, settings.MEDIA_ROOT):
        if not os.path.isdir(folder):
            continue  # pictures make theirs at the first upload
        if not os.access(folder, os.W_OK):
            yield f"The disk cannot be written ({os.path.basename(folder)})."
        elif shutil.disk_usage(folder).free < MIN_FREE_BYTES:
            yield f"The disk is full ({os.path.basename(folder)})."


def _storage_problems():
    try:
        getattr(default_storage, "check", lambda: None)()
    except OSError:
        yield "The picture store does not answer."
