"""E-mails leave by jobs: soon after they are queued, and each minute whatever happened."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.worker import Worker
from mail import tasks
from mail.models import OutgoingEmail
from mail.queue import enqueue, enqueue_unchecked

from .builders import an_address, sent_to

pytestmark = pytest.mark.django_db(transaction=True)
REMY = "remy@readers.example"


def a_code(**fields):
    """An e-mail with a code for signing in."""
    context = {"subject": "Your code", "text": "A1", "until": None}
    return OutgoingEmail(**({"kind": "account", "to": REMY, "context": context} | fields))


def work():
    Worker(lambda: False).run_once()


@pytest.fixture(autouse=True)
def only_mail(monkeypatch):
    """No task repeats but the one that sends."""
    task = tasks.send_due_emails
    monkeypatch.setattr("jobs.base._repeating", {task.module_path: task})


def test_an_e_mail_leaves_at_once():
    work()
    enqueue_unchecked([a_code()])
    work()  # the worker looks every two seconds
    assert sent_to() == [REMY]


def test_an_e_mail_leaves_within_a_minute_whose_job_was_lost(time_machine):
    work()
    enqueue_unchecked([a_code()])
    Job.objects.filter(every=None).delete()
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    work()
    assert sent_to() == [REMY]


def test_many_e_mails_are_one_job():
    for number in range(5):
        enqueue_unchecked([a_code(to=f"r{number}@readers.example")])
    assert Job.objects.filter(key=tasks.KEY).count() == 1
    work()
    assert len(mail.outbox) == 5


def test_no_job_comes_of_a_transaction_that_failed():
    an_address()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert enqueue("decision", REMY, decision=1)
        1 / 0  # noqa: B018
    assert not Job.objects.exists()


def test_an_e_mail_for_later_wakes_nobody():
    enqueue_unchecked([a_code(next_attempt_at=timezone.now() + timedelta(minutes=2))])
    assert not Job.objects.exists()


def test_a_run_that_was_stopped_goes_on(monkeypatch):
    monkeypatch.setattr(tasks, "LONGEST_RUN", -1.0)
    enqueue_unchecked([a_code()])
    tasks.send_due_emails.call()
    assert mail.outbox == [] and Job.objects.filter(key=tasks.KEY).exists()


def test_a_run_that_succeeds_ends_the_wait_of_one_that_failed():
    """Else a code for signing in would wait as well, long after the mail server is back."""
    tasks.send_due_emails.using(key=tasks.KEY).enqueue()
    Job.objects.update(attempts=1, run_after=timezone.now() + timedelta(hours=4))
    tasks.send_due_emails.call()
    enqueue_unchecked([a_code()])
    work()
    assert sent_to() == [REMY]
