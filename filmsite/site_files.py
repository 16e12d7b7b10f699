"""What browsers and crawlers ask for at addresses of their own; icons are in `filmsite/root/`."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.languages import direction_of
from reviews.structured import absolute, search_address
from site_settings.current import current

PLAIN = "text/plain; charset=utf-8"
# The paper of tokens.css, light and dark; the dark is the ground of the icon too.
PAPER, GROUND = "#fff", "#101211"
ICONS = (("192", "any"), ("512", "any"), ("maskable-512", "maskable"))
CONTACT_DAYS = 180  # RFC 9116 recommends less than a year


@require_safe
def robots(request):
    """What crawlers may fetch (RFC 9309)."""
    rules = "User-agent: *\nDisallow: /admin/\nDisallow: /promotions/\n"
    return HttpResponse(f"{rules}\nSitemap: {absolute('/sitemap.xml')}\n", content_type=PLAIN)


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)  # not kept by the site: its date moves on
def security(request):
    """Whom to tell of a vulnerability (RFC 9116)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = datetime.now(UTC).date() + timedelta(CONTACT_DAYS)
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": datetime.combine(expires, time(), UTC).isoformat(),
        "Preferred-Languages": settings.LANGUAGE_CODE,
        "Canonical": absolute(request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type=PLAIN)


@require_safe
def manifest(request):
    """How the site looks among the applications of a phone (W3C, Web Application Manifest)."""
    data = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": current().name,
        "short_name": current().name,
        "description": current().tagline,
        "lang": settings.LANGUAGE_CODE,
        "dir": direction_of(settings.LANGUAGE_CODE),
        "display": "minimal-ui",  # with a way back: pages link to each other
        "background_color": PAPER,
        "theme_color": GROUND,
        "icons": [_icon(name, purpose) for name, purpose in ICONS],
    }
    return JsonResponse(data, content_type="application/manifest+json")


def _icon(name, purpose):
    size = name.rpartition("-")[2]
    address = static(f"filmsite/img/icon-{name}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
def opensearch(request):
    """How a browser searches the site from its own address bar (OpenSearch 1.1)."""
    context = {
        "search": search_address("{searchTerms}"),
        "suggestions": search_address("{searchTerms}", "search_suggestions"),
        "own_address": absolute(request.path),
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", context, content_type=kind)
