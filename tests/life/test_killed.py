"""`kill -9` of the server in a storm of posts: what was acknowledged is there, counts agree, each
letter is sent.
"""

import os
import secrets
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from io import StringIO
from itertools import count
from socket import socket
from threading import Event
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, ModerationLog
from filmsite import bootstrap
from jobs.models import Job
from mail.models import OutgoingEmail
from tests.commands import ROOT
from tests.comments.builders import a_comment, a_review_with, words
from tests.comments.test_concurrency import assert_counts_agree, shared_database  # noqa: F401
from tests.mail.builders import a_follower, a_mail_server
from tests.mail.test_worker import environment_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS = 6
ENOUGH = 20  # posts acknowledged, before the kill
STALLED_AFTER = 5  # letters
KILLS = int(os.environ.get("KILLS", "1"))
AT_A_TIME = 25  # kills of one database: after each all that it holds is looked at


def wait_until(true, seconds=180):
    """Ask again and again; the time is only the end of patience."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, f"It is still not so after {seconds} s."
        sleep(0.02)


@pytest.fixture
def server(settings, tmp_path):
    """Starts `manage.py serve` on the test's database, with two workers; `kill` ends all its
    processes at once.
    """
    settings.STATIC_ROOT = (
        tmp_path / "static"
    )  # no page with a style is asked for, so none is collected
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text(
        '{"paths": {}, "version": "1.1", "hash": ""}'
    )
    (tmp_path / "static.stamp").write_text(bootstrap.static_stamp())
    with a_mail_server(settings) as mail:
        server = Server(environment_of(settings, tmp_path), mail)
        yield server
        server.kill()


class Server:
    """A site on a port of its own, and the mail server that it hands its letters to."""

    def __init__(self, environment, mail):
        self.mail, self.process, self.port = mail, None, a_free_port()
        self.environment = environment | {
            "PORT": str(self.port),
            "WORKERS": "2",
            "TRUST_PROXY": "true",  # so that each post may come from a network of its own
            "GUEST_FLOOD": "1000000",
            "FIXTURES": "none",
        }

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=2,  # where Granian logs: shown when the test fails
            start_new_session=True,
        )
        wait_until(self.answers)

    def answers(self):
        assert self.process.poll() is None, "The server ended by itself."
        try:
            return self.ask("GET", "/healthz").status == 200
        except OSError:
            return False

    def ask(self, method, path, body=None, **headers):
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)
        asked.request(method, path, body, headers)
        return asked.getresponse()

    def kill(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    @contextmanager
    def stalled_mail(self):
        """A mail server that takes some letters, then keeps one in the hand of each worker; gives
        when it does.
        """
        stalls, go_on, taken = Event(), Event(), count()

        def answer(line):
            if line.upper() == "DATA" and next(taken) >= STALLED_AFTER:
                stalls.set()
                go_on.wait(60)
                return None
            return ""

        self.mail.answer = answer
        yield stalls
        self.mail.answer = lambda line: ""
        go_on.set()


def a_free_port():
    """A port that nobody uses."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Storm:
    """Readers who post until nobody answers; `acknowledged` is where they were told that each text
    stands.
    """

    def __init__(self, server, review):
        self.server, self.address = server, reverse("comments:write", args=[review.slug])
        self.acknowledged, self.turned_away, self.numbers = {}, 0, count(1)

    def post(self):
        """One comment or, every other time, an answer to the first comment of the thread."""
        number, text = next(self.numbers), secrets.token_hex(20)
        fields = words(
            text, f"Reader {number}", f"r{number}@readers.example", parent="1" if number % 2 else ""
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers["X-Forwarded-For"] = f"10.{number // 250}.{number % 250}.1"
        answer = self.server.ask("POST", self.address, urlencode(fields), **headers)
        if (
            answer.status == 503
        ):  # a disk that stalls for longer than a writer waits: it was told so
            self.turned_away += 1
            return
        assert answer.status == 303, (answer.status, answer.read())
        self.acknowledged[text] = answer.headers["Location"]

    def post_until_nobody_answers(self):
        try:
            while True:
                self.post()
        except (OSError, HTTPException):
            return

    def rage(self, mail_stalls):
        """Writers at once, and the kill in the midst of them, with a letter in a worker's hand."""
        enough = len(self.acknowledged) + ENOUGH
        with ThreadPoolExecutor(WRITERS) as pool:
            writers = [pool.submit(self.post_until_nobody_answers) for _number in range(WRITERS)]
            try:
                wait_until(lambda: mail_stalls.is_set() and len(self.acknowledged) > enough)
            finally:
                self.server.kill()
            for writer in writers:
                writer.result(30)


@pytest.mark.parametrize(
    "kills", [min(AT_A_TIME, KILLS - done) for done in range(0, KILLS, AT_A_TIME)]
)
def test_nothing_that_was_acknowledged_is_lost(server, kills):
    review = a_review_with()
    discussion = a_comment(review, "Iris Vale").discussion
    a_follower(discussion, "ada@readers.example")
    a_follower(None, "iris@readers.example")  # hears of answers
    storm = Storm(server, review)
    for _round in range(kills):
        with server.stalled_mail() as mail_stalls:
            server.start()
            storm.rage(mail_stalls)
        assert_everything_is_there(storm, review)
        claims = OutgoingEmail.objects.waiting().filter(next_attempt_at__gt=timezone.now())
        assert claims.update(next_attempt_at=timezone.now()) >= 1  # they end after some minutes
        Job.objects.filter(status="RUNNING").update(lease_until=timezone.now())  # and so do leases
    server.start()
    wait_until(lambda: not OutgoingEmail.objects.waiting().exists(), seconds=60 + 10 * kills)
    assert_each_letter_came(server.mail)
    storm.post()
    assert_everything_is_there(storm, review)
    assert storm.turned_away <= len(storm.acknowledged) / 20


def assert_everything_is_there(storm, review):
    """All that was acknowledged stands where it was said, once; the database is whole and all
    counts are true.
    """
    for text, address in storm.acknowledged.items():
        comment = Comment.objects.get(body=text)
        assert comment.status == "approved" and comment.get_absolute_url() == address
    assert (
        Comment.objects.approved().count()
        == Comment.objects.count()
        == ModerationLog.objects.count()
    )
    assert_counts_agree(review)
    assert said("recount_comments").startswith("0 of 1 discussions")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def assert_each_letter_came(mail):
    """One is owed for each comment and one more for each answer; a second copy bears the name of
    the first.
    """
    told = Comment.objects.exclude(seq=1)
    owed = OutgoingEmail.objects.exclude(key="")
    assert owed.filter(to="ada@readers.example").count() == told.count()
    assert owed.filter(to="iris@readers.example").count() == told.filter(parent__seq=1).count() > 0
    assert set(OutgoingEmail.objects.values_list("status", flat=True)) == {"sent"}
    assert {message["Message-ID"] for message in mail.messages} == set(
        OutgoingEmail.objects.values_list("message_id", flat=True)
    )


def said(command):
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().strip()
