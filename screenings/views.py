from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.slugs import get_by_slug

from .calendar import write_calendar
from .models import Screening, Town, by_day


@require_safe
def index(request):
    return render(request, "screenings/index.html", {"towns": Town.objects.with_check()})


@require_safe
def town(request, slug):
    town = get_by_slug(Town.objects.with_check(), slug)
    rows = Screening.objects.in_town(town)
    context = {"town": town, "days": by_day(rows), "rows": rows}
    return render(request, "screenings/town.html", context)


@require_safe
def town_calendar(request, slug):
    """What is on in a town, for calendars (RFC 5545)."""
    town = get_by_slug(Town.objects.with_check(), slug)
    text = write_calendar(town, Screening.objects.in_town(town))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
