"""The round table: what each review of a film holds of each aspect, side by side."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from .models import Byline, Review, Take


@dataclass
class RoundTable:
    """The reviews of a film as columns, the aspects as rows, and the reviews that only mention it."""

    reviews: list
    mentions: list

    @property
    def rows(self):
        """(aspect, takes) in the aspects' order, a take or None for each review with any."""
        aspects = {take.aspect for review in self.columns for take in review.takes.all()}
        return [
            (aspect, [(review, review.take_on.get(aspect.pk)) for review in self.columns])
            for aspect in sorted(aspects, key=lambda aspect: (aspect.order, aspect.name))
        ]

    @property
    def columns(self):
        """The reviews that take a stance on anything."""
        return [review for review in self.reviews if review.take_on]

    @property
    def is_worth_showing(self):
        """Whether there are at least two reviews to set side by side."""
        return len(self.columns) > 1


def round_table(film):
    """The round table of `film`, in three queries whatever the number of reviews."""
    about = Exists(Review.films.through.objects.filter(review=OuterRef("pk"), film=film))
    mentions = Exists(Review.mentions.through.objects.filter(review=OuterRef("pk"), film=film))
    rows = (
        Review.objects.published()
        .annotate(is_about=about)
        .filter(Q(is_about=True) | Q(mentions))
        .newest_first()
        .select_related("publication")
        .defer("body")
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("critic")),
            Prefetch("takes", Take.objects.select_related("aspect", "section")),
        )
    )
    for review in rows:
        review.take_on = {take.aspect_id: take for take in review.takes.all()}
    return RoundTable(
        [review for review in rows if review.is_about], [review for review in rows if not review.is_about]
    )
