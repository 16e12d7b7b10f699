"""The author gets an e-mail why, may appeal once, and another moderator hears it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.actions import appeal as appeals
from comments.actions import ban as bans
from comments.actions import moderate
from comments.models import AlreadyDecided, Appeal, Ban, Comment, ModerationLog
from comments.notify import appeal_link
from mail.models import OutgoingEmail
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with

from .builders import act, actions, confirm, queue, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejected():
    """A rejection by Mona, of a text by Remy, whose address is confirmed."""
    confirm("remy@readers.example")
    sent = a_pending_comment(a_review_with(headline="Salt and iron"), body="The captain is right.")
    moderate.reject(sent, a_moderator(), "Off the subject.")
    return ModerationLog.objects.get(action="reject")


def path(decision):
    return (
        appeal_link(decision).partition("/comments/appeals/")[1]
        + appeal_link(decision).rpartition("appeals/")[2]
    )


def an_appeal(decision, words="It is about the film."):
    return Appeal.objects.create(decision=decision, words=words)


def hear(client, appeal, verb, answer="I read it again."):
    url = reverse("admin:comments_queue_appeal", args=[appeal.pk])
    return client.post(url, {verb: "", "answer": answer}, follow=True)


def test_it_works(client, rejected):
    OutgoingEmail.objects.update(next_attempt_at=timezone.now())
    call_command("send_emails")
    email = next(one for one in mail.outbox if one.to == ["remy@readers.example"])
    assert "Off the subject." in email.body
    link = re.search(r"https?://\S+(/comments/appeals/\S+)", email.body)[1]
    assert "Off the subject." in client.get(link).content.decode()
    assert (
        "A different moderator will look"
        in client.post(link, {"words": "It is about the film."}).content.decode()
    )
    client.force_login(a_moderator("mark"))
    html = queue(client, tab="appeals")
    assert "It is about the film." in html and "The captain is right." in html
    assert (
        "The author gets an e-mail"
        in hear(client, Appeal.objects.get(), "overturn").content.decode()
    )
    assert Comment.objects.get().body == "The captain is right."
    assert "I read it again." in client.get(link).content.decode()
    assert actions()[-4:] == ["reject", "undo", "approve", "overturn"]


def test_the_letter_waits_until_the_decision_cannot_be_undone(rejected):
    email = OutgoingEmail.objects.get(kind="decision")
    assert email.next_attempt_at - email.created_at >= timedelta(seconds=29)


def test_an_undone_decision_is_not_told(client):
    confirm("remy@readers.example")
    client.force_login(a_moderator())
    act(client, "reject", a_pending_comment(a_review_with()), words="Rude.")
    assert OutgoingEmail.objects.waiting().filter(kind="decision").exists()
    undo(client)
    assert not OutgoingEmail.objects.waiting().filter(kind="decision").exists()


def test_spam_is_told_to_nobody():
    confirm("remy@readers.example")
    moderate.mark_spam(a_pending_comment(a_review_with()), a_moderator())
    assert not OutgoingEmail.objects.filter(kind="decision").exists()


def test_an_address_that_nobody_confirmed_is_told_nothing():
    moderate.reject(a_pending_comment(a_review_with()), a_moderator(), "Rude.")
    assert not OutgoingEmail.objects.filter(kind="decision").exists()


@pytest.mark.parametrize("verb", ["remove", "erase"])
def test_what_happens_to_a_comment_is_told(verb):
    confirm("remy@readers.example")
    getattr(moderate, verb)(a_comment(a_review_with()), a_moderator(), "Rude.")
    assert OutgoingEmail.objects.filter(kind="decision").count() == 1


def test_a_ban_is_told_and_lifted_on_appeal(client):
    confirm("remy@readers.example")
    sent = a_pending_comment(a_review_with())
    bans.ban(sent, a_moderator(), until=timezone.now() + timedelta(days=7), reason="Insults.")
    assert OutgoingEmail.objects.filter(kind="decision").count() == 1
    client.force_login(a_moderator("mark"))
    hear(client, an_appeal(ModerationLog.objects.get(action="ban")), "overturn")
    assert not Ban.objects.in_force().exists() and Comment.objects.get().status == "pending"


def test_a_removed_comment_comes_back_on_appeal(client):
    comment = a_comment(a_review_with())
    moderate.remove(comment, a_moderator(), "Rude.")
    client.force_login(a_moderator("mark"))
    hear(client, an_appeal(ModerationLog.objects.get(action="remove")), "overturn")
    assert Comment.objects.get().status == "approved"


def test_appeals_about_one_comment_do_not_answer_each_other(client):
    comment, mona = a_comment(a_review_with()), a_moderator()
    moderate.remove(comment, mona, "Rude.")
    bans.ban(comment, mona, until=timezone.now() + timedelta(days=7), reason="Insults.")
    removal, ban = (ModerationLog.objects.get(action=action) for action in ("remove", "ban"))
    client.force_login(a_moderator("mark"))
    hear(client, an_appeal(ban), "uphold")
    hear(client, an_appeal(removal), "overturn")
    assert Comment.objects.get().status == "approved"


def test_what_was_erased_stays_erased_on_appeal(client):
    comment, mona = a_comment(a_review_with()), a_moderator()
    moderate.remove(comment, mona, "Rude.")
    moderate.erase(comment, mona, "Personal data.")
    client.force_login(a_moderator("mark"))
    for action in ("remove", "erase"):
        hear(client, an_appeal(ModerationLog.objects.get(action=action)), "overturn")
    assert set(Appeal.objects.values_list("state", flat=True)) == {"overturned"}
    assert not Comment.objects.get().body


def test_a_decision_may_stand(client, rejected):
    client.force_login(a_moderator("mark"))
    hear(client, an_appeal(rejected), "uphold")
    assert Appeal.objects.get().state == "upheld" and Comment.objects.get().status == "rejected"


def test_who_decided_does_not_hear_the_appeal(client, rejected):
    appeal = an_appeal(rejected)
    client.force_login(rejected.actor)
    assert "another moderator decides" in queue(client, tab="appeals")
    assert "another moderator decides" in hear(client, appeal, "uphold").content.decode()
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_an_appeal_is_heard_once(rejected):
    appeal, mark = an_appeal(rejected), a_moderator("mark")
    appeals.uphold(appeal, mark, "It stands.")
    with pytest.raises(AlreadyDecided):
        appeals.overturn(appeal, mark, "It does not.")


def test_an_answer_has_words(client, rejected):
    appeal = an_appeal(rejected)
    client.force_login(a_moderator("mark"))
    hear(client, appeal, "uphold", answer=" ")
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_there_is_one_appeal_for_each_decision(client, rejected):
    an_appeal(rejected)
    assert client.post(path(rejected), {"words": "Once more."}).status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        an_appeal(rejected)


def test_an_appeal_needs_words(client, rejected):
    assert (
        client.post(path(rejected), {"words": ""}).status_code == 422
        and not Appeal.objects.exists()
    )


def test_an_appeal_from_another_site_is_refused(client, rejected):
    response = client.post(path(rejected), {"words": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403 and not Appeal.objects.exists()


def test_looking_at_the_link_appeals_nothing(client, rejected):
    client.get(path(rejected)), client.head(path(rejected))
    assert not Appeal.objects.exists()


def test_half_a_year_later_it_is_too_late(client, rejected, monkeypatch):
    later = timezone.now() + timedelta(days=184)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "too late to appeal" in client.get(path(rejected)).content.decode()
    assert (
        client.post(path(rejected), {"words": "x"}).status_code == 409
        and not Appeal.objects.exists()
    )


@pytest.mark.parametrize("token", ["1", "1~forged", "nonsense"])
def test_a_forged_link_is_404(client, rejected, token):
    assert client.get(reverse("comments:appeal", args=[token])).status_code == 404


def test_the_link_outlives_the_review_as_404(client, rejected):
    link = path(rejected)
    rejected.discussion.review.delete()
    assert client.get(link).status_code == 404


def test_the_queue_costs_the_same_with_many_of_ones_own(client):
    mona, review = a_moderator(), a_review_with()
    client.force_login(mona)
    costs = []
    for number in (1, 9):
        for _appeal in range(number):
            sent = a_pending_comment(review)
            moderate.reject(sent, mona, "Off the subject.")
            long_ago = timezone.now() - timedelta(days=2)
            decision = ModerationLog.objects.get(comment=sent, action="reject")
            Appeal.objects.create(decision=decision, words="Why?", at=long_ago)
        with CaptureQueriesContext(connection) as caught:
            queue(client, tab="appeals")
        costs.append(len(caught))
    assert costs[0] == costs[1]
