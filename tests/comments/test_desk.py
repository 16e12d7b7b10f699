"""The moderators' desk in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from comments.models import Comment, Decision, Submission
from tests.builders import a_user

from .builders import a_comment, a_moderator, a_review_with, a_submission

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:comments_submission_changelist")
MANAGEMENT = {"decisions-TOTAL_FORMS": "0", "decisions-INITIAL_FORMS": "0"}


@pytest.fixture
def mona(client):
    user = a_moderator()
    client.force_login(user)
    return user


def act(client, action, *rows, reason="", where="submission", **more):
    data = {"action": action, "reason": reason, "_selected_action": [row.pk for row in rows]}
    return client.post(
        reverse(f"admin:comments_{where}_changelist") + "?status=all" * (where == "submission"), data, follow=True
    )


def press(client, name, row, reason="", where="submission"):
    url = reverse(f"admin:comments_{where}_change", args=[row.pk])
    return client.post(url, {name: "x", "reason": reason} | MANAGEMENT, follow=True)


def test_it_works(client, mona):
    review = a_review_with()
    sent = a_submission(review, body="Please print me.")
    assert "Please print me." in client.get(QUEUE).content.decode()
    act(client, "accept", sent)
    sent.refresh_from_db()
    assert (sent.status, sent.decided_by, sent.comment.seq) == ("accepted", mona, 1)
    assert "Please print me." not in client.get(QUEUE).content.decode()


def test_the_queue_has_what_a_decision_needs(client, mona):
    review = a_review_with(headline="Salt and iron")
    parent = a_comment(review, "Iris Vale", "I asked about the sea.")
    a_comment(review, body="Kept before.")
    a_submission(review, body="Refused before.").reject(mona, "Rude.")
    a_submission(review, body="See <a href='https://spam.example'>", parent=parent, held_because="It has links.")
    html = client.get(QUEUE).content.decode()
    assert "Salt and iron" in html and "I asked about the sea." in html and "It has links." in html
    assert "1 · 1" in html and "&lt;a href=" in html and "remy@readers.example" not in html
    assert "Kept before." not in html and "Refused before." not in html


def test_the_queue_is_oldest_first(client, mona):
    review = a_review_with()
    for text in ("First of all.", "Then this.", "At last."):
        a_submission(review, body=text)
    html = client.get(QUEUE).content.decode()
    assert html.index("First of all.") < html.index("Then this.") < html.index("At last.")


def test_a_rejection_without_reason_changes_nothing(client, mona):
    sent = a_submission(a_review_with())
    assert "Write the reason" in act(client, "reject", sent).content.decode()
    assert Submission.objects.get().status == "pending" and not Decision.objects.exists()


def test_a_rejection_keeps_its_reason(client, mona):
    sent = a_submission(a_review_with())
    act(client, "reject", sent, reason="Off the subject.")
    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("rejected", "Off the subject.")


def test_spam_and_undo(client, mona):
    sent = a_submission(a_review_with())
    act(client, "spam", sent)
    assert Submission.objects.get().status == "spam"
    act(client, "undo", sent)
    assert Submission.objects.get().status == "pending"


def test_a_text_decided_meanwhile_is_left_and_said(client, mona):
    review = a_review_with()
    done, waiting = a_submission(review), a_submission(review)
    done.accept()
    html = act(client, "reject", done, waiting, reason="Rude.").content.decode()
    assert "1 done" in html and "1 not changed" in html
    assert Submission.objects.get(pk=done.pk).status == "accepted"


def test_undo_takes_a_comment_off_and_approval_gives_its_place_back(client, mona):
    review = a_review_with()
    sent = a_submission(review)
    first = sent.accept()
    a_comment(review, parent=first)
    act(client, "undo", sent)
    first.refresh_from_db()
    assert first.state == "tombstone"
    act(client, "accept", sent)
    first.refresh_from_db()
    assert (first.state, first.seq) == ("approved", 1)


def test_one_text_is_decided_on_its_own_page(client, mona):
    sent = a_submission(a_review_with(), body="The whole text of it.")
    html = client.get(reverse("admin:comments_submission_change", args=[sent.pk])).content.decode()
    assert "The whole text of it." in html and 'name="_reject"' in html and "remy@readers.example" not in html
    assert "Write the reason" in press(client, "_reject", sent).content.decode()
    press(client, "_reject", sent, "Insults a reader.")
    sent.refresh_from_db()
    assert (sent.status, sent.reason, sent.decided_by) == ("rejected", "Insults a reader.", mona)
    assert (
        "Insults a reader." in client.get(reverse("admin:comments_submission_change", args=[sent.pk])).content.decode()
    )


@pytest.mark.parametrize("where", ["submission", "comment"])
def test_a_list_shows_what_changed_since_it_was_read(client, mona, where):
    name, row = {"submission": ("reject", a_submission), "comment": ("remove", a_comment)}[where]
    row = row(a_review_with(), body="The film is long.")
    other = row if where == "submission" else row.submission
    other.rewrite("The film is far too long.")
    Comment.objects.update(body="The film is far too long.")
    data = {"action": name, "reason": "Rude.", "_selected_action": row.pk, f"seen-{row.pk}": "1"}
    response = client.post(reverse(f"admin:comments_{where}_changelist"), data)
    assert response.status_code == 409
    html = response.content.decode()
    assert f'name="item" value="{where[0]}{row.pk}:2"' in html and 'name="words" value="Rude."' in html
    assert 'name="act" value="reject"' in html and not Decision.objects.exclude(action="accept").exists()


def test_the_rest_of_a_lists_choice_is_decided(client, mona):
    changed, other = a_submission(a_review_with()), a_submission(a_review_with())
    changed.rewrite("Other words.")
    data = {"action": "spam", "reason": "", "_selected_action": [changed.pk, other.pk]}
    response = client.post(QUEUE, data | {f"seen-{changed.pk}": "1", f"seen-{other.pk}": "1"})
    assert response.status_code == 409 and "<ins>Other" in response.content.decode()
    assert list(Submission.objects.pending()) == [changed] and Submission.objects.filter(status="spam").get() == other


def test_the_page_of_a_text_shows_what_changed_since_it_was_read(client, mona):
    sent = a_submission(a_review_with(), body="The film is long.")
    sent.rewrite("The film is far too long.")
    url = reverse("admin:comments_submission_change", args=[sent.pk])
    response = client.post(url, {"_reject": "x", "reason": "Rude.", f"seen-{sent.pk}": "1"} | MANAGEMENT)
    assert response.status_code == 409 and "The film is far too long." in strip_tags(response.content.decode())
    assert Submission.objects.get().status == "pending" and not Decision.objects.exists()


@pytest.mark.parametrize("action", ["reject", "accept"])
def test_a_long_reason_is_named_as_what_is_wrong(client, mona, action):
    sent = a_submission(a_review_with())
    html = act(client, action, sent, reason="x" * 412).content.decode()
    assert "Shorten the reason to 300 characters; it has 412." in html and "No action selected" not in html
    assert Submission.objects.get().status == "pending"


def test_saving_with_no_button_changes_nothing(client, mona):
    sent = a_submission(a_review_with())
    press(client, "_save", sent, "A reason.")
    assert Submission.objects.get().reason == "" and not Decision.objects.exists()


def test_a_comment_is_removed_with_a_reason_and_restored(client, mona):
    comment = a_comment(a_review_with())
    assert "Write the reason" in act(client, "remove", comment, where="comment").content.decode()
    act(client, "remove", comment, where="comment", reason="Rude.")
    comment.refresh_from_db()
    assert (comment.state, comment.removal_reason, comment.removed_by) == ("removed", "Rude.", mona)
    press(client, "_restore", comment, where="comment")
    comment.refresh_from_db()
    assert (comment.state, comment.removal_reason) == ("approved", "")


def test_a_discussion_is_closed_and_opened(client, mona):
    discussion = a_comment(a_review_with()).discussion
    act(client, "close", discussion, where="discussion")
    discussion.refresh_from_db()
    assert discussion.state == "closed"
    press(client, "_open", discussion, where="discussion")
    discussion.refresh_from_db()
    assert discussion.state == "open"
    assert list(Decision.objects.filter(comment=None).values_list("action", flat=True)) == ["close", "open"]


def test_one_who_may_only_look_gets_no_actions(client):
    from django.contrib.auth.models import Permission

    user = a_user("vera", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_submission", "view_comment"]))
    client.force_login(user)
    sent = a_submission(a_review_with())
    assert 'name="action"' not in client.get(QUEUE).content.decode()
    act(client, "accept", sent)
    assert press(client, "_accept", sent).status_code == 403
    assert Submission.objects.get().status == "pending"


def test_nobody_adds_or_edits_a_comment_by_hand(client, mona):
    assert client.get(reverse("admin:comments_comment_add")).status_code == 403
    comment = a_comment(a_review_with(), body="My own words.")
    url = reverse("admin:comments_comment_change", args=[comment.pk])
    client.post(url, {"body": "Other words.", "state": "removed", "likes": "9", "reason": ""} | MANAGEMENT)
    comment.refresh_from_db()
    assert (comment.body, comment.state, comment.likes) == ("My own words.", "approved", 0)


@pytest.mark.parametrize("model", ["submission", "comment", "discussion"])
def test_lists_and_forms_cost_the_same_at_any_size(client, model):
    from tests.builders import an_admin

    client.force_login(an_admin())

    def cost(url):
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    def costs():
        row = {"submission": Submission, "comment": Comment, "discussion": Comment.discussion.field.related_model}[
            model
        ]
        first = row.objects.order_by("pk").first()
        changelist = reverse(f"admin:comments_{model}_changelist") + ("?status=all" if model == "submission" else "")
        return cost(changelist), cost(reverse(f"admin:comments_{model}_change", args=[first.pk]))

    a_submission(a_review_with(), parent=a_comment(a_review_with()))
    few = costs()
    for _ in range(12):
        review = a_review_with()
        first = a_comment(review)
        first.remove(None, "Rude."), first.restore(None)
        a_submission(review, parent=first)
    assert costs() == few and max(few) <= 16


def test_search_finds_words_and_reviews(client, mona):
    review = a_review_with(headline="Salt and iron")
    a_submission(review, body="About the harbour.")
    a_submission(a_review_with(), body="About the weather.")
    for query in ("harbour", "Salt and"):
        html = client.get(QUEUE, {"q": query}).content.decode()
        assert "About the harbour." in html and "About the weather." not in html
    assert client.get(QUEUE, {"status": "nonsense"}).status_code in {200, 302}
