"""What templates ask of films."""

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.models import Credit

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


@register.inclusion_tag("films/_billing.html")
def billing(film):
    """The credits as one centred paragraph; every name with a record links to its person."""
    groups = [(words, film.credits_as(role)) for role, words in BILLING]
    return {"groups": [(words, credits) for words, credits in groups if credits], "source": film.source}


@register.inclusion_tag("films/_card.html")
def card(film, link=True, wide=False, heading=False):
    """The film's poster, or the title card drawn from its record."""
    return {"film": film, "link": link, "wide": wide, "heading": heading}


@register.inclusion_tag("films/_picture.html")
def picture(image, sizes="100vw", eager=False):
    """A picture with its renditions, caption and credit line."""
    return {"image": image, "sizes": sizes, "eager": eager}


@register.filter
def names(credits):
    """Names as a sentence has them: “A, B and C”."""
    return get_text_list([credit.printed_name for credit in credits], _("and"))


@register.simple_tag
def narrowed(choice, field, value):
    """The query of an address that sets one field of a choice and keeps the others."""
    query = choice.data.copy()
    query.pop("page", None)
    query[field] = value
    return query.urlencode()
