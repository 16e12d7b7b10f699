"""What a review leads on to, and why: its series, what shares films, people or themes, its critics
and its department.

Each way to another review is a tie, found through the table between.
"""

from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from films.models import Credit
from films.models.vocabulary import count_of

from .models import Byline, ListEntry, Review, Subject

# The best reason first; a review is shown for the first that it has.
REASONS = {
    "article": _("About %(name)s"),
    "director": _("By the same director, %(name)s"),
    "mentioned": _("Mentioned here: %(name)s"),
    "mentions": _("Also mentions %(name)s"),
    "lists": _("Lists %(name)s"),
    "cast": _("Also with %(name)s"),
    "series": _("In the same series, %(name)s"),
    "theme": _("On the same theme, %(name)s"),
}
MAX_OF_TIE, MAX_SAME_FILM, MAX_RELATED = 3, 6, 6
MAX_PEOPLE = 6  # of the billing, by whom others are found


class Tie(NamedTuple):
    """Rows with a `review` each, the field that says by what they tie it, and the names of that."""

    rows: QuerySet
    field: str
    names: dict


def related_to(review):
    """In one query and two for the films; no list has a review of another."""
    ties = {name: tie for name, tie in _ties(review).items() if tie.names}
    found = _rows_of(_wanted(review, ties)).annotate(**_keys(ties), **_counts(review))
    rows = list(found.newest_first().for_brief())
    series = _series(review, rows) if review.series_id else {}
    lists = _lists([row for row in rows if row not in series.values()], ties)
    return {**_neighbours(review, rows), "series": series, **lists}


def _wanted(review, ties):
    """Short lists: of each tie, and the neighbours in time and in the series."""
    public = Review.objects.published().exclude(pk=review.pk)
    for name, tie in ties.items():
        most = MAX_SAME_FILM if name == "same_film" else MAX_OF_TIE
        yield public.filter(pk__in=tie.rows.values("review")).newest_first()[:most]
    for rows in (public, public.filter(series=review.series_id)) if review.series_id else (public,):
        yield rows.before(review).newest_first()[:1]
        yield rows.after(review).newest_first().reverse()[:1]


def _rows_of(querysets):
    """The reviews in any of these short lists.

    Each list is found by its own way, and one set of keys leads to the rows: asked for with “or”,
    a database goes through all reviews.
    """
    lists = [Review.objects.filter(pk__in=Subquery(rows.values("pk"))) for rows in querysets]
    first, *others = (rows.order_by().values("pk") for rows in lists)
    return Review.objects.filter(pk__in=first.union(*others))


def _ties(review):
    """How another review may belong to this one."""
    films = _names(review.main_films)
    mentioned = _names([*review.mentions.all(), *(entry.film for _place, entry in review.ranking)])
    series = _names([review.series] if review.series else [])
    tags, writers = _names(review.tags.all()), _names(review.writers)
    departments = _names([review.department] if review.department else [])
    about, elsewhere = (
        Subject.objects.filter(film__in=films),
        Subject.objects.exclude(film__in=films),
    )
    mentions = Review.mentions.through.objects.filter(film__in=films)
    reviews = Review.objects.annotate(review=F("pk"))
    tagged = Review.tags.through.objects.filter(tag__in=tags)
    written = Byline.objects.filter(role=Byline.Role.WRITER, critic__in=writers)
    return {
        "same_film": Tie(about.filter(review__kind="review"), "film", films),
        "article": Tie(about.exclude(review__kind="review"), "film", films),
        "director": _shared(review, elsewhere, Credit.Role.DIRECTOR),
        "mentioned": Tie(elsewhere.filter(film__in=mentioned), "film", mentioned),
        "mentions": Tie(mentions, "film", films),
        "lists": Tie(ListEntry.objects.printed().filter(film__in=films), "film", films),
        "cast": _shared(review, elsewhere, Credit.Role.CAST),
        "series": Tie(reviews.filter(series__in=series), "series", series),
        "theme": Tie(tagged, "tag", tags),
        "critic": Tie(written, "critic", writers),
        "department": Tie(reviews.filter(department__in=departments), "department", departments),
    }


def _names(rows):
    return {row.pk: getattr(row, "title", None) or str(row) for row in rows}


def _shared(review, subjects, role):
    """Films that share a person in that role."""
    credits = [row for film in review.main_films for row in film.credits_as(role) if row.person_id]
    people = {row.person_id: row.display_name for row in credits[:MAX_PEOPLE]}
    rows = subjects.filter(film__credits__role=role, film__credits__person__in=people)
    return Tie(rows, "film__credits__person", people)


def _keys(ties):
    """Of each row the key of what ties it, such as the director’s, or null: `by_NAME`."""
    return {
        f"by_{name}": Subquery(
            tie.rows.filter(review=OuterRef("pk")).order_by(tie.field).values(tie.field)[:1]
        )
        for name, tie in ties.items()
    }


def _counts(review):
    """How many are in the review’s series, and how many of them before it: the same in each row."""
    if not review.series_id:
        return {}
    rows = Review.objects.published().filter(series=review.series_id).order_by()
    return {"earlier": count_of(rows.before(review), "series"), "number": count_of(rows, "series")}


def _lists(rows, ties):
    """The rows by what they are shown for; those that are related each with its `reason`."""
    same_film, related = _tied(rows, "same_film"), []
    for name, sentence in REASONS.items():
        for row in _tied(rows, name):
            if row not in same_film and row not in related:
                row.reason = sentence % {"name": ties[name].names[getattr(row, f"by_{name}")]}
                related.append(row)
    related = related[:MAX_RELATED]
    lists = {"same_film": same_film, "related": related}
    for name in ("critic", "department"):
        others = [
            row for row in _tied(rows, name) if not any(row in rows for rows in lists.values())
        ]
        lists[name] = others[:MAX_OF_TIE]
    return lists


def _tied(rows, name):
    return [row for row in rows if getattr(row, f"by_{name}", None)]


def _neighbours(review, rows):
    """Of rows that begin with the newest, the next on either side of a review."""
    here = review.published_at, review.pk
    earlier = (row for row in rows if (row.published_at, row.pk) < here)
    later = (row for row in rows[::-1] if (row.published_at, row.pk) > here)
    return {"previous": next(earlier, None), "next": next(later, None)}


def _series(review, rows):
    """Its neighbours in its series, its place there, and how many are there or planned."""
    rows = [row for row in rows if row.series_id == review.series_id]
    if not rows:
        return {}
    place = (rows[0].earlier or 0) + 1
    number = max(place, rows[0].number, review.series.goal or 0)
    return _neighbours(review, rows) | {"place": place, "number": number}


def add_latest(rows):
    """Give each row of `with_latest` its newest review in `latest`, a list; three queries."""
    reviews = Review.objects.filter(pk__in=[row.latest_key for row in rows if row.latest_key])
    found = {review.pk: review for review in reviews.for_brief()}
    for row in rows:
        row.latest = [found[row.latest_key]] if row.latest_key in found else []
