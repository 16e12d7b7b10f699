"""Comments in the admin: found and looked at; the queue alone decides."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import MemberProfile
from comments.actions import moderate
from comments.models import Comment, Discussion, RejectionReason
from tests.builders import a_user, an_admin

from .builders import a_comment, a_moderator, a_pending_comment, a_review_with

pytestmark = pytest.mark.django_db

LIST = reverse("admin:comments_comment_changelist")


@pytest.fixture
def mona(client):
    user = a_moderator()
    client.force_login(user)
    return user


def queue_address(comment):
    return reverse("admin:comments_queue", query={"comment": comment.pk})


def test_it_works(client, mona):
    comment = a_comment(a_review_with(headline="Salt and iron"), body="About the harbour.")
    html = client.get(LIST).content.decode()
    assert "About the harbour." in html and "Salt and iron" in html
    assert f'href="{queue_address(comment)}"' in html and "remy@readers.example" not in html


def test_every_status_is_found(client, mona):
    review = a_review_with()
    a_pending_comment(review, body="Waits."), a_comment(review, body="Stands.")
    moderate.reject(a_pending_comment(review, body="Went."), mona, "Rude.")
    assert all(text in client.get(LIST).content.decode() for text in ("Waits.", "Stands.", "Went."))
    html = client.get(LIST, {"status": "rejected"}).content.decode()
    assert "Went." in html and "Stands." not in html


def test_search_finds_words_and_reviews(client, mona):
    review = a_review_with(headline="Salt and iron")
    a_pending_comment(review, body="About the harbour.")
    a_pending_comment(a_review_with(), body="About the weather.")
    for query in ("harbour", "Salt and"):
        html = client.get(LIST, {"q": query}).content.decode()
        assert "About the harbour." in html and "About the weather." not in html


def test_a_comments_page_has_its_whole_text_and_the_decisions(client, mona):
    comment = a_comment(a_review_with(), body="The whole text of it.")
    moderate.remove(comment, mona, "Off the subject.")
    html = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    assert "The whole text of it." in html and "Off the subject." in html
    assert queue_address(comment) in html and "remy@readers.example" not in html


def test_a_list_has_no_decisions_to_take(client, mona):
    sent = a_pending_comment(a_review_with())
    assert 'name="action"' not in client.get(LIST).content.decode()
    client.post(LIST, {"action": "approve", "_selected_action": sent.pk})
    assert Comment.objects.get().status == "pending"


def test_nobody_adds_a_comment(client, mona):
    assert client.get(reverse("admin:comments_comment_add")).status_code == 403


def test_nobody_edits_a_comment(client, mona):
    comment = a_comment(a_review_with(), body="My own words.")
    address = reverse("admin:comments_comment_change", args=[comment.pk])
    sent = {"body": "Other words.", "status": "removed", "imported_likes": "9", "reason": ""}
    assert client.post(address, sent).status_code == 403
    comment.refresh_from_db()
    assert (comment.body, comment.status, comment.imported_likes) == (
        "My own words.",
        "approved",
        0,
    )


def test_nobody_deletes_a_comment(client, mona):
    comment = a_comment(a_review_with())
    address = reverse("admin:comments_comment_delete", args=[comment.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_who_may_only_look_is_not_led_to_the_queue(client):
    user = a_user("vera", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_comment"))
    client.force_login(user)
    comment = a_pending_comment(a_review_with())
    assert queue_address(comment) not in client.get(LIST).content.decode()


def test_a_discussion_leads_to_its_newest_comment_in_the_queue(client, mona):
    review = a_review_with()
    a_comment(review)
    newest = a_pending_comment(review)
    html = client.get(reverse("admin:comments_discussion_changelist")).content.decode()
    assert queue_address(newest) in html


@pytest.mark.parametrize("model", [Comment, Discussion])
def test_lists_and_pages_cost_the_same_at_any_size(client, model):
    client.force_login(an_admin())
    name = model._meta.model_name

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    def costs():
        first = model.objects.order_by("pk").first()
        return (
            cost(reverse(f"admin:comments_{name}_changelist")),
            cost(reverse(f"admin:comments_{name}_change", args=[first.pk])),
        )

    a_pending_comment(a_review_with(), parent=a_comment(a_review_with()))
    few = costs()
    for _ in range(12):
        review = a_review_with()
        first = a_comment(review)
        moderate.remove(first, None, "Rude."), moderate.restore(first, None)
        a_pending_comment(review, parent=first)
    assert costs() == few and max(few) <= 16


def test_a_discussions_decisions_have_a_list_of_their_own(client):
    client.force_login(an_admin("root"))
    here, elsewhere = a_comment(a_review_with()), a_comment(a_review_with())
    page = client.get(
        reverse("admin:comments_discussion_change", args=[here.discussion.pk])
    ).content.decode()
    address = f"/admin/comments/moderationlog/?discussion={here.discussion.pk}"
    assert f'href="{address}"' in page
    found = client.get(address).context["cl"].queryset
    assert {row.comment for row in found} == {here} != {elsewhere}


@pytest.mark.parametrize("asked", ["nine", "9" * 40, "", "-1"])
def test_an_odd_discussion_is_none(client, asked):
    client.force_login(an_admin("root"))
    assert client.get(f"/admin/comments/moderationlog/?discussion={asked}").status_code == 200


def test_a_reason_that_all_publications_share_is_listed_once(client):
    client.force_login(an_admin("root"))
    add = reverse("admin:comments_rejectionreason_add")
    for _again in range(2):
        answer = client.post(add, {"text": "Off the subject.", "order": 0, "publication": ""})
    assert "This reason is already listed." in answer.content.decode()
    assert RejectionReason.objects.filter(text="Off the subject.").count() == 1


def test_members_who_asked_come_before_those_who_did_not(client):
    client.force_login(an_admin("root"))
    for username, asked_at in (("anna", None), ("bo", timezone.now()), ("cem", None)):
        MemberProfile.objects.update_or_create(
            user=a_user(username), defaults={"asked_at": asked_at}
        )
    rows = client.get(reverse("admin:accounts_memberprofile_changelist")).context["cl"].result_list
    assert rows[0].user.username == "bo"
