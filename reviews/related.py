"""A review's neighbours in time, the others of its films, more by its critics and directors."""

from django.db.models import Exists, OuterRef, Subquery

from films.models import Credit

from .models import Byline, Review, Subject

LIMITS = {"same_film": 6, "same_critic": 3, "same_director": 3}


def related_to(review):
    """In one query and two for the films; each review stands once, but for those next in time."""
    public = Review.objects.published().exclude(pk=review.pk)
    relations = _relations(review)
    wanted = [
        public.filter(pk__in=relations[name].values("review")).newest_first()[:limit]
        for name, limit in LIMITS.items()
    ]
    wanted += [public.before(review).newest_first()[:1]]
    wanted += [public.after(review).newest_first().reverse()[:1]]
    rows = list(_rows_of(wanted).annotate(**_conditions(relations)).newest_first().for_brief())
    date, pk = review.published_at, review.pk
    neighbours = {
        "previous": next((row for row in rows if (row.published_at, row.pk) < (date, pk)), None),
        "next": next((row for row in rows[::-1] if (row.published_at, row.pk) > (date, pk)), None),
    }
    return neighbours | _by_relation(rows)


def _rows_of(querysets):
    """The reviews in any of these short lists.

    Each list is found by its own way, and one set of keys leads to the rows: asked for with “or”,
    a database goes through all reviews.
    """
    lists = [Review.objects.filter(pk__in=Subquery(rows.values("pk"))) for rows in querysets]
    first, *others = (rows.order_by().values("pk") for rows in lists)
    return Review.objects.filter(pk__in=first.union(*others))


def _relations(review):
    """How another review may belong to this one: the rows that tie them."""
    films = [film.pk for film in review.main_films]
    credits = [credit for film in review.main_films for credit in film.directors]
    return {
        "same_film": Subject.objects.filter(film__in=films),
        "same_critic": Byline.objects.filter(role=Byline.Role.WRITER, critic__in=review.writers),
        "same_director": Subject.objects.exclude(film__in=films).filter(
            film__credits__role=Credit.Role.DIRECTOR,
            film__credits__person__in=[row.person_id for row in credits if row.person_id],
        ),
    }


def _conditions(relations):
    return {name: Exists(rows.filter(review=OuterRef("pk"))) for name, rows in relations.items()}


def _by_relation(rows):
    others = [row for row in rows if not row.same_film]
    by_critic = [row for row in others if row.same_critic][: LIMITS["same_critic"]]
    by_director = [row for row in others if row.same_director and row not in by_critic]
    return {
        "same_film": [row for row in rows if row.same_film][: LIMITS["same_film"]],
        "by_critic": by_critic,
        "by_director": by_director[: LIMITS["same_director"]],
    }


def add_latest(rows):
    """Give each row of `with_latest` its newest review in `latest`, a list; three queries."""
    reviews = Review.objects.filter(pk__in=[row.latest_key for row in rows if row.latest_key])
    found = {review.pk: review for review in reviews.for_brief()}
    for row in rows:
        row.latest = [found[row.latest_key]] if row.latest_key in found else []
