"""Approved comments and all others share one table: no public answer has a word of the others."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from comments.actions import edit, moderate
from comments.models import Comment
from tests.filmsite.test_crawl import crawl
from tests.sitemaps import sitemap_paths

from .builders import a_comment, a_moderator, a_pending_comment, a_review_with

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"secret\w*")


def a_comment_of_each_status(review):
    """One that was never on the page and, where that can be, one that has left it above a reply."""
    mona = a_moderator()
    leave = {
        "pending": lambda comment: moderate.return_to_queue(comment, mona),
        "spam": lambda comment: moderate.mark_spam(comment, mona),
        "removed": lambda comment: moderate.remove(comment, mona, "Rude."),
        "withdrawn": lambda comment: edit.withdraw(comment),
    }
    for status in Comment.Status.values:
        if status != "approved":
            words = {"name": f"secretname{status}", "body": f"secretbody{status}"}
            reason = "Rude." if status == "rejected" else ""
            a_pending_comment(
                review, **words, status=status, reason=reason, website="https://secret.example/"
            )
    for status, act in leave.items():
        comment = a_comment(review, f"secretname{status}", f"secretleft{status}")
        a_comment(review, "Iris Vale", "An answer.", parent=comment)
        act(comment)


@pytest.fixture
def review(client):
    review = a_review_with(headline="Salt and iron")
    a_comment(review, "Remy Adler", "Seen by all.")
    a_comment_of_each_status(review)
    return review


def test_there_is_one_of_each(review):
    assert set(Comment.objects.values_list("status", flat=True)) == set(Comment.Status.values)


def test_no_page_feed_or_map_has_a_word_of_them(review):
    feeds = ["/feed/", "/comments/feed/", reverse("comments:feed", args=[review.slug])]
    maps = ["/sitemap.xml", *sitemap_paths(Client()), "/robots.txt"]
    answers = {path: response for path, _queries, response in crawl(Client(), 30)}
    answers |= {path: Client().get(path) for path in [*feeds, *maps]}
    assert review.get_absolute_url() in answers
    assert any(b"Seen by all." in answer.content for answer in answers.values())
    for path, answer in answers.items():
        body = b"".join(answer) if answer.streaming else answer.content
        assert not SECRET.search(body.decode(errors="replace")), path


@pytest.mark.parametrize("what", ["", "like/", "report/", "edit/", "delete/"])
def test_no_address_of_them_has_a_word_of_them(review, what):
    for comment in Comment.objects.exclude(status="approved").exclude(seq=None):
        address = reverse("comments:permalink", args=[review.slug, comment.seq])
        for answer in (
            Client().get(address + what, follow=True),
            Client().post(address + what, follow=True),
        ):
            assert not SECRET.search(answer.content.decode())


def test_nobody_answers_or_quotes_them(review):
    for comment in Comment.objects.exclude(status="approved").exclude(seq=None):
        address = reverse("comments:write", args=[review.slug])
        answer = Client().get(address, {"reply": comment.seq, "quote": 1})
        assert not SECRET.search(answer.content.decode())
