"""Moderators hear that texts wait: once an hour, however many come."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.letters import owe, postman
from comments.models import Letter
from tests.builders import a_user, an_admin
from tests.comments.builders import a_moderator, a_review_with, a_submission

from .builders import an_address, leave_path, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def mona():
    a_user("remy"), a_user("iris", is_staff=True)
    a_submission(a_review_with())
    return a_moderator()


def test_it_works(mona):
    an_admin()
    owe("queue", None)
    postman.send_due()
    assert sent_to() == ["ada@films.example", "mona@films.example"]
    assert mail.outbox[0].subject == "Filmsite: 1 comment waits"


def test_a_flood_is_one_letter_an_hour(mona, time_machine):
    for minutes in (0, 1, 30, 59, 61):
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes))
        owe("queue", None), owe("queue", None)
        postman.send_due()
    assert len(mail.outbox) == 3  # at 0:00, 1:30 and 2:31


def test_one_letter_tells_of_all_that_came_meanwhile(mona):
    owe("queue", None)
    for _ in range(4):
        a_submission(a_review_with())
    postman.send_due()
    assert "5 comments wait" in mail.outbox[0].subject


def test_an_empty_queue_is_no_letter(mona):
    owe("queue", None)
    a_submission(a_review_with()).discussion.submissions.model.objects.all().delete()
    postman.send_due()
    assert mail.outbox == []


def test_a_moderator_can_end_these_letters(mona, client):
    client.post(leave_path(an_address(mona.email), "queue"))
    owe("queue", None)
    assert not Letter.objects.exists()
