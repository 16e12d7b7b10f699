"""The public page of rules, threads that close by themselves, and slow ones."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.actions import moderate
from comments.models import Comment, ModerationLog
from tests.builders import a_publication, a_review
from tests.comments.builders import (
    a_comment,
    a_moderator,
    a_pending_comment,
    a_review_with,
    page,
    post,
)

pytestmark = pytest.mark.django_db

RULES = reverse("comments:rules")


def test_it_works(client):
    publication = a_publication("The Daily", comment_rules="No insults.\n\nNo endings.")
    review, mona = a_review(publication=publication), a_moderator()
    a_comment(review)
    moderate.reject(a_pending_comment(review), mona, "Rude.")
    html = client.get(RULES).content.decode()
    assert "The Daily" in html and "<p>No insults.</p>" in html
    assert f"{timezone.localdate().year} in numbers" in html
    assert '<th scope="row">Approved</th><td>1</td><td>1</td>' in html
    assert '<th scope="row">Rejected</th><td>1</td><td>0</td>' in html
    assert '<th scope="row">Comments received</th><td>2</td>' in html


def test_it_names_nobody(client):
    moderate.reject(
        a_pending_comment(a_review_with(), "Tom Grump"), a_moderator(), "A reason for Tom."
    )
    response = client.get(RULES)
    html = response.content.decode()
    assert "Tom" not in html and "mona" not in html and not response.cookies
    assert response["Cache-Control"] == "public, no-cache"


def test_rules_of_editors_are_text(client):
    a_publication("The Daily", comment_rules="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(RULES).content.decode()


def test_last_year_does_not_count(client):
    a_pending_comment(a_review_with(), posted_at=timezone.now() - timedelta(days=800))
    assert '<th scope="row">Comments received</th><td>0</td>' in client.get(RULES).content.decode()


def test_it_costs_the_same_at_any_size(client):
    def cost():
        client.get(RULES)
        with CaptureQueriesContext(connection) as caught:
            client.get(RULES)
        return len(caught)

    a_publication(comment_rules="Be kind.")
    few = cost()
    for _ in range(5):
        a_review(publication=a_publication(comment_rules="Be kind."))
    a_comment(a_review_with())
    assert cost() == few <= 16


def an_old_review(days, close_after):
    publication = a_publication(close_after_days=close_after, confirm_guests=False)
    return a_review(publication=publication, published_at=timezone.now() - timedelta(days=days))


def test_a_thread_closes_when_its_review_is_old(client):
    review = an_old_review(days=15, close_after=14)
    assert "Comments are closed" in page(client, review)
    response = post(client, review, "Too late.")
    assert response.status_code == 403 and "Too late." in response.content.decode()


def test_only_where_something_was_said_does_a_closed_thread_say_that_it_stays(client):
    silent, spoken = an_old_review(days=15, close_after=14), an_old_review(days=15, close_after=14)
    a_comment(spoken)
    assert "Existing comments stay." not in page(
        client, silent
    ) and "Existing comments stay." in page(client, spoken)


@pytest.mark.parametrize("close_after", [None, 16])
def test_a_thread_stays_open_until_then(client, close_after):
    post(client, an_old_review(days=15, close_after=close_after), "In time.")
    assert Comment.objects.count() == 1


def test_a_slow_thread_takes_one_comment_of_a_hand_in_its_time(client):
    review = a_review_with()
    moderate.set_slow_mode(a_comment(review, "Iris Vale").discussion, a_moderator(), 60)
    post(client, review, "My first.")
    response = post(client, review, "My second.")
    assert (
        response.status_code == 422
        and "This discussion is in slow mode" in response.content.decode()
    )
    post(client, review, "Of another reader.", name="Nina Rost", email="nina@readers.example")
    assert Comment.objects.count() == 3
    Comment.objects.update(posted_at=timezone.now() - timedelta(seconds=61))
    post(client, review, "My second.")
    assert Comment.objects.count() == 4


def test_a_second_click_in_a_slow_thread_is_one_comment(client):
    review = a_review_with()
    moderate.set_slow_mode(a_comment(review, "Iris Vale").discussion, a_moderator(), 60)
    for _twice in range(2):
        assert post(client, review, "My first.", key="one-click").status_code == 303


def test_slowing_is_written_down():
    discussion = a_comment(a_review_with()).discussion
    moderate.set_slow_mode(discussion, a_moderator(), 60)
    assert ModerationLog.objects.get(action="slow").reason == "60 s"
