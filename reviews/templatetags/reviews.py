"""What templates ask of reviews."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews import markup, structured
from reviews.printing import print_text
from reviews.round_table import round_table as lay_round_table

register = template.Library()


@register.simple_tag
def printed(review):
    """The review's text in parts, with its notes."""
    return print_text(review)


@register.simple_tag
def round_table(film):
    """The reviews of a film side by side, and those that mention it."""
    return lay_round_table(film)


@register.simple_tag
def film_data(film):
    """JSON-LD of a film's page."""
    path = crumbs((_("Films"), reverse("films:list")), (film.title, film.get_absolute_url()))
    return _scripts(structured.film_data(film), path)


@register.simple_tag
def review_data(review):
    """JSON-LD of a review's page."""
    path = crumbs(
        (_("Reviews"), reverse("reviews:list")),
        (review.publication.name, review.publication.get_absolute_url()),
        (review.headline, review.get_absolute_url()),
    )
    return _scripts(structured.review_data(review), path)


@register.simple_tag
def person_data(person):
    """JSON-LD of a person's page."""
    path = crumbs((_("People"), reverse("films:people")), (person.name, person.get_absolute_url()))
    return _scripts(structured.person_data(person), path)


@register.simple_tag
def page_data(name, url_name, row):
    """JSON-LD of any other page of one thing: where it stands."""
    return _scripts(crumbs((name, reverse(url_name)), (str(row), row.get_absolute_url())))


@register.filter
def full_address(path):
    """The path with the site's public address before it."""
    return settings.SITE_URL + path


@register.filter
def web_address(url):
    """The address if it is one of the web, else "": no form has seen what loaddata brings."""
    return url if url.startswith(("https://", "http://")) else ""


crumbs = structured.crumbs


def _scripts(*blocks):
    return markup.json_script([block for block in blocks if block])
