"""Who may do what to a comment, address by address, against a table written by hand."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from tests.builders import a_critic, a_publication, a_review, a_user

from .builders import a_moderator, post

pytestmark = pytest.mark.django_db
PEOPLE = ["anonymous", "guest A", "guest B", "member", "critic", "moderator", "editor"]
# Guest A wrote the comment. 303: done; 200: a page; 404: nothing is there for them; 405: nobody may.
TABLE = {
    ("get", "write"): [200, 200, 200, 200, 200, 200, 200],
    ("get", "permalink"): [302, 302, 302, 302, 302, 302, 302],
    ("get", "like"): [405, 405, 405, 405, 405, 405, 405],
    ("get", "unlike"): [405, 405, 405, 405, 405, 405, 405],
    ("get", "edit"): [404, 200, 404, 404, 404, 404, 404],
    ("get", "delete"): [404, 200, 404, 404, 404, 404, 404],
    ("post", "permalink"): [405, 405, 405, 405, 405, 405, 405],
    ("post", "like"): [303, 403, 303, 303, 303, 303, 303],
    ("post", "unlike"): [303, 303, 303, 303, 303, 303, 303],
    ("post", "edit"): [404, 303, 404, 404, 404, 404, 404],
    ("post", "delete"): [404, 303, 404, 404, 404, 404, 404],
}
CASES = [
    (method, verb, who, status)
    for (method, verb), row in TABLE.items()
    for who, status in zip(PEOPLE, row, strict=True)
]


@pytest.fixture
def review():
    critic = a_critic("Iris Vale", user=a_user("iris"))
    return a_review(critic=critic, publication=a_publication(confirm_guests=False))


def client_of(who, review):
    """A browser of such a person; guest A has written the first comment."""
    client, author = Client(), Client()
    assert post(author, review, "First thoughts.").status_code == 303
    if who == "guest A":
        return author
    if who == "guest B":
        assert post(client, review, "Others.", "Tom Grump", "tom@readers.example").status_code == 303
    if who in {"member", "critic", "moderator", "editor"}:
        client.force_login(user_of(who, review))
    return client


def user_of(who, review):
    if who == "critic":
        return review.critics.get().user
    if who == "moderator":
        return a_moderator()
    user = a_user(who, is_staff=who == "editor")
    user.groups.set(Group.objects.filter(name__iexact="editors") if who == "editor" else [])
    return user


@pytest.mark.parametrize(("method", "verb", "who", "status"), CASES)
def test_access(review, method, verb, who, status):
    client = client_of(who, review)
    address = reverse(f"comments:{verb}", args=[review.slug] + ([] if verb == "write" else [1]))
    sent = {"body": "Second thoughts.", "save": "Save"} if method == "post" else {}
    assert getattr(client, method)(address, sent).status_code == status
    may_change = (who, method) == ("guest A", "post")
    assert (Comment.objects.get(seq=1).body == "First thoughts.") == (not may_change or verb != "edit")
    assert (Comment.objects.get(seq=1).state == "approved") == (not may_change or verb != "delete")
