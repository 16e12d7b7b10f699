"""Many who teach at once: no lesson is lost, and nobody waits for ever."""

import pytest

from comments.models import SpamToken
from comments.models.spam_token import TOTALS
from tests.comments.builders import a_moderator, a_review_with, a_submission
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401

from .builders import LONG

pytestmark = pytest.mark.django_db(transaction=True)


def test_lessons_at_once_are_all_kept():
    """In different threads, with the same words: only the counts' own lock stands between them."""
    mona = a_moderator()
    texts = [a_submission(a_review_with(), body=LONG if number % 2 else LONG[::-1]) for number in range(8)]
    acts = [
        (lambda text=text: text.mark_spam(mona)) if number % 3 else (lambda text=text: text.accept(mona))
        for number, text in enumerate(texts)
    ]
    assert len(at_once(acts)) == 8
    assert SpamToken.objects.counts([])[TOTALS] == (5, 3)
    for text in texts:
        text.refresh_from_db()
        text.undo(mona)
    assert not SpamToken.objects.exclude(spam=0, ham=0).exists()
