"""The thread on the page: order, places, pages, permalinks, and what it costs."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import thread
from comments.actions import moderate
from comments.models import Comment, Discussion
from reviews.models import Review
from tests.builders import a_review, change_slug

from .builders import a_comment, a_review_with, page, post

pytestmark = pytest.mark.django_db


YESTERDAY = timezone.now() - timedelta(days=1)
ON_PAGE = {"status": "approved", "is_shown": True, "posted_at": YESTERDAY}


def numbers(html):
    return [
        int(seq)
        for seq in re.findall(r'<(?:article|div) class="comment[^"]*" id="comment-(\d+)"', html)
    ]


def many(review, roots, replies=0):
    """A thread made in bulk: `roots` comments, then `replies` answers to the first."""
    discussion = Discussion.objects.get_or_create_for(review)
    seqs = range(1, roots + replies + 1)
    rows = [
        Comment(
            discussion=discussion,
            seq=seq,
            root_seq=seq,
            path=f"{seq:05d}",
            name="Remy",
            body=f"Text {seq}.",
            **ON_PAGE,
        )
        for seq in seqs[:roots]
    ]
    Comment.objects.bulk_create(rows)
    first = discussion.comments.get(seq=1)
    Comment.objects.bulk_create(
        Comment(
            discussion=discussion,
            seq=seq,
            root_seq=1,
            depth=1,
            parent=first,
            path=f"00001{seq:05d}",
            name="Tom",
            body="No.",
            **ON_PAGE,
        )
        for seq in seqs[roots:]
    )
    Discussion.objects.filter(pk=discussion.pk).update(last_seq=len(seqs), visible_count=len(seqs))
    return Discussion.objects.get(pk=discussion.pk)


def all_pages(client, review, query=""):
    """The numbers of all pages from an address on, with the rest of each branch, and addresses."""
    seen, asked, waiting = [], [], [query]
    while waiting:
        html = page(client, review, waiting[0])
        asked.append(waiting.pop(0))
        seen += numbers(html)
        later = re.findall(
            r'href="[^"]*(\?[^"#]*)#(?:comments">Later|comment-\d+" aria-label="More)', html
        )
        waiting += [query.replace("&amp;", "&") for query in later]
    return seen, asked


def queries_of_thread(client, review, query=""):
    """How many queries name a table of comments while the page is made."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page(client, review, query)
    return sum('FROM "comments_' in query["sql"] for query in caught)


def test_it_works(client):
    review = a_review_with()
    first = a_comment(review, "Remy Adler")
    a_comment(review, "Tom Grump")
    a_comment(review, "Iris Vale", parent=first)
    html = page(client, review)
    assert numbers(html) == [1, 3, 2]
    assert "3 comments<" in html and 'class="replies depth-1"' in html


def test_no_comments_yet(client):
    assert "No comments yet" in page(client, a_review_with())


def test_likes_and_website_are_shown(client):
    review = a_review_with()
    one, two = (
        a_comment(review, website="https://remy.example/"),
        a_comment(review, website="javascript:alert(1)"),
    )
    Comment.objects.filter(pk=one.pk).update(imported_likes=1)
    Comment.objects.filter(pk=two.pk).update(imported_likes=2)
    html = page(client, review)
    assert "Liked by 1 person<" in html and "Liked by 2 people<" in html
    assert '<a href="https://remy.example/" rel="nofollow ugc noopener">Remy Adler</a>' in html
    assert "javascript:" not in html


def test_names_are_escaped(client):
    review = a_review_with()
    a_comment(review, "<script>alert(1)</script>")
    assert "<script>alert" not in page(client, review)


def test_a_thread_of_300_costs_as_many_queries_as_one_of_30(client):
    small, large = a_review_with(), a_review_with()
    many(small, 20, replies=10)
    many(large, 100, replies=200)
    costs = {queries_of_thread(client, review) for review in (small, large)}
    assert (
        len(costs) == 1 and max(costs) <= 3
    )  # the discussion may come with the review or by itself


def test_a_short_thread_costs_one_query_less(client):
    short, longer = a_review_with(), a_review_with()
    many(short, 3, replies=17)
    many(longer, 3, replies=18)
    assert queries_of_thread(client, short) == queries_of_thread(client, longer) - 1


def test_the_part_itself_takes_two_queries(django_assert_num_queries):
    discussion = many(a_review_with(), 100, replies=200)
    review = Review.objects.select_related("discussion", "publication").get(pk=discussion.review_id)
    with django_assert_num_queries(2):
        discussion = Discussion.objects.for_review(review)
        thread.get_page(discussion)
    with django_assert_num_queries(1):  # nobody answered these
        thread.get_page(discussion, thread.Cursor(start=40))


def test_pages_of_twenty_cover_the_thread_once(client):
    review = a_review_with()
    many(review, 55)
    assert all_pages(client, review)[0] == list(range(1, 56))


def test_pages_go_back_to_the_first(client):
    review = a_review_with()
    many(review, 55)
    back = r'href="([^"]*)#comments">Earlier comments'
    assert re.search(back, page(client, review, "?from=41"))[1].endswith("?from=21")
    assert re.search(back, page(client, review, "?from=15"))[1] == review.get_absolute_url()
    assert not re.search(back, page(client, review))


@pytest.mark.parametrize(
    "query",
    [
        "?from=x",
        "?from=-1",
        "?from=",
        "?from=" + "9" * 500,
        "?from=1&after=" + "9" * 500,
        "?from=%00",
        "?after=2",
        "?from=²",
    ],
)
def test_nonsense_in_the_address_shows_the_first_page(client, query):
    review = a_review_with()
    many(review, 3)
    assert numbers(page(client, review, query)) == [1, 2, 3]


def test_past_the_end_leads_back(client):
    review = a_review_with()
    many(review, 3)
    html = page(client, review, "?from=999999")
    assert numbers(html) == [] and "Earlier comments" in html


def test_deep_replies_stand_flat_and_name_whom_they_answer(client):
    review = a_review_with()
    comment = None
    for number in range(15):
        comment = a_comment(review, f"Reader {chr(65 + number)}", parent=comment)
    assert (comment.depth, comment.parent.seq, len(comment.path)) == (11, 14, 60)
    html = page(client, review)
    assert numbers(html) == list(range(1, 16))
    assert "in reply to Reader N" in html and "in reply to Reader A" not in html


def test_a_permalink_leads_to_the_first_page(client):
    review = a_review_with()
    a_comment(review)
    response = client.get(f"/reviews/{review.slug}/comments/1/")
    assert (
        response.status_code == 302 and response["Location"] == f"/reviews/{review.slug}/#comment-1"
    )


@pytest.mark.parametrize("seq", [1, 19, 20, 21, 40, 55, 56, 300, 505])
def test_a_permalink_finds_the_page_that_holds_it(client, seq):
    review = a_review_with()
    many(review, 55, replies=450)
    with CaptureQueriesContext(connection) as caught:
        location = client.get(reverse("comments:permalink", args=[review.slug, seq]))["Location"]
    assert sum('FROM "comments_' in query["sql"] for query in caught) <= 6
    address, anchor = location.split("#")
    assert anchor == f"comment-{seq}" and seq in numbers(client.get(address).content.decode())


@pytest.mark.parametrize("seq", ["0", "2", "99999999999", "9" * 400, "9" * 5000, "-1", "x", "1%00"])
def test_a_permalink_to_nothing_is_404(client, seq):
    review = a_review_with()
    a_comment(review)
    assert client.get(f"/reviews/{review.slug}/comments/{seq}/").status_code == 404


def test_a_removed_comment_leads_to_the_review_and_keeps_its_number(client):
    review = a_review_with()
    moderate.remove(a_comment(review), None, "Rude.")
    assert (
        client.get(f"/reviews/{review.slug}/comments/1/").url
        == f"{review.get_absolute_url()}?gone=1#comments"
    )
    assert a_comment(review).seq == 2
    assert numbers(page(client, review)) == [2]


def test_a_removed_comment_with_replies_leaves_a_tombstone(client):
    review = a_review_with()
    first = a_comment(review, "Tom Grump", "Something vile.")
    a_comment(review, parent=first)
    moderate.remove(first, None, "Insults.")
    html = page(client, review)
    assert numbers(html) == [1, 2] and "1 comment<" in html
    assert "Reason: Insults." in html and "Tom Grump" not in html and "vile" not in html


def test_a_tombstone_goes_with_the_last_reply(client):
    review = a_review_with()
    first = a_comment(review)
    second = a_comment(review, parent=first)
    third = a_comment(review, parent=second)
    for comment in (first, second, third):
        moderate.remove(comment, None, "Off the subject.")
    assert numbers(page(client, review)) == []
    moderate.restore(third, None)
    html = page(client, review)
    assert numbers(html) == [1, 2, 3] and html.count("A moderator removed this comment") == 2


def test_the_front_page_shows_the_latest_public_words(client):
    shown, draft = a_review_with(), a_review(published=False)
    a_comment(shown, body="Said **in the open**.")
    moderate.remove(a_comment(shown, body="Taken away."), None, "Rude.")
    a_comment(draft, body="Under a draft.")
    html = client.get("/").content.decode()
    assert (
        "Said in the open." in html and "Taken away." not in html and "Under a draft." not in html
    )


def test_latest_comments_take_one_query(django_assert_num_queries):
    for _ in range(3):
        a_comment(a_review_with())
    with django_assert_num_queries(1):
        assert (
            len(
                [
                    (comment.excerpt, comment.get_absolute_url())
                    for comment in Comment.objects.newest()[:5]
                ]
            )
            == 3
        )


def test_a_fixture_without_printed_text_prints(client):
    review = a_review_with()
    comment = a_comment(review, body="**Bold** words.")
    text = serializers.serialize("json", [comment], use_natural_foreign_keys=True)
    Comment.objects.update(body_html="", renderer_version=0)
    for row in serializers.deserialize("json", text.replace("<strong>", "<script>")):
        row.save()
    html = page(client, review)
    assert "<script>Bold" not in html
    Comment.objects.update(body_html="<p>stale</p>", renderer_version=0)
    assert "<strong>Bold</strong>" in page(client, review)


def test_a_review_goes_with_all_its_talk():
    review = a_review_with()
    a_comment(review, parent=a_comment(review))
    review.delete()
    assert not Comment.objects.exists()


def test_a_review_of_nobody_yet_is_answered(client):
    review = a_review_with()
    assert not Discussion.objects.exists()
    page(client, review)
    assert not Discussion.objects.exists()
    assert post(client, review).status_code == 303


def test_machines_read_the_comments_that_the_page_shows(client):
    review = a_review_with()
    first = a_comment(review, "Tom Grump", "Vile.")
    a_comment(review, "Remy Adler", "</script> **kind** words", parent=first)
    moderate.remove(first, None, "Insults.")
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, review)
    )
    (comment,) = next(data for data in map(json.loads, scripts) if data[0]["@type"] == "Comment")
    assert comment["text"] == "</script> kind words" and comment["author"]["name"] == "Remy Adler"
    assert comment["url"].endswith(f"/reviews/{review.slug}/#comment-2")


def test_old_addresses_of_a_review_lead_to_its_comments(client):
    review = a_review_with(headline="Salt and iron")
    a_comment(review)
    change_slug(review, "iron-and-salt")
    response = client.get("/reviews/salt-and-iron/comments/1/")
    assert (
        response.status_code == 301 and response["Location"] == "/reviews/iron-and-salt/comments/1/"
    )
