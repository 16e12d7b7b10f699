"""The command that compares counts with comments."""

import pytest
from django.core.management import call_command

from comments.models import Discussion

from .builders import a_comment, a_review_with, a_submission

pytestmark = pytest.mark.django_db


def recount(capsys):
    call_command("recount_comments")
    return capsys.readouterr().out.strip()


def test_what_the_verbs_did_has_no_drift(capsys):
    review = a_review_with()
    first = a_comment(review)
    a_comment(review, parent=first)
    first.remove(None, "Rude.")
    a_submission(a_review_with())
    assert recount(capsys) == "0 of 2 discussions were miscounted."


def test_drift_is_mended(capsys):
    review = a_review_with()
    a_comment(review), a_comment(review)
    Discussion.objects.update(visible_count=0, last_seq=0)
    assert recount(capsys) == "1 of 1 discussions were miscounted."
    discussion = Discussion.objects.get()
    assert (discussion.visible_count, discussion.last_seq) == (2, 2)
    assert a_comment(review).seq == 3


def test_a_number_is_never_given_twice(capsys):
    review = a_review_with()
    a_comment(review), a_comment(review)
    Discussion.objects.update(last_seq=9)
    assert recount(capsys) == "0 of 1 discussions were miscounted."
    assert a_comment(review).seq == 10
