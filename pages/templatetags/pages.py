import time
from datetime import UTC, datetime

from django import template
from django.template.loader import render_to_string

from core.page_tags import show_until
from pages.front import order_of
from pages.models import Package, Page, Placement
from reviews import markup
from reviews.models import Section
from reviews.templatetags.reviews import add_credit_lines

register = template.Library()

MAX_LINKS = 50
TURN = 60 * 60  # seconds for which a page shows the same promotion


@register.simple_tag(takes_context=True)
def notice(context, place, publication=None):
    """The notice of that place; pages and reviews of a publication may have one of its own."""
    running = context.get("notices") or list  # an error page has none
    found = next((row for row in running() if row.is_for(place, publication)), None)
    shown = {"notice": found, "is_preview": context.get("is_preview")}
    return render_to_string("pages/_notice.html", shown) if found else ""


@register.simple_tag(takes_context=True)
def promotion(context, place, publication=None):
    """One of the promotions of that place, drawn anew each hour and for each address.

    All readers see the same: a page is kept, and nobody needs to be known. So no cookie decides.
    """
    running = context.get("promotions") or list  # an error page has none
    rows = [row for row in running() if row.is_for(place, publication)]
    if not rows:
        return ""
    request, turn = context["request"], int(time.time()) // TURN
    if len(rows) > 1:
        show_until(datetime.fromtimestamp((turn + 1) * TURN, UTC))
    found = min(rows, key=lambda row: row.lot(f"{turn} {place} {request.path}"))
    found.note_shown()
    shown = {"promotion": found, "is_preview": context.get("is_preview")}
    return render_to_string("pages/_promotion.html", shown)


@register.simple_tag
def picks_of(publication):
    """Reviews that its editors picked for its own page, each with a note."""
    return order_of(publication).picks


@register.simple_tag
def packages_of(review):
    return Package.objects.containing(review) if review.is_public else []


@register.simple_tag
def page_text(page):
    """A page's text as a review has it: the `html` of its parts, and the `notes` at the foot."""
    part = Section(body=page.body)
    part.html, part.notes = markup.render(page.body)
    add_credit_lines([part])
    return {"parts": [part], "notes": part.notes}


@register.simple_tag
def plain_pages():
    return Page.objects.published().only("title", "slug")[:MAX_LINKS]


@register.simple_tag
def places_now():
    """For editors: who leads, is picked or left out, also from a later day on."""
    return Placement.objects.not_ended().select_related("review", "publication")[:MAX_LINKS]
