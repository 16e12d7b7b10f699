"""The filter learns from moderators, and unlearns what they take back."""

import pytest
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Fingerprint, SpamToken
from comments.models.spam import TOTALS_KEY
from comments.spam import duplicates
from comments.spam.rules import score
from comments.submission import Author, Context
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with

from .builders import LONG, learnt_filter

pytestmark = pytest.mark.django_db


def totals():
    return SpamToken.objects.counts([]).get(TOTALS_KEY, (0, 0))


def known():
    """Every count that is not none."""
    return {row.key: (row.spam, row.ham) for row in SpamToken.objects.all() if row.spam or row.ham}


@pytest.fixture
def mona(db):
    return a_moderator()


def test_spam_and_ham_are_learnt(mona):
    review = a_review_with()
    moderate.mark_spam(a_pending_comment(review, body=LONG), mona)
    moderate.approve(a_pending_comment(review), mona)
    assert totals() == (1, 1)


def test_undo_unlearns_to_the_last_count(mona):
    learnt_filter(20)
    before = known()
    text = a_pending_comment(a_review_with(), body=LONG)
    moderate.mark_spam(text, mona)
    assert known() != before
    moderate.return_to_queue(text, mona)
    assert known() == before


def test_a_changed_mind_is_learnt_once(mona):
    text = a_pending_comment(a_review_with(), body=LONG)
    moderate.mark_spam(text, mona)
    moderate.return_to_queue(text, mona)
    moderate.approve(text, mona)
    assert totals() == (0, 1)
    assert set(known().values()) == {(0, 1)}


def test_rules_teach_nothing(mona):
    review = a_review_with()
    moderate.approve(a_pending_comment(review), None)
    moderate.mark_spam(a_pending_comment(review), None)
    assert totals() == (0, 0)


def test_a_rejection_for_its_manners_teaches_nothing(mona):
    moderate.reject(a_pending_comment(a_review_with()), mona, "Rude.")
    assert totals() == (0, 0)


def test_words_that_change_are_unlearnt_first(mona):
    text = a_pending_comment(a_review_with(), body=LONG)
    moderate.approve(text, mona)
    edits.edit(text, "Other words.")
    assert not known() and Fingerprint.objects.get().trained_as == ""


def test_no_word_and_no_name_can_be_read_from_the_table(mona):
    moderate.mark_spam(
        a_pending_comment(a_review_with(), body="zyzzyva", name="Zyzzyva Adler"), mona
    )
    assert all(isinstance(row.key, int) for row in SpamToken.objects.all())
    assert [field.name for field in SpamToken._meta.fields] == ["key", "spam", "ham"]


def test_a_second_lesson_waits_for_the_first(mona):
    """Counts are added by the database, never read and written back."""
    SpamToken.objects.add({TOTALS_KEY: (1, 0), 7: (1, 0)})
    SpamToken.objects.add({TOTALS_KEY: (0, 1), 7: (0, 1)})
    SpamToken.objects.add({7: (-5, 0)})
    assert totals() == (1, 1) and SpamToken.objects.counts([7])[7] == (0, 1)


def scored(comment):
    found = score(comment, Author(email=comment.email), Context())
    duplicates.remember(comment, found.fingerprint)
    return found


def test_many_copies_are_compared_with_their_first_alone(mona, django_assert_max_num_queries):

    review = a_review_with()
    for number in range(30):
        scored(
            a_pending_comment(
                review, body=LONG, posted_at=timezone.now(), email=f"r{number}@readers.example"
            )
        )
    assert Fingerprint.objects.filter(band_a__isnull=False).count() == 1
    last = a_pending_comment(review, body=LONG)
    with django_assert_max_num_queries(14):
        assert scored(last).signals
