"""Every queued e-mail leaves, however often server or worker fails, and once when all is well."""

import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from mail import sending, tasks
from mail.models import OutgoingEmail, Recipient
from mail.models.outgoing_email import CLAIM_TIME, MAX_ATTEMPTS
from mail.queue import enqueue
from tests.comments.builders import a_comment, a_review_with

from .builders import a_follower, a_mail_server, an_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued():
    """Two e-mails about one comment."""
    review = a_review_with()
    discussion = a_comment(review, "Iris Vale").discussion
    for name in ("ada", "bo"):
        a_follower(discussion, f"{name}@readers.example")
    a_comment(review, "Tom Grump")
    assert OutgoingEmail.objects.waiting().count() == 2


def send():
    out = StringIO()
    call_command("send_emails", stdout=out)
    return out.getvalue()


def later(time_machine, **delta):
    time_machine.move_to(timezone.now() + timedelta(**delta), tick=False)


def test_it_works(queued, settings):
    with a_mail_server(settings) as server:
        assert "sent: 2," in send()
        assert sorted(message["To"] for message in server.messages) == [
            "ada@readers.example",
            "bo@readers.example",
        ]


def test_once_is_enough(queued, settings):
    with a_mail_server(settings) as server:
        send(), send()
        assert len(server.messages) == 2
        assert len({message["Message-ID"] for message in server.messages}) == 2


def test_an_email_is_owed_with_its_transaction_or_not_at_all():
    an_address()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert enqueue("decision", "remy@readers.example", decision=1)
        1 / 0  # noqa: B018
    assert not OutgoingEmail.objects.exists()


def test_a_dead_mail_server_loses_nothing(queued, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        for _ in range(2 * MAX_ATTEMPTS):
            with pytest.raises(CommandError, match="2 are waiting: check EMAIL_URL"):
                send()
    with a_mail_server(settings) as server:
        send()
        assert len(server.messages) == 2


def test_a_server_that_hangs_up_gets_the_email_later(queued, settings, time_machine):
    with a_mail_server(settings) as server:
        server.answer = lambda line: None if line.upper() == "DATA" else ""
        with pytest.raises(CommandError):
            send()
        assert (OutgoingEmail.objects.waiting().count(), server.messages) == (2, [])
        server.answer = lambda line: ""
        later(time_machine, minutes=1)
        send()
        assert len(server.messages) == 2


def test_an_e_mail_at_which_the_server_always_hangs_up_stops_no_other(
    queued, settings, time_machine
):
    with a_mail_server(settings) as server:
        server.answer = lambda line: None if "ada@" in line else ""
        for number in range(MAX_ATTEMPTS):
            with pytest.raises(CommandError):
                send()
            assert [message["To"] for message in server.messages] == ["bo@readers.example"][:number]
            later(time_machine, days=1)
        assert "sent: 0," in send()
    assert OutgoingEmail.objects.get(to="ada@readers.example").status == "failed"


def test_one_refused_email_stops_no_other(queued, settings, time_machine):
    with a_mail_server(settings) as server:
        server.answer = lambda line: "450 mailbox is full" if "ada@" in line else ""
        assert "sent: 1, to be retried: 1," in send()
        kept = OutgoingEmail.objects.get(to="ada@readers.example")
        assert (kept.status, kept.attempts) == ("waiting", 1) and "mailbox is full" in kept.error
        assert "sent: 0," in send()
        server.answer = lambda line: ""
        later(time_machine, minutes=1)
        assert "sent: 1," in send()


def test_waits_grow_and_end(queued, settings, time_machine):
    with a_mail_server(settings) as server:
        server.answer = lambda line: "550 nobody here" if line.upper().startswith("RCPT") else ""
        waits = []
        while OutgoingEmail.objects.waiting().exists():
            first = (
                OutgoingEmail.objects.waiting().order_by("next_attempt_at").first().next_attempt_at
            )
            time_machine.move_to(max(first, timezone.now()), tick=False)
            before = timezone.now()
            send()
            waits += [
                (email.next_attempt_at - before).total_seconds()
                for email in OutgoingEmail.objects.waiting()[:1]
            ]
    email = OutgoingEmail.objects.first()
    assert (email.status, email.attempts, server.messages) == ("failed", MAX_ATTEMPTS, [])
    assert "nobody here" in email.error
    assert waits == sorted(waits) and waits[0] == 60 and waits[-1] == 24 * 3600


class Killed(BaseException):
    """What a worker meets that is killed: nothing of its own runs after."""


def test_a_killed_workers_email_is_sent(queued, settings, time_machine, monkeypatch):
    with a_mail_server(settings) as server, monkeypatch.context() as patch:
        patch.setattr(sending, "deliver", lambda email, server: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            send()
        patch.undo()
        send()
        assert len(server.messages) == 1  # the dead worker still has the other
        later(time_machine, seconds=CLAIM_TIME.total_seconds())
        send()
        assert len(server.messages) == 2


def test_a_copy_of_an_email_bears_the_same_name(queued, settings, time_machine, monkeypatch):
    with a_mail_server(settings) as server, monkeypatch.context() as patch:
        patch.setattr(OutgoingEmail, "mark_sent", lambda email: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            send()
        patch.undo()
        later(time_machine, seconds=CLAIM_TIME.total_seconds())
        send()
        names = [message["Message-ID"] for message in server.messages]
        assert len(names) == 3 and len(set(names)) == 2


def test_a_claimed_email_is_nobody_elses(queued):
    first, second = OutgoingEmail.objects.claim(), OutgoingEmail.objects.claim()
    assert {first.to, second.to} == {"ada@readers.example", "bo@readers.example"}
    assert OutgoingEmail.objects.claim() is None


def test_an_email_with_an_error_in_it_stops_no_other(queued, settings, monkeypatch):
    true = sending.build_message
    broken = OutgoingEmail.objects.first().pk
    monkeypatch.setattr(
        sending, "build_message", lambda email: 1 / 0 if email.pk == broken else true(email)
    )
    assert "sent: 1, to be retried: 1," in send()
    assert "ZeroDivisionError" in OutgoingEmail.objects.get(pk=broken).error


def test_what_is_sent_is_not_kept_for_ever(queued, time_machine):
    send()
    assert len(mail.outbox) == 2
    later(time_machine, days=31)
    tasks.purge_emails.call()
    assert not OutgoingEmail.objects.exists()


def test_addresses_that_never_answered_are_not_kept_for_ever(time_machine):
    kept = (
        an_address("ada@readers.example"),
        an_address("bo@readers.example", confirmed_at=None, unsubscribed_at=timezone.now()),
    )
    enqueue("confirm", "remy@readers.example")
    enqueue("confirm", "tom@readers.example")
    send()
    later(time_machine, days=20)
    enqueue("confirm", "tom@readers.example")
    later(time_machine, days=11)
    tasks.purge_emails.call()
    assert set(Recipient.objects.values_list("email", flat=True)) == {
        "tom@readers.example",
        *map(str, kept),
    }
