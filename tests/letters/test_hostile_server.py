"""Whatever a mail server does, the thread that sends goes on, and what was taken is sent once."""

import socketserver
from contextlib import contextmanager
from itertools import count
from threading import Thread

import pytest
from django.core import mail

from comments.letters import postman
from comments.models import Letter

from .builders import a_mail_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rounds(monkeypatch):
    """Lets the postman go so many rounds without resting."""
    monkeypatch.setattr(postman.Postman, "rest", lambda self, seconds: None)

    def work(number):
        asked = count()
        worker = postman.Postman(lambda: next(asked) >= number)
        worker.work()
        return worker

    return work


def a_letter(to="ada@readers.example"):
    return Letter.objects.create(kind="account", to=to, context={"subject": "A code", "text": "123456", "until": None})


ANSWERS = {
    "a goodbye of 8 kB": ("QUIT", "221 " + "x" * 9_000),
    "a goodbye in no language": ("QUIT", "\x00\x01\x02"),
    "no goodbye": ("QUIT", None),
    "a number that is none": ("RCPT", "2x0 what"),
    "an endless greeting": ("EHLO", "250-" + "x" * 9_000),
    "nothing after the greeting": ("EHLO", None),
    "gone within the letter": ("DATA", None),
    "refused": ("MAIL", "550 no"),
    "later": ("MAIL", "451 later"),
}


@pytest.mark.parametrize("fault", ANSWERS)
def test_the_thread_goes_on(settings, rounds, fault):
    verb, words = ANSWERS[fault]
    a_letter()
    with a_mail_server(settings) as server:
        server.answer = lambda line: words if line.upper().startswith(verb) else ""
        rounds(3)
        server.answer = lambda line: ""
        Letter.objects.update(next_try_at="2000-01-01T00:00Z")
        rounds(8)
    assert len(server.letters) == 1
    assert Letter.objects.get().status == "sent"


class Garbage(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"\xff\xfe\x00 garbage " * 2_000)


@contextmanager
def a_server_of_garbage(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Garbage) as server:
        server.daemon_threads = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        server.shutdown()


def test_what_speaks_no_smtp_is_a_server_that_is_down(settings, rounds):
    a_letter()
    with a_server_of_garbage(settings):
        assert rounds(4).failures >= 1
    assert Letter.objects.get().status == "due"


def test_a_fault_of_ours_is_logged_and_counted(rounds, monkeypatch, caplog):
    a_letter()
    monkeypatch.setattr(postman, "write_digests", lambda: 1 / 0)
    assert rounds(4).failures == 4
    assert "ZeroDivisionError" in caplog.text and not mail.outbox


def test_after_a_fault_of_ours_letters_go_out(rounds, monkeypatch):
    a_letter()
    faults = iter([ZeroDivisionError(), None, None, None])

    def fail_once():
        if error := next(faults):
            raise error

    monkeypatch.setattr(postman, "write_digests", fail_once)
    rounds(6)
    assert Letter.objects.get().status == "sent"
