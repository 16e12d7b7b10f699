"""Moderators hear that texts wait: once an hour, however many come."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment
from comments.notify import notify_moderators
from mail import sending
from mail.models import OutgoingEmail, Recipient
from tests.builders import a_user, an_admin
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with
from tests.mail.builders import an_address, leave_path, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def mona():
    a_user("remy"), a_user("iris", is_staff=True)
    a_pending_comment(a_review_with())
    an_address("mona@films.example")
    return a_moderator()


def test_it_works(mona):
    EmailAddress.objects.create(user=an_admin(), email="ada@films.example", verified=True)
    notify_moderators()
    sending.send_due()
    assert sent_to() == ["ada@films.example", "mona@films.example"]
    assert mail.outbox[0].subject == "Filmsite: 1 comment awaiting moderation"


def test_a_flood_is_one_email_an_hour(mona, time_machine):
    for minutes in (0, 1, 30, 59, 61):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
        notify_moderators(), notify_moderators()
        sending.send_due()
    assert len(mail.outbox) == 3  # at 0:00, 1:30 and 2:31


def test_one_email_tells_of_all_that_came_meanwhile(mona):
    notify_moderators()
    for _ in range(4):
        a_pending_comment(a_review_with())
    sending.send_due()
    assert "5 comments awaiting" in mail.outbox[0].subject


def test_an_empty_queue_is_no_email(mona):
    notify_moderators()
    Comment.objects.all().delete()
    sending.send_due()
    assert mail.outbox == []


def test_a_moderator_can_end_these_emails(mona, client):
    client.post(leave_path(Recipient.objects.get(), "queue"))
    notify_moderators()
    assert not OutgoingEmail.objects.exists()


# Addresses that nobody confirmed


@pytest.fixture
def otto(mona):
    """A moderator beside her, whose address somebody typed in the admin."""
    return a_moderator("otto")


def test_an_address_that_nobody_confirmed_is_asked_instead(otto):
    notify_moderators()
    sending.send_due()
    asked = next(email for email in mail.outbox if email.to == [otto.email])
    assert asked.subject == "Confirm your e-mail address for Filmsite" and "wait" not in asked.body


def test_it_is_asked_once_a_day(otto, time_machine):
    for hours in (0, 2, 9, 14):
        time_machine.move_to(timezone.now() + timedelta(hours=hours))
        notify_moderators()
        sending.send_due()
    assert OutgoingEmail.objects.filter(kind="confirm").count() == 2  # at 0:00 and 25:00


def test_who_answers_hears_of_the_queue(otto, client, time_machine):
    notify_moderators()
    sending.send_due()
    email = next(email for email in mail.outbox if email.to == [otto.email])
    path = re.search(r"/comments/confirm/[^/]+/", email.body)[0]
    assert "Untick anything that is not yours" not in client.get(path).content.decode()
    assert "is confirmed" in client.post(path).content.decode()
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    notify_moderators()
    sending.send_due()
    assert "comment awaiting" in mail.outbox[-1].subject and sent_to().count(otto.email) == 2


def test_an_address_that_still_awaits_its_code_is_not_believed(otto):
    EmailAddress.objects.create(user=otto, email=otto.email, verified=False)
    notify_moderators()
    assert not OutgoingEmail.objects.filter(kind="queue", to=otto.email).exists()


def test_who_ended_all_emails_is_not_even_asked(otto):
    an_address(otto.email, confirmed_at=None).unsubscribe_all()
    notify_moderators()
    assert not OutgoingEmail.objects.filter(to=otto.email).exists()


def test_many_moderators_cost_no_more_queries(otto):
    costs = []
    for number in range(2):
        OutgoingEmail.objects.all().delete()
        for moderator in range(5 * number):
            a_moderator(f"moderator{moderator}")
            an_address(f"knows{moderator}@films.example")
            a_moderator(f"knows{moderator}")
        Recipient.objects.update(asked_at=None)
        with CaptureQueriesContext(connection) as queries:
            notify_moderators()
        costs.append(len(queries))
    assert costs[0] == costs[1] and OutgoingEmail.objects.count() == 12
