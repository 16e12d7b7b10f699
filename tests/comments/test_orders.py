"""The orders of a thread: oldest, newest, best; each page by key, each comment once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import thread
from comments.actions import like as likes
from comments.models import Comment, Discussion
from tests.builders import a_user

from .builders import a_comment, a_review_with, page
from .test_thread import all_pages, many, numbers, queries_of_thread

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def like_some(discussion):
    """Every seventh root is liked, the later the more."""
    for seq in range(7, discussion.last_seq, 7):
        Comment.objects.filter(discussion=discussion, seq=seq, depth=0).update(
            member_likes=seq // 7
        )


def test_newest_first(client):
    review = a_review_with()
    first = a_comment(review)
    a_comment(review), a_comment(review, parent=first)
    assert numbers(page(client, review, "?order=newest")) == [2, 1, 3]


def test_best_first_then_oldest(client):
    review = a_review_with()
    a_comment(review), a_comment(review), likes.like(a_comment(review), a_user("remy"))
    assert numbers(page(client, review, "?order=best")) == [3, 1, 2]


@pytest.mark.parametrize("query", ["?order=worst", "?order=", "?order=-seq", "?order=seq%00"])
def test_an_unknown_order_is_oldest_first(client, query):
    review = a_review_with()
    a_comment(review), a_comment(review)
    assert numbers(page(client, review, query)) == [1, 2]


@pytest.mark.parametrize("order", ["oldest", "newest", "best"])
def test_pages_of_any_order_show_each_comment_once(client, order):
    review = a_review_with()
    like_some(many(review, 55, replies=250))
    seen, _asked = all_pages(client, review, f"?order={order}")
    roots = [seq for seq in seen if seq <= 55]
    assert sorted(set(seen)) == list(range(1, 306))
    assert {seq for seq in seen if seen.count(seq) > 1} <= {
        1
    }  # the rest of its branch stands under it again
    expected = {
        "oldest": list(range(1, 56)),
        "newest": list(range(55, 0, -1)),
        "best": [49, 42, 35, 28, 21, 14, 7] + [seq for seq in range(1, 56) if seq % 7],
    }[order]
    assert list(dict.fromkeys(roots)) == expected


@pytest.mark.parametrize("order", ["newest", "best"])
def test_pages_of_any_order_lead_back(client, order):
    review = a_review_with()
    many(review, 55)
    _seen, asked = all_pages(client, review, f"?order={order}")
    back = r'href="([^"]*)#comments">Earlier comments'
    last = re.search(back, page(client, review, asked[2]))[1].replace("&amp;", "&")
    assert last.endswith(asked[1])
    assert re.search(back, page(client, review, asked[1]))[1].endswith(f"/?order={order}")


def test_the_page_names_its_orders(client):
    review = a_review_with()
    a_comment(review), a_comment(review)
    html = page(client, review, "?order=best")
    assert re.search(r'\?order=best#comments" aria-current="true">Best', html)
    assert f'href="{review.get_absolute_url()}#comments">Oldest' in html


@pytest.mark.parametrize("order", ["oldest", "newest", "best"])
def test_every_page_of_a_long_thread_costs_at_most_six_queries(client, order):
    review = a_review_with()
    many(review, 45, replies=450)
    _seen, asked = all_pages(client, review, f"?order={order}")
    assert max(queries_of_thread(client, review, query) for query in asked) <= 6


def test_a_member_costs_no_query_more(client):
    discussion = many(a_review_with(), 30, replies=40)
    client.force_login(a_user("remy"))
    with CaptureQueriesContext(connection) as few:
        page(client, discussion.review)
    assert sum('FROM "comments_' in query["sql"] for query in few) <= 6


def test_a_place_survives_its_address():
    for place in (thread.Cursor(), thread.Cursor("best", 7), thread.Cursor("newest", 3, 9)):
        assert thread.Cursor.from_text(str(place)) == place


def test_an_empty_thread_has_no_orders(client):
    review = a_review_with()
    Discussion.objects.get_or_create_for(review)
    assert 'class="orders"' not in page(client, review, "?order=best&from=9")
