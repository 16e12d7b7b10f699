"""The round table: what each critic holds of each aspect of a film, side by side."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from core.page_tags import show
from films.models import Film

from .models import Review, Subject, Take

FIRST_CRITICS = 6  # critics before “all”
SUMMARY_CRITICS, SUMMARY_ASPECTS = 5, 4  # critics and aspects on the front page


@dataclass
class RoundTable:
    """A film's reviews as rows, aspects as columns, and reviews that only mention the film."""

    reviews: list
    mentions: list

    @cached_property
    def critics(self):
        return [review for review in self.reviews if review.take_by_aspect]

    @cached_property
    def aspects(self):
        found = {take.aspect for review in self.critics for take in review.takes.all()}
        return sorted(found, key=lambda aspect: (aspect.order, aspect.name))

    @cached_property
    def rows(self):
        """(review, takes): a take or None for each aspect."""
        return [
            (review, [review.take_by_aspect.get(aspect.pk) for aspect in self.aspects])
            for review in self.critics
        ]

    @property
    def first_rows(self):
        return self.rows[:FIRST_CRITICS]

    @property
    def other_rows(self):
        return self.rows[FIRST_CRITICS:]

    @property
    def is_worth_showing(self):
        """Whether there are at least two reviews to set side by side."""
        return len(self.critics) > 1

    @property
    def summary_aspects(self):
        return self.aspects[:SUMMARY_ASPECTS]

    @property
    def summary_rows(self):
        """(review, its first take, its takes) for the front page."""
        return [
            (review, next(filter(None, takes)), takes[:SUMMARY_ASPECTS])
            for review, takes in self.rows[:SUMMARY_CRITICS]
        ]


def _with_takes(rows):
    """`rows`, newest first, with critics and takes; `take_by_aspect` by the key of an aspect."""
    takes = Prefetch("takes", Take.objects.select_related("aspect", "section"))
    rows = rows.newest_first().with_bylines().prefetch_related(takes)
    for review in rows:
        review.take_by_aspect = {take.aspect_id: take for take in review.takes.all()}
    return list(rows)


def round_table(film):
    """The round table of `film`, in five queries whatever the number of reviews."""
    about = Exists(Review.films.through.objects.filter(review=OuterRef("pk"), film=film))
    mentions = Exists(Review.mentions.through.objects.filter(review=OuterRef("pk"), film=film))
    rows = (
        Review.objects.published().annotate(is_about=about).filter(Q(is_about=True) | Q(mentions))
    )
    rows = _with_takes(rows.for_brief())
    return RoundTable(
        [review for review in rows if review.is_about],
        [review for review in rows if not review.is_about],
    )


def round_table_summary(film):
    """The critics of `film` alone, in three queries: the front page names the film itself."""
    rows = Review.objects.published().filter(films=film)
    return RoundTable(_with_takes(rows.select_related("publication").defer("body")), [])


def newest_round_table_film():
    """The film of the newest review that another can be set beside, or None; two queries."""
    show("take")
    takes = Exists(Take.objects.filter(review=OuterRef("review")))
    judged = Subject.objects.filter(
        takes, review__in=Review.objects.published().order_by().values("pk")
    )
    others = judged.filter(film=OuterRef("film")).exclude(review=OuterRef("review"))
    newest = (
        judged.filter(Exists(others))
        .order_by("-review__published_at", "-review")
        .values("film")[:1]
    )
    return Film.objects.for_card().filter(pk=Subquery(newest)).first()
