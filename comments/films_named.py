"""Films that readers name: links in their comments, the list under a thread, and a film's own."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from core.kept import keep
from core.page_tags import show
from films.models import Film
from reviews.models import Subject

from .models import FilmMention

MAX_LISTED = 12
MAX_LATEST, MAX_LOOKED_AT = 5, 50  # comments that name a film


@dataclass(frozen=True)
class NamedFilm:
    film: Film
    number: int  # of comments that name it where nobody need open a spoiler


def add_film_links(discussion, comments):
    """Give comments `links` and `films_told`; returns what readers named in the thread.

    One query, and two more where anybody named a film.
    """
    if not discussion.visible_count:
        return []
    counts = keep("films-named", lambda: FilmMention.objects.count_in(discussion), discussion)
    if not counts:
        return []
    rows = FilmMention.objects.filter(comment__in=[comment.pk for comment in comments])
    rows = rows.values_list("comment", "film", "name", "in_spoiler")
    films = _public({film for film, _number in counts} | {row[1] for row in rows})
    films = films.annotate(is_own=Exists(_about(discussion.review))).in_bulk()
    links, told = defaultdict(dict), defaultdict(set)
    for comment, film, name, in_spoiler in rows:
        if film in films:
            links[comment].setdefault(name, films[film].get_absolute_url())
        told[comment, in_spoiler].add(film)
    for comment in comments:
        comment.links = tuple(links[comment.pk].items())
        open_too = told[comment.pk, False] if comment.is_spoiler else set()
        comment.films_told = tuple(sorted(told[comment.pk, True] | open_too))
    return _listed([(films[film], number) for film, number in counts if film in films])


def _listed(counts):
    """What most name first, but for what the review is about."""
    named = [NamedFilm(film, number) for film, number in counts if number and not film.is_own]
    named.sort(key=lambda row: (-row.number, row.film.sort_key))
    return named[:MAX_LISTED]


def _public(keys):
    return Film.objects.public().filter(pk__in=keys)


def _about(review):
    return Subject.objects.filter(review=review, film=OuterRef("pk"))


def latest_naming(film):
    """The latest comments that name a film, on published reviews, with no spoiler around it."""
    show(f"named:{film.pk}")
    rows = FilmMention.objects.filter(film=film, in_spoiler=False, comment__is_spoiler=False)
    rows = rows.select_related("comment__discussion__review").order_by("-pk")
    # The rows of their threads tag the page, so that it is told what becomes of each.
    rows = rows.defer("comment__discussion__review__body")[:MAX_LOOKED_AT]
    comments = [row.comment for row in rows]
    public = [row for row in comments if row.is_approved and row.discussion.review.is_public]
    return public[:MAX_LATEST]
