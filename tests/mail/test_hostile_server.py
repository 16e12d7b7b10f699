"""Whatever a mail server answers, and whatever goes wrong in the sending thread: it goes on, and
counts.
"""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import InterfaceError, OperationalError

from comments.tasks import send_digests
from jobs.models import Job
from jobs.worker import Outcome, Worker
from mail import tasks
from mail.models import OutgoingEmail
from tests.comments.builders import a_comment, a_review_with

from .builders import a_follower, a_mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def queued():
    """Two e-mails about one comment."""
    review = a_review_with()
    discussion = a_comment(review, "Iris Vale").discussion
    for name in ("ada", "bo"):
        a_follower(discussion, f"{name}@readers.example")
    a_comment(review, "Tom Grump")
    return OutgoingEmail.objects.waiting()


@pytest.fixture
def rounds(monkeypatch):
    """Let a worker do a number of rounds, without the waiting between them."""
    ours = {task.module_path: task for task in (tasks.send_due_emails, send_digests)}
    monkeypatch.setattr("jobs.base._repeating", ours)
    # The test's own transaction is on it.
    monkeypatch.setattr("jobs.worker.close_old_connections", lambda: None)

    def work(number):
        worker = Worker(lambda: False)
        for _round in range(number):
            # As if the wait was over.
            OutgoingEmail.objects.waiting().update(next_attempt_at="2020-01-01T00:00Z")
            Job.objects.update(run_after="2020-01-01T00:00Z")
            assert worker.attempt_round()
        return worker.outcomes

    return work


@contextmanager
def a_server_that_says(answer, settings):
    """Says the same bytes to everybody who comes, and hangs up."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                guest, _address = door.accept()
            except OSError:
                return
            try:
                guest.sendall(answer)
            except OSError:
                pass
            finally:
                guest.close()

    thread = Thread(target=serve)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = door.getsockname()
    try:
        yield
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [b"", b"\r\n", b"\xff\xfe\x00\r\n", b"220 " + b"x" * 9_000 + b"\r\n", b"hello\r\n",
     b"HTTP/1.1 200 OK\r\n\r\n", b"220-a\r\n" * 2_000, b"220 hi\r\n\xff\xff\r\n",
     b"220 hi\r\n250-\xff\r\n250 AUTH \xff\r\n", b"554 no\r\n", b"999999999999999999999 x\r\n",
     "２２０ hi\r\n".encode()],
    ids=lambda answer: ascii(answer[:12]),
)  # fmt: skip
def test_garbage_is_counted_and_survived(queued, rounds, settings, answer):
    with a_server_that_says(answer, settings):
        assert rounds(3)[Outcome.RETRIED] == 3
    assert queued.count() == 2
    with a_mail_server(settings) as server:
        assert not rounds(1)[Outcome.RETRIED]
        assert len(server.messages) == 2


@pytest.mark.parametrize(
    "goodbye", ["x" * 8_200, "221 " + "x" * 8_200, "\x00", "554 stay", "garbage"]
)
def test_an_odd_goodbye_changes_nothing(queued, rounds, settings, goodbye):
    with a_mail_server(settings) as server:
        server.answer = lambda line: goodbye if line.upper() == "QUIT" else ""
        assert not rounds(1)[Outcome.RETRIED]
        assert len(server.messages) == 2
    assert not queued.exists()


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"])
@pytest.mark.parametrize(
    "answer", ["x" * 8_200, "garbage", "\x00\x01", "451 later", "554 never", None], ids=repr
)
def test_no_answer_at_any_step_ends_the_worker(queued, rounds, settings, verb, answer):
    with a_mail_server(settings) as server:
        server.answer = lambda line: answer if line.upper().startswith(verb) else ""
        rounds(2)
        server.answer = lambda line: ""
        rounds(1)
    assert not queued.exists()
    assert OutgoingEmail.objects.filter(status="sent").count() == 2


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), UnicodeError("x"), ConnectionResetError(104, "x"), TimeoutError("x"),
     MemoryError(), OperationalError("server closed the connection"),
     InterfaceError("connection already closed"),
     RecursionError("x"), KeyError("x"), OSError(28, "No space left on device")],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("place", ["mail.tasks.send_due", "comments.tasks.enqueue_digests"])
def test_no_exception_ends_the_worker(queued, rounds, monkeypatch, error, place):
    def fail(*args):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(place, fail)
        assert rounds(3)[Outcome.RETRIED] == 3
    assert not rounds(1)[Outcome.RETRIED]
    assert not queued.exists()


def test_what_fails_does_not_hold_up_the_emails(queued, rounds, monkeypatch):
    def fail():
        raise OperationalError("x")

    monkeypatch.setattr("comments.tasks.enqueue_digests", fail)
    assert rounds(1)[Outcome.RETRIED] == 1
    assert not queued.exists()


def test_a_server_that_is_back_ends_the_wait_of_new_emails(queued, rounds, settings):
    tasks.send_due_emails.using(key=tasks.KEY).enqueue()
    with a_server_that_says(b"554 no\r\n", settings):
        assert rounds(1)[Outcome.RETRIED] == 2
    with a_mail_server(settings):
        Job.objects.filter(every=None).update(run_after="2040-01-01T00:00Z")
        Job.objects.exclude(every=None).update(run_after="2020-01-01T00:00Z")
        Worker(lambda: False).run_once()
    assert not queued.exists()
    assert not Job.objects.filter(key=tasks.KEY).exists()
