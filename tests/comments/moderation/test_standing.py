"""What stands: decisions are about the words read; only those in force are told or appealed."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Appeal, Comment, ModerationLog
from mail import links, sending
from mail.models import OutgoingEmail, Recipient
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with, post
from tests.mail.builders import a_follower, path_of

from .builders import act, confirm, item, undo
from .test_appeals import hear, path

pytestmark = pytest.mark.django_db
REMY = "remy@readers.example"


@pytest.fixture
def mona(client):
    user = a_moderator()
    client.force_login(user)
    return user


def due_now():
    OutgoingEmail.objects.waiting().update(next_attempt_at=timezone.now())
    return dict(sending.send_due())


@pytest.mark.parametrize("name", ["ban", "trust", "feature", "pin"])
def test_every_act_on_a_text_is_about_the_version_that_was_read(client, mona, name):
    comment = a_comment(a_review_with())
    read = item(comment)
    edits.edit(comment, "An insult.")
    answer = act(client, name, read, words="Rude.", until="2031-01-01")
    assert answer.status_code == 409 and "insult." in answer.content.decode()
    assert not ModerationLog.objects.filter(action=name).exists()


def test_an_act_on_the_thread_is_about_no_version(client, mona):
    comment = a_comment(a_review_with())
    read = item(comment)
    edits.edit(comment, "Second thoughts.")
    act(client, "close", read)
    comment.discussion.refresh_from_db()
    assert comment.discussion.state == "closed"


def test_an_approval_that_was_undone_is_told_to_nobody(client, mona):
    sent = a_pending_comment(a_review_with())
    a_follower(sent.discussion, "ada@readers.example")
    act(client, "approve", sent)
    assert dict(sending.send_due()) == {}
    undo(client)
    assert due_now() == {"cancelled": 1} and mail.outbox == []


def test_an_approval_after_an_undone_one_is_told(client, mona):
    sent = a_pending_comment(a_review_with())
    a_follower(sent.discussion, "ada@readers.example")
    act(client, "approve", sent), undo(client), due_now()
    act(client, "approve", sent)
    assert due_now() == {"sent": 1}


def test_a_text_that_no_moderator_read_is_told_at_once():
    comment = a_comment(a_review_with())
    a_follower(comment.discussion, "ada@readers.example")
    a_comment(comment.discussion.review, "Tom Grump")
    assert dict(sending.send_due()) == {"sent": 1}


def test_a_decision_that_another_moderator_took_back_is_not_told(mona):
    confirm(REMY)
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, mona, "Off the subject.")
    moderate.return_to_queue(sent, a_moderator("mark"))
    assert due_now() == {"cancelled": 1}


def test_a_decision_that_no_longer_stands_is_not_appealed(client, mona):
    confirm(REMY)
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, mona, "Off the subject.")
    moderate.return_to_queue(sent, mona)
    answer = client.post(
        path(ModerationLog.objects.get(action="reject")), {"words": "It is about the film."}
    )
    assert answer.status_code == 409 and "withdrawn or replaced" in answer.content.decode()
    assert not Appeal.objects.exists()


def test_an_appeal_undoes_no_later_decision(client, mona):
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, a_moderator("mark"), "Off the subject.")
    appeal = Appeal.objects.create(
        decision=ModerationLog.objects.get(), words="It is about the film."
    )
    moderate.return_to_queue(sent, mona)
    moderate.reject(sent, mona, "Rude.")
    hear(client, appeal, "overturn")
    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("rejected", "Rude.")


def test_a_ban_says_until_when(client, mona):
    confirm(REMY)
    act(client, "ban", a_comment(a_review_with()), words="Insults.", until="2031-01-31")
    due_now()
    assert "Until 31 January 2031. Insults." in mail.outbox[0].body


@pytest.fixture
def banned(client, mona):
    act(client, "ban", a_comment(a_review_with()), words="Insults.", until="2031-01-31")


def test_a_banned_guest_who_confirms_is_told_why_and_may_appeal(banned):
    browser, review = Client(), a_review_with(confirm_guests=True)
    post(browser, review)
    html = browser.post(
        path_of(links.confirm_url(Recipient.objects.get(email=REMY))), {"comments": latest().pk}
    ).content.decode()
    assert "Insults." in html and "waits for a moderator" not in html and path(refusal()) in html


def test_a_banned_hand_may_appeal_at_once(banned):
    browser = Client()
    browser.post(path_of(links.confirm_url(confirm(REMY))))
    answer = post(browser, a_review_with())
    assert answer.status_code == 403 and path(refusal()) in answer.content.decode()


def latest():
    return Comment.objects.latest("pk")


def refusal():
    return ModerationLog.objects.get(action="reject", actor=None)


def test_an_unconfirmed_text_is_named_as_what_it_is(client, mona):
    sent = a_pending_comment(a_review_with(), status="unconfirmed")
    assert "waits until its author confirms" in act(client, "approve", sent).content.decode()


def test_the_site_comes_with_reasons_to_choose_from(client, mona):
    call_command("loaddata", "vocabulary", verbosity=0)
    a_pending_comment(a_review_with())
    assert (
        "It advertises something." in client.get(reverse("admin:comments_queue")).content.decode()
    )
