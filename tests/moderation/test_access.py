"""Who may open what: every address of moderation against a table written by hand."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Appeal, Decision, Submission
from comments.models.telling import appeal_link
from tests.builders import a_user
from tests.comments.builders import a_comment, a_moderator, a_review_with, a_submission

from .builders import a_critic_user, an_editor, item

pytestmark = pytest.mark.django_db

PEOPLE = ("guest", "member", "critic", "moderator", "editor")
# What a GET and a POST answer to each of them, in this order.
TABLE = {
    "queue": [(302, 302), (302, 302), (403, 403), (200, 405), (200, 405)],
    "act": [(302, 302), (302, 302), (403, 403), (405, 303), (405, 303)],
    "undo": [(302, 302), (302, 302), (403, 403), (405, 303), (405, 303)],
    "hear": [(302, 302), (302, 302), (403, 403), (405, 303), (405, 303)],
    "decisions": [(302, 302), (302, 302), (403, 403), (200, 200), (200, 200)],
    "bans": [(302, 302), (302, 302), (403, 403), (200, 200), (200, 200)],
    "trusts": [(302, 302), (302, 302), (403, 403), (200, 200), (200, 200)],
    "reasons": [(302, 302), (302, 302), (403, 403), (403, 403), (200, 200)],
    "report": [(200, 200)] * 5,
    "rules": [(200, 405)] * 5,
    "appeal": [(200, 200)] * 5,
}


def someone(name):
    """A client of that person; the permissions are those of their group."""
    client = Client()
    users = {"member": lambda: a_user("remy"), "critic": a_critic_user, "moderator": a_moderator, "editor": an_editor}
    if name in users:
        client.force_login(with_rights(users[name](), name))
    return client


def with_rights(user, name):
    from django.contrib.auth.models import Permission

    codenames = {"moderator": ["view_decision", "view_ban", "view_trust"]}
    codenames["editor"] = [*codenames["moderator"], "view_rejectionreason", "change_rejectionreason"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames.get(name, [])))
    return user


def address_of(page):
    """The address, and what a POST there sends."""
    review = a_review_with()
    comment, sent = a_comment(review), a_submission(review)
    sent.reject(a_user("mark"), "Rude.")
    decision = Decision.objects.get(action="reject")
    if page in {"decisions", "bans", "trusts", "reasons"}:
        model = {"decisions": "decision", "bans": "ban", "trusts": "trust", "reasons": "rejectionreason"}[page]
        return reverse(f"admin:comments_{model}_changelist"), {}
    return {
        "queue": lambda: (reverse("admin:comments_queue"), {}),
        "act": lambda: (reverse("admin:comments_queue_act"), {"act": "accept", "item": item(a_submission(review))}),
        "undo": lambda: (reverse("admin:comments_queue_undo"), {"token": "x"}),
        "hear": lambda: (
            reverse("admin:comments_queue_hear", args=[Appeal.objects.create(decision=decision, words="x").pk]),
            {"uphold": "", "answer": "It stands."},
        ),
        "report": lambda: (reverse("comments:report", args=[review.slug, comment.seq]), {"why": "insult"}),
        "rules": lambda: (reverse("comments:rules"), {}),
        "appeal": lambda: ("/comments/appeals/" + appeal_link(decision).rpartition("appeals/")[2], {"words": "Why?"}),
    }[page]()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("page", TABLE)
def test_access(page, person):
    address, data = address_of(page)
    client = someone(person)
    answers = client.get(address).status_code, client.post(address, data).status_code
    assert answers == TABLE[page][PEOPLE.index(person)]


def test_the_table_names_every_address_of_moderation():
    from comments.admin import SubmissionAdmin
    from comments.urls import urlpatterns

    public = {row.name for row in urlpatterns if row.callback.__module__ == "comments.moderation.views"}
    assert public <= set(TABLE)
    from django.contrib import admin

    own = {row.name for row in SubmissionAdmin(Submission, admin.site).get_urls() if "queue" in (row.name or "")}
    assert {name.removeprefix("comments_queue").strip("_") or "queue" for name in own} <= set(TABLE)


@pytest.mark.parametrize("person", ["guest", "member", "critic"])
def test_nobody_else_decides(person):
    address, data = address_of("act")
    someone(person).post(address, data)
    assert not Decision.objects.exclude(actor=None).filter(action="accept").exists()


def test_a_moderators_act_needs_the_token():
    address, data = address_of("act")
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_moderator())
    assert client.post(address, data).status_code == 403
