"""Postmen at work: beside each other, beside the requests of a server, and stopped with it."""

import signal
import subprocess
import sys

import pytest
from django.core import mail

from comments.letters import postman
from comments.models import Letter
from tests.comments.builders import a_comment, a_review_with
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)
from tests.serving.commands import ROOT, run

from .builders import a_follower


@pytest.mark.django_db(transaction=True)
def test_four_postmen_send_each_letter_once():
    review = a_review_with()
    discussion = a_comment(review).discussion
    for number in range(24):
        a_follower(discussion, f"r{number}@readers.example")
    a_comment(review, "Tom Grump")
    counts = at_once([postman.send_due] * 4)
    assert sum(count["sent"] for count in counts) == len(mail.outbox) == 24
    assert len({letter.to[0] for letter in mail.outbox}) == 24
    assert not Letter.objects.exclude(status="sent").exists()


def test_a_server_brings_a_postman_and_takes_him_along(tmp_path):
    words = "import threading, filmsite.worker; print([thread.name for thread in threading.enumerate()])"
    ended = run(sys.executable, "-c", words, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "['MainThread', 'postman']\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_stops_when_told(tmp_path, number):
    words = [sys.executable, "manage.py", "send_letters", "--forever"]
    environment = {"DATA_DIR": str(tmp_path), "PATH": ""}
    with subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert "Letters wait" in process.stderr.readline()  # there are no tables: it goes on, and tries again
        process.send_signal(number)
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
