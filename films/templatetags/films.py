from collections import namedtuple
from urllib.parse import urlencode

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.rendering import render_cached
from films.cards import build_card
from films.dates import format_partial_date
from films.models import Credit, SourceWork

register = template.Library()

# The words that join the names of a billing block, as on the foot of a poster.
BILLING = (
    (Credit.Role.DIRECTOR, gettext_lazy("a film by")),
    (Credit.Role.CAST, gettext_lazy("with")),
    (Credit.Role.WRITER, gettext_lazy("written by")),
    (Credit.Role.PRODUCER, gettext_lazy("produced by")),
    (Credit.Role.CINEMATOGRAPHER, gettext_lazy("photographed by")),
    (Credit.Role.EDITOR, gettext_lazy("edited by")),
    (Credit.Role.COMPOSER, gettext_lazy("music by")),
)
BASED_ON = {
    SourceWork.Kind.NOVEL: gettext_lazy("based on the novel by"),
    SourceWork.Kind.STORIES: gettext_lazy("based on stories by"),
    SourceWork.Kind.BOOK: gettext_lazy("based on the book by"),
    SourceWork.Kind.PLAY: gettext_lazy("based on the play by"),
    SourceWork.Kind.COMIC: gettext_lazy("based on the comic by"),
    SourceWork.Kind.ARTICLE: gettext_lazy("based on the article by"),
}


@register.simple_tag
def billing(film):
    names = {}
    for credit in film.credits.all():
        names.setdefault(credit.role, []).append(credit.name_and_address)
    groups = [(str(joint), tuple(names[role])) for role, joint in BILLING if role in names]
    if film.based_on:
        groups.append(_based_on(film.based_on))
    return render_cached("films/_billing.html", groups=tuple(groups)) if groups else ""


def _based_on(work):
    if work.author:
        joint = BASED_ON.get(work.kind, _("based on the work by"))
        return str(joint), ((work.author.name, work.author.get_absolute_url()),)
    return _("based on"), ((work.name, ""),)


@register.simple_tag
def card(film, link=True, wide=False, picture=None):
    picture = picture or (None if wide else film.poster)
    return render_cached(
        "films/_card.html",
        link=film.get_absolute_url() if link else "",
        wide=wide,
        poster=Poster.of(picture) if picture else None,
        card=build_card(film.slug, film.title, film.year, wide),
        original_title=film.original_title if wide else "",
        directors=names(film.directors),
        year=film.year,
    )


@register.simple_tag
def film_line(film):
    """“Film title (year) · director”, each a link: the film that a piece is about."""
    return render_cached(
        "films/_film_line.html",
        url=film.get_absolute_url(),
        title=film.title,
        year=film.year,
        directors=tuple(credit.name_and_address for credit in film.directors),
    )


class Poster(namedtuple("Poster", "url srcset width height alt focus")):
    @classmethod
    def of(cls, image):
        return cls(*(getattr(image, name) for name in cls._fields))


@register.inclusion_tag("films/_picture.html")
def picture(image, sizes="100vw", eager=False, film=None):
    return {"image": image, "sizes": sizes, "eager": eager, "film": film}


register.filter("partial_date", format_partial_date)


@register.filter
def minutes(number):
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}


@register.filter
def names(credits):
    return get_text_list([credit.display_name for credit in credits], _("and"))


@register.simple_tag
def filter_form(form, everything):
    """The index of letters and the form that narrow a list.

    `everything` is the address of the whole list.
    """
    others = {name: value for name, value in form.chosen.items() if name != "letter"}
    return render_cached(
        "films/_filters.html",
        letters=tuple((letter, urlencode({**others, "letter": letter})) for letter in form.letters),
        letter=form.cleaned_data.get("letter", "").upper(),
        everything=everything,
        selects=form.selects,
        is_active=form.is_active,
    )
