from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.slugs import get_by_slug

from .calendar import MAX_EVENTS, write_calendar
from .days import days_of, first_day
from .models import Screening, Town


@require_safe
def index(request):
    return render(request, "screenings/index.html", {"towns": Town.objects.with_check()})


@require_safe
def town(request, slug):
    town = get_by_slug(Town.objects.with_check(), slug)
    days = days_of(town, first_day(request.GET.get("from", ""), town))
    return render(request, "screenings/town.html", {"town": town, "found": days})


@require_safe
def town_calendar(request, slug):
    """What is on in a town, for calendars (RFC 5545)."""
    town = get_by_slug(Town.objects.with_check(), slug)
    text = write_calendar(town, Screening.objects.in_town(town).shown(MAX_EVENTS))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
