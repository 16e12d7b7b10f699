from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def notice(context, place, publication=None):
    """The notice of that place; pages and reviews of a publication may have one of its own."""
    running = context.get("notices") or list  # an error page has none
    found = next((row for row in running() if row.is_for(place, publication)), None)
    return render_to_string("pages/_notice.html", {"notice": found}) if found else ""
