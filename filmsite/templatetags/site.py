from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.rendering import render_cached

register = template.Library()

SECTIONS = (
    ("reviews:list", _("Reviews")),
    ("films:list", _("Films")),
    ("reviews:critics", _("Critics")),
    ("reviews:publications", _("Publications")),
    ("reviews:series_list", _("Series")),
    ("reviews:archive", _("Archive")),
)
MORE = (
    ("about", _("About")),
    ("films:people", _("People")),
    ("films:genres", _("Genres")),
    ("reviews:tags", _("Tags")),
    ("reviews:random", _("Random review")),
    ("my_critic", _("My critic")),
    ("comments:rules", _("Rules for comments")),
    ("reviews:corrections", _("Corrections")),
    ("comments:my_data", _("Your data")),
    ("reviews:feed", _("Feed")),
)


@lru_cache
def _links(pages, language):
    return tuple((reverse(name), str(words)) for name, words in pages)


@register.simple_tag
def navigation(path):
    """The links to the site's sections; the one in which `path` lies is marked as current."""
    links = _links(SECTIONS, get_language())
    current = next((address for address, _words in links if path.startswith(address)), "")
    return render_cached(
        "includes/_navigation.html",
        links=links,
        current=current,
        aria_current="page" if path == current else "true",
    )


@register.simple_tag(takes_context=True)
def canonical_path(context):
    """The page's own path, and for lists without filters the page number, from 2 on."""
    path, page, filters = (
        iri_to_uri(context["request"].path),
        context.get("page"),
        context.get("filters"),
    )
    number = getattr(page, "number", 1)
    return f"{path}?page={number}" if number > 1 and not (filters and filters.is_active) else path


@register.simple_tag
def footer():
    return render_cached(
        "includes/_footer.html",
        links=_links(MORE, get_language()),
        name=settings.SITE_NAME,
        tagline=settings.SITE_TAGLINE,
    )


@register.filter
def marked(pieces):
    """A text of a result, the words that were looked for marked."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", text) if is_found else text,)
            for text, is_found in pieces
        ),
    )


@register.simple_tag
def search_box():
    """The form in the masthead."""
    return render_cached("search/_form.html", id="find", text="")
