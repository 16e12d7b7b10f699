"""Branches too long for a page: their shares, the links to their rest, and their own pages."""

import os
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments import thread
from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Discussion

from .builders import a_comment, a_review_with, page, post, walk
from .test_thread import many, numbers

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REST = re.compile(
    r'<p class="more"><a href="([^"]*)" aria-label="(More replies[^"]*)">'
    r"(More replies[^<]*)</a></p>"
)


def rests(html):
    """The links to what the page leaves out: address, name, words."""
    return [
        (address.replace("&amp;", "&"), name, words) for address, name, words in REST.findall(html)
    ]


def answers(parent, number):
    """So many answers to a comment."""
    return [a_comment(parent.discussion.review, "Tom Grump", parent=parent) for _ in range(number)]


@pytest.fixture
def small_pages(monkeypatch):
    """Pages of three roots and seven replies."""
    for name, number in {"ROOTS": 3, "REPLIES": 7, "BEFORE": 2}.items():
        monkeypatch.setattr(thread, name, number)


def test_a_long_branch_leaves_room_for_the_roots_that_follow(client):
    review = a_review_with()
    many(review, 25, replies=450)
    html = page(client, review)
    assert numbers(html) == [1, *range(26, 226), *range(2, 21)]
    address = f"{review.get_absolute_url()}?from=1&after=225#comment-1"
    assert rests(html) == [(address, "More replies: Remy", "More replies")]


def test_a_branch_alone_goes_on_under_its_root(client):
    review = a_review_with()
    many(review, 3, replies=450)
    html = page(client, review, "?from=1&after=203")
    assert numbers(html) == [1, *range(204, 404)]
    last = page(client, review, "?from=1&after=403")
    assert numbers(last) == [1, *range(404, 454)]
    assert [address.split("?")[1] for address, _name, _words in rests(html)] == [
        "from=1&after=403#comment-1"
    ]
    assert not rests(last)


@pytest.mark.parametrize("order", ["oldest", "newest", "best"])
def test_a_branch_alone_leads_back_to_the_thread(client, order):
    review = a_review_with()
    many(review, 3, replies=4)
    html = page(client, review, f"?order={order}&from=1&after=5")
    back = re.search(r'href="[^"]*\?([^"]*)#comments">Back to all comments', html)[1].replace(
        "&amp;", "&"
    )
    assert back == ("from=1" if order == "oldest" else f"order={order}&from=1")
    assert "Earlier comments" not in html and "Later comments" not in html


def test_long_branches_share_what_short_ones_leave(client, small_pages):
    review = a_review_with()
    first, second, third = (
        a_comment(review, name) for name in ("Iris Vale", "Remy Adler", "Ada Lund")
    )
    one, six, four = answers(first, 1), answers(second, 6), answers(third, 4)
    html = page(client, review)
    shown = [first, *one, second, *six[:3], third, *four[:3]]
    assert numbers(html) == [comment.seq for comment in shown]
    assert [(name, words) for _address, name, words in rests(html)] == [
        ("More replies (3): Remy Adler", "More replies (3)"),
        ("More replies (1): Ada Lund", "More replies (1)"),
    ]


def test_the_rest_of_a_removed_comment_names_nobody(client, small_pages):
    review = a_review_with()
    first = a_comment(review, "Tom Grump")
    answers(first, 9)
    moderate.remove(first, None, "Insults.")
    assert [name for _address, name, _words in rests(page(client, review))] == [
        "More replies: comment 1"
    ]


def test_a_branch_alone_shows_what_its_first_reply_answers(client):
    review = a_review_with()
    discussion = many(review, 1, replies=250)
    parent = discussion.comments.get(seq=180)
    deep = answers(parent, 60)
    html = page(client, review, f"?from=1&after={deep[30].seq}")
    assert numbers(html)[:3] == [1, 180, deep[31].seq]


@pytest.mark.parametrize(
    "query", ["?from=1&after=99", "?from=2&after=1", "?from=3&after=1", "?from=99&after=1"]
)
def test_a_branch_that_is_not_there_leads_back(client, query):
    review = a_review_with()
    a_comment(review, parent=a_comment(review)), a_comment(review)
    assert "Back to all comments" in page(client, review, query)


def test_an_answer_in_a_cut_branch_is_seen_by_all_at_once(client):
    review = a_review_with()
    many(review, 25, replies=450)
    response = post(client, review, "The sea wins.", parent=30)
    html = Client().get(response["Location"], follow=True).content.decode()
    assert {1, 30, 476} <= set(numbers(html)) and "The sea wins." in html


def test_a_permalink_shows_what_stands_around_a_reply(client):
    review = a_review_with()
    discussion = many(review, 30, replies=450)
    inner = answers(discussion.comments.get(seq=300), 3)
    location = client.get(reverse("comments:permalink", args=[review.slug, inner[0].seq]))[
        "Location"
    ]
    shown = numbers(client.get(location).content.decode())
    assert shown[:10] == [1, *range(296, 301), *(row.seq for row in inner), 301]


def test_a_permalink_of_a_root_shows_some_before_it(client):
    review = a_review_with()
    many(review, 50)
    location = client.get(reverse("comments:permalink", args=[review.slug, 45]))["Location"]
    assert numbers(client.get(location).content.decode()) == list(range(40, 51))


EXAMPLES = 150 if os.environ.get("CI") else 25

trees = st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=40)
numbers_in = st.sets(st.integers(min_value=0, max_value=39), max_size=6)


def a_thread(parents, removed):
    """A thread in which each comment answers the one so many places before it; 0 answers nobody."""
    discussion, rows = Discussion.objects.get_or_create_for(a_review_with()), []
    for back in parents:
        parent = rows[-back] if 0 < back <= len(rows) else None
        rows.append(a_comment(discussion.review, parent=parent))
    for number in removed:
        if number < len(rows):
            edits.withdraw(rows[number])
    return discussion


def read(discussion, query):
    """A page of the thread and the comments on it, in no more queries than a page may take."""
    with CaptureQueriesContext(connection) as queries:
        one = thread.get_page(discussion, thread.Cursor.from_text(query))
    assert len(queries) <= 3
    return one, [comment for root in one.roots for comment in walk(root)]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parents=trees, removed=numbers_in, order=st.sampled_from(sorted(thread.ORDERS)))
def test_all_pages_together_show_every_comment(small_pages, parents, removed, order):
    discussion = a_thread(parents, removed)
    waiting, seen, roots = [f"?order={order}"], set(), []
    while waiting:
        one, comments = read(discussion, waiting.pop())
        seen |= {comment.seq for comment in comments}
        assert len(one.roots) <= 3 and len([row for row in comments if row.depth]) <= 7 + 10
        roots += [root.seq for root in one.roots if not one.cursor.after]
        waiting += [rest.query for rest in one.more_replies.values()] + (
            [one.later] if one.later else []
        )
    shown = set(discussion.comments.shown().values_list("seq", "depth"))
    assert seen == {seq for seq, _depth in shown}
    assert sorted(roots) == sorted(seq for seq, depth in shown if not depth)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parents=trees, removed=numbers_in)
def test_every_permalink_shows_a_comment_with_what_it_answers_and_its_replies(
    small_pages, parents, removed
):
    discussion = a_thread(parents, removed)
    shown = list(discussion.comments.shown().order_by("path"))
    for number, comment in enumerate(shown):
        with CaptureQueriesContext(connection) as queries:
            query = thread.page_query_for(comment)
        assert len(queries) <= 4
        paths = {row.path for row in read(discussion, query)[1]}
        assert {comment.path[:length] for length in range(5, len(comment.path) + 1, 5)} <= paths
        follows = shown[number + 1].path if number + 1 < len(shown) else ""
        assert follows in paths or not follows.startswith(comment.path)
