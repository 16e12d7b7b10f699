"""Reading without a network, with OFFLINE_READING: a service worker keeps what was read."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

MOST_PAGES, MOST_FILES = 30, 200  # that a browser keeps


@require_safe
def service_worker(request):
    """The worker; while the setting is off, one that removes what an earlier one kept."""
    template = "offline/worker.js" if settings.OFFLINE_READING else "offline/no_worker.js"
    limits = {"most_pages": MOST_PAGES, "most_files": MOST_FILES}
    context = {"offline": reverse("offline")} | limits
    return render(request, template, context, content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request):
    """What stands in place of a page that no browser can show without a network."""
    if not settings.OFFLINE_READING:
        raise Http404
    return render(request, "offline/offline.html")
