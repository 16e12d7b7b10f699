"""Atom feeds of comments: approved ones on published reviews, and nothing that the page keeps
closed.
"""

from xml.etree import ElementTree

import pytest

from comments.actions import moderate
from comments.models import Comment
from tests.builders import a_film, a_review, an_admin
from tests.comments.builders import a_comment, a_pending_comment, a_review_with, post

pytestmark = pytest.mark.django_db
SITE = "/comments/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def thread_of(review):
    return f"/reviews/{review.slug}/comments/feed/"


def entries(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def bodies(client, path):
    return [entry.findtext(f"{ATOM}content").strip() for entry in entries(client, path)]


def test_it_works(client):
    comment = a_comment(a_review_with(headline="An afternoon"), body="*Yes*, and <b>no</b>.")
    for path in (SITE, thread_of(comment.discussion.review)):
        (entry,) = entries(client, path)
        link = f"http://127.0.0.1:8000{comment.get_absolute_url()}"
        told = [entry.findtext(ATOM + name) for name in ("title", f"author/{ATOM}name", "id")]
        assert told[:2] == ["Remy Adler on “An afternoon”", "Remy Adler"] and told[2].startswith(
            "urn:uuid:"
        )
        assert entry.find(f"{ATOM}link").get("href") == link
        assert bodies(client, path) == ["<p><em>Yes</em>, and &lt;b&gt;no&lt;/b&gt;.</p>"]


def test_no_two_feeds_have_one_id(client):
    paths = ["/feed/", SITE, thread_of(a_comment(a_review_with()).discussion.review)]
    ids = {ElementTree.fromstring(client.get(path).content).findtext(f"{ATOM}id") for path in paths}
    assert len(ids) == 3


def test_a_thread_has_its_own_comments_newest_first(client):
    review = a_review_with()
    a_comment(a_review_with())
    for body in ("One.", "Two."):
        a_comment(review, body=body)
    assert bodies(client, thread_of(review)) == ["<p>Two.</p>", "<p>One.</p>"]
    assert len(entries(client, SITE)) == 3


def test_what_waits_or_was_removed_is_not_in_it(client):
    review = a_review_with()
    a_pending_comment(review, body="Waiting.")
    moderate.remove(a_comment(review, body="Removed."), an_admin(), "Rude.")
    for path in (SITE, thread_of(review)):
        assert entries(client, path) == []


def test_what_is_not_published_is_not_in_it(client):
    review = a_comment(a_review_with(), body="Early.").discussion.review
    review.withdraw_to_draft()
    assert client.get(thread_of(review)).status_code == 404
    assert entries(client, SITE) == []


def test_spoilers_are_not_in_it(client):
    review = a_review_with()
    a_comment(review, body="Fine. ||She drowns.||")
    ending = a_comment(review, body="He was the killer.")
    ending.is_spoiler = True
    ending.save()
    for path in (SITE, thread_of(review)):
        body = client.get(path).content.decode()
        assert "Fine." in body and "drowns" not in body and "killer" not in body


def test_a_payload_is_dead_in_it(client):
    comment = a_comment(a_review_with())
    type(comment).objects.update(
        body_html="<p onclick=alert(1)>x<script>alert(2)</script></p>", name="<script>"
    )
    assert bodies(client, SITE) == ["<p>x</p>"]
    assert b"onclick" not in client.get(SITE).content


@pytest.mark.parametrize("has_comments", [True, False])
def test_who_has_it_gets_304_until_it_changes(client, has_comments):
    review = a_review_with()
    if has_comments:
        a_comment(review)
    for path in (SITE, thread_of(review)):
        tag = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
        a_comment(review)
        assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_it_is_everybodys(client):
    a_comment(a_review_with())
    response = client.get(SITE)
    assert response["Cache-Control"] == "public, no-cache" and not response.cookies
    assert "Last-Modified" not in response


def test_it_costs_the_same_for_any_number(client, django_assert_max_num_queries):
    review = a_review_with()
    for _ in range(12):
        a_comment(review)
    for path in (SITE, thread_of(review)):
        with django_assert_max_num_queries(3):
            assert len(entries(client, path)) == 12


def test_it_is_only_read(client):
    assert client.post(SITE).status_code == 405


UNPRINTABLE = ["\x01", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff"]


@pytest.mark.parametrize("sign", UNPRINTABLE)
def test_what_xml_cannot_hold_breaks_no_feed(client, sign):
    review = a_review_with(headline=f"An{sign} afternoon")
    post(client, review, f"Ye{sign}s.", name=f"Re{sign}my Adler")
    a_comment(review, "Iris Vale", body=f"N{sign}o.")
    for path in (SITE, thread_of(review)):
        assert len(entries(client, path)) == 2
    assert sign not in Comment.objects.get(seq=1).body + Comment.objects.get(seq=2).body_html


def test_an_old_print_with_controls_breaks_no_feed(client):
    comment = a_comment(a_review_with())
    Comment.objects.update(body_html="<p>Y\x01es.</p>", first_words="Y\x01es.", name="Re\x01my")
    assert bodies(client, thread_of(comment.discussion.review)) == ["<p>Yes.</p>"]


@pytest.mark.parametrize("sign", UNPRINTABLE)
def test_what_xml_cannot_hold_breaks_no_feed_of_reviews(client, sign):
    a_review(
        headline=f"An{sign} afternoon",
        standfirst=f"It{sign} ends.",
        body=f"<p>She{sign} walks.</p>",
        film=a_film(f"Cl{sign}eo"),
    )
    (entry,) = entries(client, "/feed/")
    assert entry.findtext(f"{ATOM}title") == "An afternoon" and "walks" in entry.findtext(
        f"{ATOM}content"
    )
