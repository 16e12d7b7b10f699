"""Builders of floods and lessons."""

from django.utils import timezone

from comments.models import Comment, Discussion
from comments.spam.training import Row, train

from .labelled import Labelled

LONG = (
    "I walked out after an hour and came back for the ending, which I still do not understand at "
    "all."
)


def learnt_filter(number=200):
    """A filter that has learnt so many texts of each kind."""
    train([Row(label == "spam", text, name) for label, text, name in Labelled(5).rows(number)])


def received(review, number, **fields):
    """So many texts of guests that came just now, each from an address of its own."""
    discussion = Discussion.objects.get_or_create_for(review)
    rows = [
        {"name": "Tom Grump", "email": f"tom{one}@readers.example", "body": f"Words {one}."}
        for one in range(number)
    ]
    Comment.objects.bulk_create(
        Comment(discussion=discussion, posted_at=timezone.now(), **(row | fields)) for row in rows
    )
