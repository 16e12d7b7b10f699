"""A review's neighbours in time, the others of its films, more by its critics and directors."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Subquery

from films.models import Credit

from .models import Byline, Review, Subject

LIMITS = {"same_film": 6, "same_critic": 3, "same_director": 3}


def related_to(review):
    """In one query and two for the films; each review stands once, but for those next in time."""
    public = Review.objects.published().exclude(pk=review.pk).newest_first()
    relations, date, pk = _relations(review), review.published_at, review.pk
    before = Q(published_at__lt=date) | Q(published_at=date, pk__lt=pk)
    after = Q(published_at__gt=date) | Q(published_at=date, pk__gt=pk)
    wanted = [public.filter(relations[name])[:limit] for name, limit in LIMITS.items()]
    wanted += [public.filter(before)[:1], public.filter(after).reverse()[:1]]
    chosen = reduce(or_, (Q(pk__in=Subquery(rows.values("pk"))) for rows in wanted))
    rows = list(public.filter(chosen).annotate(**relations).for_brief())
    neighbours = {
        "previous": next((row for row in rows if (row.published_at, row.pk) < (date, pk)), None),
        "next": next((row for row in rows[::-1] if (row.published_at, row.pk) > (date, pk)), None),
    }
    return neighbours | _by_relation(rows)


def _relations(review):
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


def _by_relation(rows):
    others = [row for row in rows if not row.same_film]
    by_critic = [row for row in others if row.same_critic][: LIMITS["same_critic"]]
    by_director = [row for row in others if row.same_director and row not in by_critic]
    return {
        "same_film": [row for row in rows if row.same_film][: LIMITS["same_film"]],
        "by_critic": by_critic,
        "by_director": by_director[: LIMITS["same_director"]],
    }
