"""Readers report comments: from where, how often, and what it weighs."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from comments.actions import moderate
from comments.models import Report
from tests.builders import a_user
from tests.comments.builders import a_comment, a_moderator, a_review_with, page

from .builders import a_report

pytestmark = pytest.mark.django_db


def address(comment):
    return reverse("comments:report", args=[comment.discussion.review.slug, comment.seq])


def report(client, comment, why="insult", words="", network=1, **headers):
    return client.post(
        address(comment), {"why": why, "words": words}, REMOTE_ADDR=f"198.51.{network}.1", **headers
    )


def test_it_works(client):
    review = a_review_with()
    comment = a_comment(review)
    assert f'href="{address(comment)}"' in page(client, review)
    assert "What is wrong with it?" in client.get(address(comment)).content.decode()
    assert "Thank you" in report(client, comment, "spoiler", "The last line.").content.decode()
    assert list(Report.objects.values_list("why", "words", "weight")) == [
        ("spoiler", "The last line.", 0.5)
    ]


def test_a_report_needs_a_reason(client):
    comment = a_comment(a_review_with())
    assert report(client, comment, why="").status_code == 422 and not Report.objects.exists()


def test_one_hand_reports_a_comment_once(client):
    comment = a_comment(a_review_with())
    for _twice in range(2):
        assert report(client, comment).status_code == 200
    assert Report.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        a_report(comment, reporter_key=Report.objects.get().reporter_key)


def test_two_networks_are_two_hands(client):
    comment = a_comment(a_review_with())
    report(client, comment, network=1), report(client, comment, network=2)
    assert Report.objects.count() == 2


def test_a_member_is_one_hand_wherever_they_are(client):
    comment = a_comment(a_review_with())
    client.force_login(a_user("remy"))
    report(client, comment, network=1), report(client, comment, network=2)
    assert Report.objects.get().user.username == "remy"


def test_a_network_reports_ten_times_in_ten_minutes(client):
    review = a_review_with()
    comments = [a_comment(review) for _ in range(11)]
    assert [report(client, comment).status_code for comment in comments] == [200] * 10 + [429]


def test_a_report_from_another_site_is_refused(client):
    comment = a_comment(a_review_with())
    assert report(client, comment, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Report.objects.exists()


def test_what_is_not_on_the_page_cannot_be_reported(client):
    comment = a_comment(a_review_with())
    moderate.remove(comment, None, "Rude.")
    assert (
        client.get(address(comment)).status_code == 404
        and report(client, comment).status_code == 404
    )


def test_who_was_right_before_weighs_more(client):
    review, mona = a_review_with(), a_moderator()
    for _thrice in range(3):
        comment = a_comment(review)
        report(client, comment)
        moderate.remove(comment, mona, "Rude.")
    report(client, a_comment(review))
    assert Report.objects.open().get().weight == pytest.approx(4 / 5)


def test_who_was_wrong_before_weighs_less(client):
    review, mona = a_review_with(), a_moderator()
    for _thrice in range(3):
        comment = a_comment(review)
        report(client, comment)
        moderate.dismiss_reports(comment, mona)
    report(client, a_comment(review))
    assert Report.objects.open().get().weight == pytest.approx(1 / 5)


def test_a_page_with_the_form_sets_no_cookie(client):
    assert not client.get(address(a_comment(a_review_with()))).cookies
