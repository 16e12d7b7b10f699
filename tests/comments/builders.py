"""Builders of comments, by what the form itself does, so that numbers and counts are true."""

import re
from itertools import count

from django.urls import reverse

from comments.actions import moderate
from comments.actions.submit import submit
from comments.models import Comment, Discussion
from comments.submission import Author, Context
from tests.builders import a_publication, a_review, a_user

_number = count(1)


def a_review_with(policy="open", confirm_guests=False, **fields):
    return a_review(
        publication=a_publication(comment_policy=policy, confirm_guests=confirm_guests), **fields
    )


def a_pending_comment(review, name="Remy Adler", body=None, parent=None, **fields):
    """A text in the moderation queue."""
    return Comment.objects.create(
        discussion=Discussion.objects.get_or_create_for(review),
        parent=parent,
        name=name,
        body=body or f"Thought number {next(_number)}.",
        **({"email": f"{name.split()[0].lower()}@readers.example"} | fields),
    )


def a_comment(review, name="Remy Adler", body=None, parent=None, **fields):
    """A comment on the page."""
    comment = a_pending_comment(review, name, body, parent, **fields)
    moderate.approve(comment, None)
    return comment


def a_submitted_comment(review, name="Remy Adler", body=None, *, owns_email=False, **fields):
    """A comment as the form gives it, screened."""
    comment = Comment(
        discussion=Discussion.objects.get_or_create_for(review),
        name=name,
        body=body or "The last shot undoes the film, and nobody in the hall said a word.",
        **({"email": f"{name.split()[0].lower()}@readers.example"} | fields),
    )
    author = Author(comment.user, comment.email, owns_email)
    return submit(comment, author, Context(network=comment.network))[0]


def a_moderator(username="mona"):
    from django.contrib.auth.models import Permission

    user = a_user(username, is_staff=True)
    codenames = "moderate_comment view_comment view_discussion"
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames.split()))
    return user


def words(
    text="The last shot undoes the film.", name="Remy Adler", email="remy@readers.example", **fields
):
    """What a guest fills in."""
    return {
        "name": name,
        "email": email,
        "website": "",
        "body": text,
        "post": "Post comment",
    } | fields


def post(client, review, *args, headers=None, **fields):
    return client.post(
        reverse("comments:write", args=[review.slug]), words(*args, **fields), headers=headers
    )


def page(client, review, query=""):
    """The review's page as text."""
    response = client.get(review.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def walk(comment):
    """A comment of a page and all that hangs under it, in reading order."""
    yield comment
    for child in comment.children:
        yield from walk(child)


def body_of(html, seq=1):
    """The text of a comment on a page."""
    pattern = rf'id="comment-{seq}".*?<div class="body"[^>]*>(.*?)</div>'
    return re.search(pattern, html, re.DOTALL)[1]


def also_named(html):
    """The films that a page lists as named by readers, each with the number behind it."""
    section = re.search(r'<section class="readers-named".*?</section>', html, re.DOTALL)
    row = r"<cite[^>]*>(.*?)</cite></a>\s*(?:<small>(.*?)</small>)?"
    return re.findall(row, section[0]) if section else []
