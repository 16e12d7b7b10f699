"""A site on which any guest may comment, and what they write."""

from random import Random

from comments.models import Discussion
from reviews.models import Publication

random = Random()  # another one each time: who repeats earlier words is held


def open_to_guests():
    """Whatever a guest sends is shown at once, whichever review it is about."""
    Publication.objects.update(comment_policy="open", confirm_guests=False, close_after_days=None)
    Discussion.objects.update(state=Discussion.State.OPEN, slow_seconds=0)


def some_words():
    """A text unlike any other."""
    return " ".join("".join(random.choices("aeioulmnrst", k=6)) for _ in range(40))
