"""Guests without cookies, from a second device or after unsubscribing.

Links to what went; bans; sole moderators.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import appeal as appeals
from comments.actions import ban as bans
from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Appeal, Ban, Comment, ModerationLog
from comments.models.moderation import is_sole_moderator
from comments.privacy.retention import purge_networks
from mail import sending, verified_browser
from mail.models import OutgoingEmail
from tests.builders import an_admin
from tests.mail.builders import an_address

from .builders import a_comment, a_moderator, a_pending_comment, a_review_with, post

pytestmark = pytest.mark.django_db
REMY = "remy@readers.example"


# Without cookies


def test_a_guest_without_cookies_is_told_what_happens(client):
    review = a_review_with(confirm_guests=True)
    answer = post(client, review)
    page = Client().get(answer.headers["Location"]).content.decode()
    assert (
        "Your comment has arrived. We sent a link to your e-mail" in page
        and "The last shot" not in page
    )


def test_what_waits_for_a_moderator_says_so(client):
    answer = post(client, a_review_with("real_names"))
    assert (
        "once a moderator approves it" in Client().get(answer.headers["Location"]).content.decode()
    )


def test_a_browser_with_cookies_sees_the_text_itself(client):
    answer = post(client, a_review_with("real_names"))
    page = client.get(answer.headers["Location"]).content.decode()
    assert "The last shot" in page and "Your comment has arrived" not in page


def test_a_receipt_that_nobody_signed_says_nothing(client):
    page = client.get(a_review_with().get_absolute_url() + "?received=unconfirmed").content.decode()
    assert "has arrived" not in page


# What went


@pytest.mark.parametrize(
    "act", [lambda row: edits.withdraw(row), lambda row: moderate.remove(row, an_admin(), "Rude.")]
)
def test_a_link_to_what_went_leads_to_the_review(client, act):
    comment = a_comment(a_review_with())
    address = comment.get_absolute_url()
    act(comment)
    answer = client.get(
        reverse("comments:permalink", args=[comment.discussion.review.slug, comment.seq]),
        follow=True,
    )
    assert answer.status_code == 200 and "no longer here" in answer.content.decode() and address


def test_a_number_that_never_was_is_not_found(client):
    comment = a_comment(a_review_with())
    assert client.get(f"/reviews/{comment.discussion.review.slug}/comments/99/").status_code == 404


# A second device


def test_who_confirmed_in_the_morning_gets_another_e_mail():
    address = an_address(REMY, asked_at=timezone.now() - timedelta(hours=2))
    address.confirm()
    post(Client(), a_review_with(confirm_guests=True))
    assert OutgoingEmail.objects.filter(kind="confirm", to=REMY).count() == 1


def test_who_did_not_answer_gets_one_a_day():
    for _time in range(3):
        post(Client(), a_review_with(confirm_guests=True))
    assert OutgoingEmail.objects.filter(kind="confirm", to=REMY).count() == 1


# After unsubscribing


def test_who_ended_all_letters_gets_what_they_ask_for(mailoutbox):
    an_address(REMY).unsubscribe_all()
    post(Client(), a_review_with(confirm_guests=True))
    sending.send_due()
    assert [mail.to for mail in mailoutbox] == [[REMY]]


def test_who_ended_all_letters_gets_their_data(client, mailoutbox):
    a_comment(a_review_with())
    an_address(REMY).unsubscribe_all()
    client.post("/comments/my-data/", {"email": REMY})
    sending.send_due()
    assert [mail.to for mail in mailoutbox] == [[REMY]]


# A known browser


def test_a_known_guest_finds_name_and_e_mail_filled_in(client):
    review = a_review_with()
    post(client, review, name="Remy Adler")
    address = an_address(REMY)

    class Answer:
        def set_cookie(self, name, value, **options):
            client.cookies[name] = value

    verified_browser.remember(Answer(), address)
    page = client.get(review.get_absolute_url()).content.decode()
    assert f'value="{REMY}"' in page and 'value="Remy Adler"' in page
    assert REMY not in Client().get(review.get_absolute_url()).content.decode()


# Bans on networks


def test_a_ban_on_a_network_lasts_until_its_date(time_machine):
    review, mona = a_review_with(), a_moderator()
    network = Client()
    response = network.post(
        reverse("comments:write", args=[review.slug]),
        {"name": "Tom", "email": "tom@readers.example", "body": "Once more.", "post": "1"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert response.status_code == 303
    sent = Comment.objects.latest("pk")
    bans.ban(
        sent, mona, until=timezone.now() + timedelta(days=100), reason="Adverts.", with_network=True
    )
    time_machine.move_to(timezone.now() + timedelta(days=75))
    purge_networks()
    Client().post(
        reverse("comments:write", args=[review.slug]),
        {"name": "Ida", "email": "ida@readers.example", "body": "Something else.", "post": "1"},
        REMOTE_ADDR="203.0.113.77",
    )
    held = Comment.objects.latest("pk")
    assert held.status == "pending" and "banned" in {signal["rule"] for signal in held.signals}


def test_a_ban_that_ended_keeps_no_network(time_machine):
    review, mona = a_review_with(), a_moderator()
    sent = a_pending_comment(review, network="a" * 64)
    bans.ban(
        sent, mona, until=timezone.now() + timedelta(days=3), reason="Adverts.", with_network=True
    )
    time_machine.move_to(timezone.now() + timedelta(days=70))
    purge_networks()
    assert not Ban.objects.exclude(network="").exists()


# A moderator alone


@pytest.fixture
def appeal():
    mona = a_moderator()
    rejected = a_pending_comment(a_review_with())
    moderate.reject(rejected, mona, "Rude.")
    return Appeal.objects.create(
        decision=ModerationLog.objects.get(action="reject"), words="It was a joke."
    )


def test_the_only_moderator_hears_an_appeal_after_a_day(appeal):
    mona = appeal.decision.actor
    assert not appeal.may_be_decided_by(mona, is_sole=is_sole_moderator(mona))
    Appeal.objects.update(at=timezone.now() - timedelta(days=1))
    appeal.refresh_from_db()
    assert appeal.may_be_decided_by(mona, is_sole=is_sole_moderator(mona))
    appeals.overturn(appeal, mona, "It was.")
    assert Comment.objects.exists()


def test_where_there_is_another_the_first_never_hears_it(appeal):
    mona = appeal.decision.actor
    a_moderator("mikael")
    Appeal.objects.update(at=timezone.now() - timedelta(days=9))
    appeal.refresh_from_db()
    assert not appeal.may_be_decided_by(mona, is_sole=is_sole_moderator(mona))
