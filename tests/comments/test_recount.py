"""The command that compares counts with comments."""

import pytest
from django.core.management import call_command

from comments.actions import like as likes
from comments.actions import moderate
from comments.models import Comment, Discussion
from tests.builders import a_user

from .builders import a_comment, a_pending_comment, a_review_with

pytestmark = pytest.mark.django_db


def recount(capsys):
    call_command("recount_comments")
    return capsys.readouterr().out.strip()


def test_what_the_verbs_did_has_no_drift(capsys):
    review = a_review_with()
    first = a_comment(review)
    a_comment(review, parent=first)
    moderate.remove(first, None, "Rude.")
    a_pending_comment(a_review_with())
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


def test_likes_are_counted_by_their_people(capsys):
    one, two = a_comment(a_review_with()), a_comment(a_review_with())
    likes.like(one, a_user("remy")), likes.like(one, "guest"), likes.like(two, "guest")
    assert recount(capsys) == "0 of 2 discussions were miscounted."
    Comment.objects.filter(pk=one.pk).update(member_likes=7, guest_likes=0)
    Comment.objects.filter(pk=two.pk).update(guest_likes=0)
    assert recount(capsys) == "2 of 2 discussions were miscounted."
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.member_likes, one.guest_likes, two.guest_likes) == (1, 1, 1)
    assert one.rank > two.rank
    assert recount(capsys) == "0 of 2 discussions were miscounted."


def test_stale_prints_are_made_anew(capsys):
    comment = a_comment(a_review_with(), body="**Bold** words.")
    Comment.objects.update(body_html="<p>stale</p>", first_words="stale", renderer_version=0)
    call_command("rerender_comments")
    assert capsys.readouterr().out.strip() == "1 comments were rendered again."
    comment.refresh_from_db()
    assert "<strong>Bold</strong>" in comment.body_html and comment.first_words == "Bold words."
    call_command("rerender_comments")
    assert capsys.readouterr().out.strip() == "0 comments were rendered again."
