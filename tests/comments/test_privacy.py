"""Who sees what: held texts, tokens, cookies, posts from other sites, and the matrix of access."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.actions import moderate
from comments.models import Comment
from tests.builders import a_critic, a_publication, a_review, a_user, an_admin

from .builders import a_comment, a_moderator, a_pending_comment, a_review_with, page, post, words

pytestmark = pytest.mark.django_db

SECRET = "zyzzyva-under-wraps"


@pytest.fixture
def cast():
    """A session for each kind of person."""
    iris = a_user("iris", is_staff=True, first_name="Iris", last_name="Vale")
    users = {
        "guest": None,
        "member": a_user("remy", first_name="Remy", last_name="Adler"),
        "critic": iris,
        "moderator": a_moderator(),
        "admin": an_admin(),
    }
    clients = {}
    for name, user in users.items():
        clients[name] = Client()
        if user:
            clients[name].force_login(user)
    return clients


def test_a_held_comment_is_seen_by_its_writer_alone(cast):
    critic = a_critic("Iris Vale", user=None)
    review = a_review(critic=critic, publication=a_publication(comment_policy="real_names"))
    writer = Client()
    assert post(writer, review, SECRET)["Location"].endswith("#held")
    response = writer.get(review.get_absolute_url())
    assert SECRET in response.content.decode() and "Not published yet" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    for name, client in cast.items():
        for address in (
            review.get_absolute_url(),
            "/",
            "/feed/",
            "/reviews/",
            reverse("comments:write", args=[review.slug]),
        ):
            assert SECRET not in client.get(address).content.decode(), (name, address)


def test_a_held_comment_of_a_member_follows_the_account(cast):
    review = a_review_with("real_names")
    post(cast["member"], review, SECRET)
    again = Client()
    again.force_login(Comment.objects.get().user)
    assert SECRET in page(again, review)
    assert SECRET not in page(cast["guest"], review) and SECRET not in page(cast["critic"], review)


@pytest.mark.parametrize("end", ["reject", "spam", "undo"])
def test_a_refused_text_is_nowhere(client, end):
    review = a_review_with()
    sent = a_pending_comment(review, body=SECRET)
    if end == "undo":
        moderate.approve(sent, None)
        moderate.return_to_queue(sent, None)
    elif end == "reject":
        moderate.reject(sent, None, "Rude.")
    else:
        moderate.mark_spam(sent, None)
    for address in (review.get_absolute_url(), "/", "/feed/"):
        assert SECRET not in client.get(address).content.decode()


def test_public_pages_are_the_same_bytes_for_everybody_and_set_no_cookie():
    review = a_review_with()
    a_comment(review)
    first, second = Client().get(review.get_absolute_url()), Client().get(review.get_absolute_url())
    assert first.content == second.content and b"csrf" not in first.content
    assert not first.cookies and "Cookie" not in first.get("Vary", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_guests_post_from_another_site_is_refused(headers):
    review = a_review_with()
    response = post(Client(enforce_csrf_checks=True), review, headers=headers)
    assert response.status_code == 403 and "another site" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://testserver"},
        {"origin": "http://testserver", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "https://films.example"},
    ],
)
def test_a_guests_post_from_this_site_is_taken(headers, settings):
    settings.SITE_URL = "https://films.example"
    assert (
        post(Client(enforce_csrf_checks=True), a_review_with(), headers=headers).status_code == 303
    )


def test_a_members_post_without_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_user("remy"))
    assert post(client, a_review_with()).status_code == 403
    assert not Comment.objects.exists()


def test_a_members_post_with_the_pages_token_is_taken():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_user("remy"))
    review = a_review_with()
    token = page(client, review).split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert post(client, review, csrfmiddlewaretoken=token).status_code == 303


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    review = a_review_with()
    a_comment(review)
    assert getattr(client, method)(f"/reviews/{review.slug}/comments/").status_code == 405
    assert getattr(client, method)(f"/reviews/{review.slug}/comments/1/").status_code == 405


@pytest.mark.parametrize("kind", ["guest", "member", "critic", "moderator", "admin"])
@pytest.mark.parametrize(
    ("where", "method", "expected"),
    [
        (
            "open",
            "get",
            {"guest": 200, "member": 200, "critic": 200, "moderator": 200, "admin": 200},
        ),
        (
            "open",
            "post",
            {"guest": 303, "member": 303, "critic": 303, "moderator": 303, "admin": 303},
        ),
        (
            "members",
            "get",
            {"guest": 200, "member": 200, "critic": 200, "moderator": 200, "admin": 200},
        ),
        (
            "members",
            "post",
            {"guest": 403, "member": 303, "critic": 303, "moderator": 303, "admin": 303},
        ),
        (
            "closed",
            "get",
            {"guest": 200, "member": 200, "critic": 200, "moderator": 200, "admin": 200},
        ),
        (
            "closed",
            "post",
            {"guest": 403, "member": 403, "critic": 403, "moderator": 403, "admin": 403},
        ),
        (
            "draft",
            "get",
            {"guest": 404, "member": 404, "critic": 404, "moderator": 404, "admin": 404},
        ),
        (
            "draft",
            "post",
            {"guest": 404, "member": 404, "critic": 404, "moderator": 404, "admin": 404},
        ),
        (
            "draft",
            "permalink",
            {"guest": 404, "member": 404, "critic": 404, "moderator": 404, "admin": 404},
        ),
        (
            "open",
            "permalink",
            {"guest": 302, "member": 302, "critic": 302, "moderator": 302, "admin": 302},
        ),
        (
            "queue",
            "get",
            {"guest": 302, "member": 302, "critic": 403, "moderator": 200, "admin": 200},
        ),
        (
            "queue",
            "approve",
            {"guest": 302, "member": 302, "critic": 403, "moderator": 303, "admin": 303},
        ),
        (
            "comments",
            "get",
            {"guest": 302, "member": 302, "critic": 403, "moderator": 200, "admin": 200},
        ),
        (
            "discussions",
            "get",
            {"guest": 302, "member": 302, "critic": 403, "moderator": 200, "admin": 200},
        ),
        (
            "delete",
            "post",
            {"guest": 302, "member": 302, "critic": 403, "moderator": 403, "admin": 403},
        ),
    ],
)
def test_access(cast, kind, where, method, expected):
    if where == "draft":
        review = a_review(published=False, publication=a_publication(comment_policy="open"))
    else:
        review = a_review_with(where if where in {"members", "closed"} else "open")
    comment, sent = a_comment(review), a_pending_comment(review)
    address = {
        "queue": reverse(
            "admin:comments_queue_act" if method == "approve" else "admin:comments_queue"
        ),
        "comments": reverse("admin:comments_comment_changelist"),
        "discussions": reverse("admin:comments_discussion_changelist"),
        "delete": reverse("admin:comments_comment_delete", args=[comment.pk]),
    }.get(where, f"/reviews/{review.slug}/comments/" + ("1/" if method == "permalink" else ""))
    if method == "post":
        response = cast[kind].post(address, words("Words of my own."))
    elif method == "approve":
        response = cast[kind].post(address, {"action": "approve", "item": f"{sent.pk}:1:pending"})
    else:
        response = cast[kind].get(address)
    assert response.status_code == expected[kind]
    sent.refresh_from_db()
    assert (sent.status == "approved") == (method == "approve" and kind in {"moderator", "admin"})
    assert Comment.objects.filter(pk=comment.pk).exists()


def test_unknown_reviews_are_404(client):
    assert client.get("/reviews/nothing-here/comments/").status_code == 404
    assert client.post("/reviews/nothing-here/comments/", words()).status_code == 404
    assert client.get("/reviews/nothing-here/comments/1/").status_code == 404


def test_scheduled_reviews_are_404(client):
    review = a_review_with(published_at="2199-01-01T00:00Z")
    assert client.get(f"/reviews/{review.slug}/comments/").status_code == 404
    assert post(client, review).status_code == 404
