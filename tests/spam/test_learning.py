"""The filter learns from moderators, and unlearns what they take back."""

import pytest
from django.utils import timezone

from comments.models import Fingerprint, SpamToken
from comments.models.spam_token import TOTALS
from tests.comments.builders import a_moderator, a_review_with, a_submission

from .builders import LONG, learnt_filter

pytestmark = pytest.mark.django_db


def totals():
    return SpamToken.objects.counts([]).get(TOTALS, (0, 0))


def known():
    """Every count that is not none."""
    return {row.key: (row.spam, row.ham) for row in SpamToken.objects.all() if row.spam or row.ham}


@pytest.fixture
def mona(db):
    return a_moderator()


def test_spam_and_ham_are_learnt(mona):
    review = a_review_with()
    a_submission(review, body=LONG).mark_spam(mona)
    a_submission(review).accept(mona)
    assert totals() == (1, 1)


def test_undo_unlearns_to_the_last_count(mona):
    learnt_filter(20)
    before = known()
    text = a_submission(a_review_with(), body=LONG)
    text.mark_spam(mona)
    assert known() != before
    text.undo(mona)
    assert known() == before


def test_a_changed_mind_is_learnt_once(mona):
    text = a_submission(a_review_with(), body=LONG)
    text.mark_spam(mona)
    text.undo(mona)
    text.accept(mona)
    assert totals() == (0, 1)
    assert set(known().values()) == {(0, 1)}


def test_rules_teach_nothing(mona):
    review = a_review_with()
    a_submission(review).accept()
    a_submission(review).mark_spam(None)
    assert totals() == (0, 0)


def test_a_rejection_for_its_manners_teaches_nothing(mona):
    a_submission(a_review_with()).reject(mona, "Rude.")
    assert totals() == (0, 0)


def test_words_that_change_are_unlearnt_first(mona):
    text = a_submission(a_review_with(), body=LONG)
    text.accept(mona)
    text.rewrite("Other words.")
    assert not known() and Fingerprint.objects.get().learnt == ""


def test_no_word_and_no_name_can_be_read_from_the_table(mona):
    a_submission(a_review_with(), body="zyzzyva", name="Zyzzyva Adler").mark_spam(mona)
    assert all(isinstance(row.key, int) for row in SpamToken.objects.all())
    assert [field.name for field in SpamToken._meta.fields] == ["key", "spam", "ham"]


def test_a_second_lesson_waits_for_the_first(mona):
    """Counts are added by the database, never read and written back."""
    SpamToken.objects.add({TOTALS: (1, 0), 7: (1, 0)})
    SpamToken.objects.add({TOTALS: (0, 1), 7: (0, 1)})
    SpamToken.objects.add({7: (-5, 0)})
    assert totals() == (1, 1) and SpamToken.objects.counts([7])[7] == (0, 1)


def test_many_copies_are_compared_with_their_first_alone(mona, django_assert_max_num_queries):
    from comments.spam import judge

    review = a_review_with()
    for number in range(30):
        judge(a_submission(review, body=LONG, received_at=timezone.now(), email=f"r{number}@readers.example"))
    assert Fingerprint.objects.filter(band_a__isnull=False).count() == 1
    last = a_submission(review, body=LONG)
    with django_assert_max_num_queries(14):
        assert judge(last).reasons
