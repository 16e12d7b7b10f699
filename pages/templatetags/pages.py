from django import template
from django.template.loader import render_to_string

from pages.front import order_of

register = template.Library()


@register.simple_tag(takes_context=True)
def notice(context, place, publication=None):
    """The notice of that place; pages and reviews of a publication may have one of its own."""
    running = context.get("notices") or list  # an error page has none
    found = next((row for row in running() if row.is_for(place, publication)), None)
    return render_to_string("pages/_notice.html", {"notice": found}) if found else ""


@register.simple_tag
def picks_of(publication):
    """Reviews that its editors picked for its own page, each with a note."""
    return order_of(publication).picks
