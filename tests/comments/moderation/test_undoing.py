"""Undo takes back one's own last act, and nothing that was decided before, after or beside it."""

import pytest
from django.test import Client
from django.utils import timezone

from comments.actions import appeal as appeals
from comments.actions import moderate
from comments.models import Appeal, Ban, Comment, ModerationLog, Report
from mail.models import OutgoingEmail
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with

from .builders import a_report, act, actions, confirm, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark():
    """The browser of another moderator."""
    client = Client()
    client.user = a_moderator("mark")
    client.force_login(client.user)
    return client


def ban(client, row):
    until = (timezone.localdate() + timezone.timedelta(days=7)).isoformat()
    return act(client, "ban", row, words="Insults everybody.", until=until)


def emails():
    """The actions that the writer will be told of."""
    waiting = (
        OutgoingEmail.objects.waiting().filter(kind="decision").values_list("context", flat=True)
    )
    return [ModerationLog.objects.get(pk=context["decision"]).action for context in waiting]


def test_an_undone_rejection_takes_its_own_email_back(client, mona):
    confirm("remy@readers.example")
    sent = a_pending_comment(a_review_with())
    ban(client, sent)
    act(client, "reject", sent, words="Rude.")
    undo(client)
    assert emails() == ["ban"] and Comment.objects.get().status == "pending"


def test_an_undone_ban_leaves_that_of_another(client, mona, mark):
    sent = a_pending_comment(a_review_with())
    ban(client, sent), ban(mark, sent)
    undo(mark)
    assert Ban.objects.in_force().get().by == mona


def test_a_ban_is_undone_though_another_stands(client, mona, mark):
    sent = a_pending_comment(a_review_with())
    ban(client, sent), ban(mark, sent)
    undo(client)
    assert Ban.objects.in_force().get().by == mark.user


def test_what_an_appeal_overturned_is_not_undone(client, mona, mark):
    sent = a_pending_comment(a_review_with())
    act(client, "reject", sent, words="Rude.")
    appeal = Appeal.objects.create(
        decision=ModerationLog.objects.get(action="reject"), words="It is not."
    )
    appeals.overturn(appeal, mark.user, "It is not.")
    html = undo(client).content.decode()
    assert "There is a newer decision" in html and "0 undone" not in html
    assert Comment.objects.get().status == "approved" and actions()[-1] == "overturn"


def test_a_refused_undoing_takes_no_email_back(client, mona, mark):
    confirm("remy@readers.example")
    sent = a_pending_comment(a_review_with())
    act(client, "reject", sent, words="Rude.")
    appeals.uphold(
        Appeal.objects.create(decision=ModerationLog.objects.get(), words="It is not."),
        mark.user,
        "It is.",
    )
    undo(client)
    assert emails() == ["reject", "uphold"]


def test_a_thread_that_another_closed_again_stays_closed(client, mona, mark):
    comment = a_comment(a_review_with())
    act(client, "close", comment)
    moderate.open_again(comment.discussion, mark.user)
    moderate.close(comment.discussion, mark.user)
    assert "There is a newer decision" in undo(client).content.decode()
    comment.discussion.refresh_from_db()
    assert comment.discussion.state == "closed"


@pytest.mark.parametrize("name", ["approve", "reject", "spam"])
def test_undoing_reopens_no_report_that_was_settled_before(client, mona, mark, name):
    comment = a_comment(a_review_with())
    a_report(comment)
    act(mark, "approve", comment)
    second = a_report(comment, reporter_key="network:two")
    act(client, name, comment, words="Rude.")
    undo(client)
    assert Report.objects.open().get() == second
