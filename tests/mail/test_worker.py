"""Workers that send e-mail: beside each other, beside the requests of a server, and killed."""

import subprocess
import sys
from threading import Event

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from mail import sending
from mail.models import OutgoingEmail
from tests.commands import ROOT, run
from tests.comments.builders import a_comment, a_review_with
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

from .builders import a_follower, a_mail_server

pytestmark = pytest.mark.slow


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_email_once():
    review = a_review_with()
    discussion = a_comment(review).discussion
    for number in range(24):
        a_follower(discussion, f"r{number}@readers.example")
    a_comment(review, "Tom Grump")
    counts = at_once([sending.send_due] * 4)
    assert sum(count["sent"] for count in counts) == len(mail.outbox) == 24
    assert len({message.to[0] for message in mail.outbox}) == 24
    assert not OutgoingEmail.objects.exclude(status="sent").exists()


def test_a_server_brings_a_worker_and_takes_it_along(tmp_path):
    words = (
        "import threading, filmsite.worker;"
        " print([thread.name for thread in threading.enumerate()])"
    )
    ended = run(sys.executable, "-c", words, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "['MainThread', 'jobs']\n")


def environment_of(settings, tmp_path):
    """What a process of its own needs to find the database and the mail server of the test."""
    facts = connection.settings_dict
    place = "{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**facts)
    url = f"sqlite:///{facts['NAME']}" if connection.vendor == "sqlite" else f"postgres://{place}"
    mail_url = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return {"DATA_DIR": str(tmp_path), "PATH": "", "DATABASE_URL": url, "EMAIL_URL": mail_url}


@pytest.mark.django_db(transaction=True)
def test_an_email_that_a_killed_worker_had_is_sent(settings, tmp_path):
    review = a_review_with()
    for number in range(3):
        a_follower(a_comment(review).discussion, f"r{number}@readers.example")
    a_comment(review, "Tom Grump")
    with a_mail_server(settings) as server:
        asked, go_on = Event(), Event()

        def stall(line):
            if line.upper() == "DATA":
                asked.set()
                go_on.wait(20)
            return ""

        server.answer = stall
        words, environment = (
            [sys.executable, "manage.py", "send_emails"],
            environment_of(settings, tmp_path),
        )
        with subprocess.Popen(words, cwd=ROOT, env=environment) as process:
            assert asked.wait(20)
            process.kill()
        server.answer = lambda line: ""
        go_on.set()
        waiting = OutgoingEmail.objects.waiting()
        assert (
            waiting.filter(next_attempt_at__gt=timezone.now()).update(
                next_attempt_at=timezone.now()
            )
            == 1
        )  # its claim ends
        assert subprocess.run(words, cwd=ROOT, env=environment, timeout=60).returncode == 0
        assert waiting.count() == 0
        sent = OutgoingEmail.objects.filter(status="sent").values_list("message_id", flat=True)
        assert set(sent) <= {message["Message-ID"] for message in server.messages}
