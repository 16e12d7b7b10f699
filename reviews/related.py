"""A review's neighbours in time, the others of its films, more by its critics and directors."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Subquery

from films.models import Credit

from .models import Byline, Review, Subject

LIMITS = {"same_film": 6, "same_critic": 3, "same_director": 3}


@dataclass
class RelatedReviews:
    previous: object
    next: object
    same_film: list
    by_critic: list
    by_director: list


def related_to(review):
    """In one query and two for the films; each review stands once, but for those next in time."""
    public, kinds = Review.objects.published().exclude(pk=review.pk), _kinds(review)
    wanted = [public.filter(kinds[kind]).newest_first()[:limit] for kind, limit in LIMITS.items()]
    wanted += _neighbours(public, review)
    chosen = reduce(or_, (Q(pk__in=Subquery(rows.values("pk"))) for rows in wanted))
    rows = public.filter(chosen).annotate(**kinds).newest_first().for_brief()
    return _sorted(list(rows), (review.published_at, review.pk))


def _kinds(review):
    """How another review may belong to this one, as conditions."""
    films = [film.pk for film in review.main_films]
    credits = [credit for film in review.main_films for credit in film.directors]
    subjects = Subject.objects.filter(review=OuterRef("pk"))
    bylines = Byline.objects.filter(review=OuterRef("pk"), role=Byline.Role.WRITER)
    directed = subjects.exclude(film__in=films).filter(
        film__credits__role=Credit.Role.DIRECTOR,
        film__credits__person__in=[row.person_id for row in credits if row.person_id],
    )
    return {
        "same_film": Exists(subjects.filter(film__in=films)),
        "same_critic": Exists(bylines.filter(critic__in=review.writers)),
        "same_director": Exists(directed),
    }


def _neighbours(public, review):
    when, key = review.published_at, review.pk
    before = Q(published_at__lt=when) | Q(published_at=when, pk__lt=key)
    after = Q(published_at__gt=when) | Q(published_at=when, pk__gt=key)
    return [
        public.filter(before).newest_first()[:1],
        public.filter(after).order_by("published_at", "pk")[:1],
    ]


def _sorted(rows, place):
    """`rows` are newest first; `place` is where the review stands among them."""
    earlier = [row for row in rows if (row.published_at, row.pk) < place]
    later = [row for row in rows if (row.published_at, row.pk) > place]
    others = [row for row in rows if not row.same_film]
    by_critic = [row for row in others if row.same_critic][: LIMITS["same_critic"]]
    by_director = [row for row in others if row.same_director and row not in by_critic]
    return RelatedReviews(
        previous=earlier[0] if earlier else None,
        next=later[-1] if later else None,
        same_film=[row for row in rows if row.same_film][: LIMITS["same_film"]],
        by_critic=by_critic,
        by_director=by_director[: LIMITS["same_director"]],
    )
