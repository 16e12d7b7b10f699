"""Many who teach at once: no lesson is lost, and nobody waits for ever."""

import pytest

from comments.actions import moderate
from comments.models import SpamToken
from comments.models.spam import TOTALS_KEY
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401

from .builders import LONG

pytestmark = pytest.mark.django_db(transaction=True)


def test_lessons_at_once_are_all_kept():
    """In different threads, with the same words: only the counts' own lock stands between them."""
    mona = a_moderator()
    texts = [
        a_pending_comment(a_review_with(), body=LONG if number % 2 else LONG[::-1])
        for number in range(8)
    ]
    acts = [
        (lambda text=text: moderate.mark_spam(text, mona))
        if number % 3
        else (lambda text=text: moderate.approve(text, mona))
        for number, text in enumerate(texts)
    ]
    assert len(at_once(acts)) == 8
    assert SpamToken.objects.counts([])[TOTALS_KEY] == (5, 3)
    for text in texts:
        text.refresh_from_db()
        moderate.return_to_queue(text, mona)
    assert not SpamToken.objects.exclude(spam=0, ham=0).exists()
