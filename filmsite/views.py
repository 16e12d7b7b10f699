from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reviews.models import Publication, Review, Series
from reviews.round_table import newest_round_table_film

from .health import problems

SECONDARY = 2  # reviews beside the lead
MIN_UPRIGHT_TILES = 4  # fewer tiles are so wide that upright cards would be taller than a window
FULL_ROWS = (6, 4, 3, 2, 1, 0)  # numbers of tiles that leave no hole at any width


@require_safe
def home(request):
    most = 1 + SECONDARY + FULL_ROWS[0]
    lead, *rest = list(Review.objects.published().newest_first().for_list()[:most]) or [None]
    seconds, latest = rest[:SECONDARY], rest[SECONDARY:]
    latest = latest[: next(number for number in FULL_ROWS if number <= len(latest))]
    context = {
        "lead": lead,
        "seconds": seconds,
        "latest": latest,
        "is_wide": len(latest) < MIN_UPRIGHT_TILES,
        "table_film": newest_round_table_film(),
        "series_list": Series.objects.reviewed().with_number()[:3],
        "publications": Publication.objects.reviewed().with_number()[:6],
    }
    return render(request, "home.html", context)


@require_safe
def about(request):
    publications = list(Publication.objects.reviewed())
    writing = any(publication.write_for_us for publication in publications)
    return render(request, "about.html", {"publications": publications, "writing": writing})


@require_safe
@never_cache
def healthz(request):
    """“ok”, or 503 and a line for each thing that does not work."""
    lines = problems()
    text = "\n".join([*(lines or ["ok"]), ""])
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", status=503 if lines else 200
    )


@require_safe
def robots(request):
    """What crawlers may fetch (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    return redirect(static("filmsite/img/icon.svg"))
