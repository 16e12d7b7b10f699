"""What a monitor is told."""

from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from jobs import worker as jobs_worker
from jobs.worker import MANY_FAILURES, Worker
from mail.models import OutgoingEmail

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "free")


@pytest.fixture
def ask():
    client = Client(raise_request_exception=False)

    def ask():
        answer = client.get("/healthz/")
        return answer.status_code, answer.content.decode()

    return ask


class Thread:
    """As much of a thread as health asks for."""

    def __init__(self, alive):
        self.is_alive = lambda: alive


@pytest.fixture
def worker(monkeypatch):
    worker = Worker(lambda: False)
    monkeypatch.setattr(jobs_worker, "_running", (worker, Thread(alive=True)))
    return worker


def an_email(to="dora@readers.example", minutes=0, **fields):
    then = timezone.now() - timedelta(minutes=minutes)
    fields = {"created_at": then, "next_attempt_at": then} | fields
    return OutgoingEmail.objects.create(kind="account", to=to, **fields)


def test_all_is_well(ask, worker):
    an_email(minutes=2)
    assert ask() == (200, "ok\n")


def test_a_database_that_is_away(ask):
    def fail(*args):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(fail):
        assert ask() == (503, "The database does not answer.\n")


def test_a_full_disk(ask, monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(
        "shutil.disk_usage", lambda folder: Usage(1_000_000 if folder == tmp_path else 10**12)
    )
    assert ask() == (503, f"The disk is full ({tmp_path.name}).\n")


def test_a_disk_that_cannot_be_written(ask, monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("os.access", lambda folder, mode: folder != tmp_path)
    assert ask() == (503, f"The disk cannot be written ({tmp_path.name}).\n")


def test_an_e_mail_that_waits_too_long(ask):
    an_email(minutes=20)
    assert ask() == (503, "E-mail stands still: it is due and none leaves.\n")


def test_an_e_mail_with_a_code_that_waits_too_long(ask):
    an_email(minutes=20, next_attempt_at=timezone.now() - timedelta(days=20_000))
    assert ask()[0] == 503


def test_a_code_that_was_just_asked_for_alarms_nobody(ask):
    an_email(next_attempt_at=timezone.now() - timedelta(days=20_000))
    assert ask()[0] == 200


def test_a_long_queue_that_moves_alarms_nobody(ask):
    an_email(minutes=20)
    an_email(status="sent", sent_at=timezone.now() - timedelta(minutes=1))
    assert ask()[0] == 200


def test_a_server_that_refuses_everybody(ask):
    for number in range(3):
        an_email(f"reader{number}@readers.example", attempts=2, claimed_at=timezone.now())
    assert ask()[0] == 503


def test_one_full_mailbox_alarms_nobody(ask):
    for _number in range(3):
        an_email(attempts=2, claimed_at=timezone.now())
    assert ask()[0] == 200


def test_a_worker_that_ended(ask, worker, monkeypatch):
    monkeypatch.setattr(jobs_worker, "_running", (worker, Thread(alive=False)))
    assert ask() == (503, "Jobs stand still: their worker has ended.\n")


def test_a_worker_that_is_stuck(ask, worker):
    worker.stuck_at = 0
    assert ask() == (503, "Jobs stand still: their worker is stuck.\n")


def test_a_worker_that_keeps_failing(ask, worker):
    worker.failures = MANY_FAILURES
    assert ask() == (503, "Jobs stand still: their worker failed 5 times in a row.\n")
