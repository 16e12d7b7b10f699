"""Films that reviews name together with a film: compared with it, shown with it, remade from it."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from core.page_tags import show
from films.models import Film

from .models import Review, Subject

MAX_FILMS = 8
MAX_REVIEWS = 300  # the newest that are looked at


def films_beside(film, reviews):
    """The films that most of these reviews, given by their keys, are about or mention too.

    Each with their `number`. Counted through the two tables between, in one query.
    """
    show("film")
    about = Subject.objects.filter(review__in=reviews[:MAX_REVIEWS]).order_by()
    mentions = Review.mentions.through.objects.filter(review__in=reviews[:MAX_REVIEWS])
    twice = about.filter(review=OuterRef("review"), film=OuterRef("film"))
    number = _number(about) + _number(mentions.exclude(Exists(twice)))
    named = about.values("film").union(mentions.values("film"))
    films = Film.objects.filter(pk__in=named).exclude(pk=film.pk).annotate(number=number)
    return list(films.order_by("-number", "sort_key", "pk")[:MAX_FILMS])


def _number(rows):
    rows = rows.filter(film=OuterRef("pk")).values("film").annotate(number=Count("pk"))
    return Coalesce(Subquery(rows.values("number")), 0)
