"""Likes: one a person, taken back at will; members' rank, guests' stand beside them."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.actions import like as likes
from comments.actions import moderate
from comments.models import Comment, Like
from comments.visitor import COOKIE
from tests.builders import a_user

from .builders import a_comment, a_review_with, page

pytestmark = pytest.mark.django_db


def like(client, comment, verb="like", **extra):
    address = reverse(f"comments:{verb}", args=[comment.discussion.review.slug, comment.seq])
    return client.post(address, {"at": ""}, **extra)


def counts(comment):
    comment.refresh_from_db()
    return comment.member_likes, comment.guest_likes


@pytest.fixture
def comment():
    return a_comment(a_review_with())


@pytest.fixture
def member(client):
    user = a_user("iris")
    client.force_login(user)
    return user


def test_a_guest_likes_a_comment(client, comment):
    response = like(client, comment)
    assert response.status_code == 303
    assert response["Location"] == f"{comment.discussion.review.get_absolute_url()}#comment-1"
    assert counts(comment) == (0, 1)
    assert "Liked by 1 guest<" in page(Client(), comment.discussion.review)


def test_a_guest_gets_a_cookie_that_says_nothing(client, comment):
    cookie = like(client, comment).cookies[COOKIE]
    assert (
        cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] >= 365 * 24 * 3600
    )
    assert Like.objects.get().voter_key not in cookie.value
    assert not client.get(comment.discussion.review.get_absolute_url()).cookies


def test_reading_sets_no_cookie(client, comment):
    assert not client.get(comment.discussion.review.get_absolute_url()).cookies


def test_a_second_click_counts_once_and_offers_to_take_it_back(client, comment):
    like(client, comment)
    response = like(client, comment)
    assert response.status_code == 200 and "Unlike" in response.content.decode()
    assert counts(comment) == (0, 1)


def test_a_guest_takes_it_back(client, comment):
    like(client, comment)
    assert like(client, comment, "unlike").status_code == 303
    assert counts(comment) == (0, 0) and not Like.objects.exists()


def test_taking_back_what_was_not_given_changes_nothing(client, comment):
    like(Client(), comment)
    assert like(client, comment, "unlike").status_code == 303
    assert counts(comment) == (0, 1)


def test_a_forged_cookie_is_another_hand(client, comment):
    like(client, comment)
    client.cookies[COOKIE] = "made:up"
    like(client, comment)
    assert counts(comment) == (0, 2)


def test_a_member_likes_and_sees_it(client, member, comment):
    like(client, comment)
    html = page(client, comment.discussion.review)
    assert counts(comment) == (1, 0)
    assert (
        "Liked by 1 person<" in html
        and "/comments/1/unlike/" in html
        and "/comments/1/like/" not in html
    )
    assert "/comments/1/unlike/" not in page(Client(), comment.discussion.review)


def test_a_member_takes_it_back(client, member, comment):
    like(client, comment), like(client, comment, "unlike")
    assert counts(comment) == (0, 0)


def test_nobody_likes_their_own(client, member):
    comment = a_comment(a_review_with(), user=member)
    assert like(client, comment).status_code == 403
    assert counts(comment) == (0, 0)


def test_a_member_without_a_token_is_refused(comment):
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_user("iris"))
    assert like(client, comment).status_code == 403
    assert counts(comment) == (0, 0)


@pytest.mark.parametrize(
    "headers", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}]
)
def test_a_like_from_another_site_is_refused(client, comment, headers):
    assert like(client, comment, **headers).status_code == 403
    assert counts(comment) == (0, 0)


def test_a_look_likes_nothing(client, comment):
    address = reverse("comments:like", args=[comment.discussion.review.slug, 1])
    assert client.get(address).status_code == 405


def test_what_is_not_there_is_not_liked(client, comment):
    moderate.remove(comment, None, "Rude.")
    assert like(client, comment).status_code == 404


def test_a_tombstone_is_not_liked(client, comment):
    a_comment(comment.discussion.review, parent=comment)
    moderate.remove(comment, None, "Rude.")
    assert like(client, comment).status_code == 403


def best():
    return list(Comment.objects.order_by("-rank").values_list("seq", flat=True))


def test_guests_order_what_members_leave_equal():
    review = a_review_with()
    a_comment(review), likes.like(a_comment(review), "guest")
    assert best() == [2, 1]


def test_imported_likes_count_as_they_are_shown():
    review = a_review_with()
    likes.like(a_comment(review), a_user("iris")), a_comment(review, imported_likes=7)
    a_comment(review, imported_likes=2**31 - 1)
    assert best() == [3, 2, 1]


def test_no_number_of_guests_outweighs_a_member(client):
    review = a_review_with()
    first, second, third = a_comment(review), a_comment(review), a_comment(review)
    (
        likes.like(second, a_user("iris")),
        likes.like(second, a_user("mona")),
        likes.like(third, a_user("tom")),
    )
    for number in range(20):
        likes.like(first, f"guest {number}")
    assert best() == [2, 3, 1]


def test_the_rank_is_wilsons_lower_bound():
    comment = a_comment(a_review_with())
    for number in range(1, 6):
        likes.like(comment, a_user(f"member{number}"))
        comment.refresh_from_db()
        assert comment.rank // 2**31 == pytest.approx(number / (number + 1.96**2) * 10**8, rel=1e-6)


def test_a_like_leads_back_to_the_page_it_came_from(client, comment):
    address = reverse("comments:like", args=[comment.discussion.review.slug, 1])
    response = client.post(address, {"at": "?order=best&from=1&next=//evil.example"})
    assert (
        response["Location"]
        == f"{comment.discussion.review.get_absolute_url()}?order=best&from=1#comment-1"
    )


def test_a_script_gets_the_new_words(client, comment):
    response = like(client, comment, headers={"Accept": "application/json"})
    assert response.json() == {"liked": True, "said": "Liked by 1 guest"}


def test_a_network_of_guests_mints_only_so_many(comment):
    answers = [like(Client(), comment).status_code for _ in range(61)]
    assert answers == [303] * 60 + [429]


def test_a_like_touches_neither_review_nor_feeds(comment):
    review = comment.discussion.review
    before = type(review).objects.get(pk=review.pk).updated_at
    likes.like(comment, "guest")
    assert type(review).objects.get(pk=review.pk).updated_at == before
