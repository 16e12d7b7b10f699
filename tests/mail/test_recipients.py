"""An address is asked to confirm once a day, whoever asks, and at little cost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mail.models import OutgoingEmail, Recipient
from mail.queue import enqueue
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

from .builders import an_address

pytestmark = pytest.mark.django_db
REMY = "remy@readers.example"


def claim(email=REMY):
    return Recipient.objects.claim_confirmation(email, "its network")


def test_it_works():
    assert claim()
    remy = Recipient.objects.get()
    assert (remy.email, remy.asked_from, remy.confirmed_at) == (REMY, "its network", None)
    assert remy.asked_at and remy.opted_out_of == []


def test_nobody_is_asked_twice_a_day(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert [claim(), claim()] == [True, False]
    time_machine.shift(timedelta(days=1, seconds=1))
    assert claim()


def test_who_answered_may_be_asked_again():
    claim()
    Recipient.objects.get().confirm()
    assert claim()


def test_who_wants_no_such_e_mail_gets_none():
    remy = an_address(REMY, opted_out_of=["queue", "confirm"])
    assert not claim()
    remy.refresh_from_db()
    assert remy.asked_at is None


def test_who_wants_no_other_e_mail_may_be_asked():
    an_address(REMY, opted_out_of=["queue"], unsubscribed_at=timezone.now())
    assert claim()


def test_several_are_asked_that_may_be():
    claim()
    emails = {REMY, "ada@readers.example", "tom@readers.example"}
    assert Recipient.objects.claim_confirmations(emails) == sorted(emails - {REMY})
    assert Recipient.objects.claim_confirmations([]) == []


@pytest.mark.parametrize("is_known", [False, True])
def test_to_ask_costs_two_statements(is_known, django_assert_num_queries):
    if is_known:
        an_address(REMY)
    with transaction.atomic(), django_assert_num_queries(2):
        enqueue("confirm", REMY)
    assert OutgoingEmail.objects.get().to == REMY


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_at_once_one_may():
    assert sum(at_once([claim] * 8)) == 1
