"""The front page, and pages that belong to no app."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from films.models import Film
from reviews.models import Publication, Review, Series

from .health import problems

LATEST = 9
UNDER_LEAD = 4
FILMS = 6


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
    """“ok”, or 503 and a line for each thing that does not work."""
    lines = problems()
    text = "\n".join([*(lines or ["ok"]), ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=503 if lines else 200)


@require_safe
def robots(request):
    """What crawlers may fetch (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Where the icon is, for those who ask at the old address."""
    return redirect(static("filmsite/img/icon.svg"))
