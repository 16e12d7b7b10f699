from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.page_tags import show
from core.rendering import render_cached
from site_settings.current import current
from site_settings.models.menu import menu_of

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
    ("reviews:articles", _("Articles")),
    ("reviews:tags", _("Tags")),
    ("reviews:random", _("Random review")),
    ("my_critic", _("My critic")),
    ("comments:rules", _("Rules for comments")),
    ("reviews:corrections", _("Corrections")),
    ("comments:my_data", _("Your data")),
    ("reviews:feed", _("Feed")),
)


LEGAL = (
    ("site_settings:privacy", _("Privacy")),
    ("site_settings:accessibility", _("Accessibility")),
)


@lru_cache
def _links(pages, language):
    return tuple((reverse(name), str(words)) for name, words in pages)


def _menu(name, default):
    """The editors' menu: (label, address, links of a group) of each entry; or the default."""
    menu = current().menus.get(name)
    return menu or tuple((words, address, ()) for address, words in _links(default, get_language()))


@register.simple_tag
def navigation(path):
    """The links to the site's sections; the one in which `path` lies is marked as current."""
    return _navigation(_menu("sections", SECTIONS), path, name=_("Sections"))


@register.simple_tag
def publication_navigation(publication, path):
    """A publication’s own menu; empty where editors set none."""
    show(publication.tag)
    items = publication.menu_items.values_list("group", "label", "address")
    menu = menu_of(items)
    return _navigation(menu, path, name=publication.name) if menu else ""


def _navigation(menu, path, name):
    here = _where(path, menu)
    return render_cached(
        "includes/_navigation.html",
        menu=menu,
        here=here,
        aria_current="page" if path == here else "true",
        name=str(name),
    )


def _where(path, menu):
    """The address of the section in which a page lies: the longest, as others may lie within it."""
    links = [(label, address) for label, address, _group in menu if address]
    links += [link for _label, _address, group in menu for link in group]
    found = [address for _label, address in links if address != "/" and path.startswith(address)]
    return max(found, key=len, default="")


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
    row = current()
    return render_cached(
        "includes/_footer.html",
        menu=_menu("footer", MORE),
        legal=_links(LEGAL, get_language()),
        name=row.name,
        tagline=row.tagline,
        imprint=row.imprint,
        ownership=row.ownership,
        copyright=row.copyright,
        principles=bool(row.principles),
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


@register.simple_tag(takes_context=True)
def this_page(context):
    """Its address with what was searched for or chosen, and nothing else of the query.

    What is kept of a page is the same for every query that says the same.
    """
    chosen = getattr(context.get("answer") or context.get("filters"), "query", "")
    path = context["request"].path
    return f"{path}?{chosen}" if chosen else path


@register.simple_tag
def search_box():
    """The form in the masthead."""
    return render_cached("search/_form.html", id="find", text="")
