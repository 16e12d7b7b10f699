"""Many moderators and readers at once: a report counts once, and nothing waits for ever."""

from django.test import Client
from django.urls import reverse

from comments.actions import moderate
from comments.models import Discussion, ModerationLog, Report
from tests.comments.builders import a_comment, a_pending_comment, a_review_with
from tests.comments.test_concurrency import WRITERS, assert_counts_agree, at_once, shared_database  # noqa: F401

from .builders import an_editor


def test_all_is_logged_when_eight_threads_are_decided_at_once():
    reviews = [a_review_with() for _ in range(WRITERS)]
    waiting = [[a_pending_comment(review) for _ in range(4)] for review in reviews]

    def decide(rows):
        for number, row in enumerate(rows):
            moderate.approve(row, None) if number % 2 else moderate.reject(row, None, "Rude.")

    at_once([lambda rows=rows: decide(rows) for rows in waiting])
    assert ModerationLog.objects.count() == WRITERS * 4


def test_threads_are_locked_in_one_order():
    """Decisions about threads, their comments and their writers, all at once on two threads."""
    mona, reviews = an_editor(), [a_review_with(), a_review_with()]
    comments = [[a_comment(review) for _ in range(4)] for review in reviews]
    acts = []
    for rows in comments:
        acts += [lambda row=row: moderate.remove(row, mona, "Rude.") for row in rows]
        acts += [
            lambda row=row: moderate.set_slow_mode(
                Discussion.objects.get(pk=row.discussion_id), mona, row.pk
            )
            for row in rows
        ]
    assert all(isinstance(result, ModerationLog) for result in at_once(acts))
    for review in reviews:
        assert_counts_agree(review)


def test_twenty_reports_by_one_hand_are_one():
    comment = a_comment(a_review_with())
    address = reverse("comments:report", args=[comment.discussion.review.slug, comment.seq])
    answers = at_once([lambda: Client().post(address, {"why": "insult"})] * 20)
    assert {answer.status_code for answer in answers} == {200} and Report.objects.count() == 1
