"""The order of the front page: the newest reviews, and what editors say of some."""

from dataclasses import dataclass, field

from reviews.models import Review

from .models import Placement

PICKS = 6  # that are shown


@dataclass
class Order:
    lead: Review | None = None
    picks: list[tuple[Review, str]] = field(default_factory=list)  # each with its note
    left_out: set[int] = field(default_factory=set)

    def newest(self, number):
        """So many reviews, the lead first."""
        first = [self.lead] if self.lead else []
        hidden = self.left_out | {review.pk for review in first}
        reviews = Review.objects.published().exclude(pk__in=hidden).newest_first().for_list()
        return [*first, *reviews[: number - len(first)]]


def order_of(publication=None):
    """What editors say now, of published reviews alone; one that is left out can be a pick."""
    placements = list(Placement.objects.on_pages().filter(publication=publication))
    reviews = Review.objects.published().for_list().in_bulk(row.review_id for row in placements)
    order = Order()
    for row in placements:
        review = reviews.get(row.review_id)
        if row.place == Placement.Place.LEFT_OUT:
            order.left_out.add(row.review_id)
        elif review and row.place == Placement.Place.LEAD:
            order.lead = order.lead or review
        elif review and len(order.picks) < PICKS:
            order.picks.append((review, row.note))
    return order
