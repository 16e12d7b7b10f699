"""When database, disk or mail server fail: 503 with the text on the page, and /healthz tells."""

import errno
import sqlite3
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.urls import reverse
from django.utils import timezone

from comments.models import Letter
from tests.builders import a_review
from tests.comments.builders import a_review_with, words

pytestmark = pytest.mark.django_db

FAULTS = [
    OperationalError("database or disk is full"),
    OperationalError("disk I/O error"),
    OperationalError("connection refused"),
    InterfaceError("connection already closed"),
    sqlite3.OperationalError("database is locked"),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.fixture
def broken(monkeypatch, client):
    """Lets every comment fail with an error on its way into the database."""
    client.raise_request_exception = False

    def fail(error):
        def save(*args, **kwargs):
            raise error

        monkeypatch.setattr("comments.models.Submission.save", save)

    return fail


@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_a_comment_that_cannot_be_saved_is_handed_back(client, broken, error):
    broken(error)
    address = reverse("comments:write", args=[a_review_with().slug])
    answer = client.post(address, words("The last shot undoes <b>the film</b>."))
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert "The last shot undoes &lt;b&gt;the film&lt;/b&gt;." in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_of_ours_is_no_503(client, broken):
    broken(ValueError("a slip"))
    address = reverse("comments:write", args=[a_review_with().slug])
    assert client.post(address, words("The last shot.")).status_code == 500


def test_no_password_is_handed_back(client, monkeypatch):
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("filmsite.members.doors.LogInForm.is_valid", fail)
    answer = client.post("/account/login/", {"login": "jane", "password": "correct horse battery staple"})
    assert answer.status_code == 503 and b"correct horse" not in answer.content


def test_a_page_says_so_too(client, monkeypatch):
    client.raise_request_exception = False
    a_review("Low Tide")

    def fail(*args, **kwargs):
        raise OperationalError("no connection")

    monkeypatch.setattr("django.template.base.Template.render", fail)
    monkeypatch.undo()
    monkeypatch.setattr("reviews.models.queries.ReviewQuerySet.published", fail)
    answer = client.get("/")
    assert answer.status_code == 503 and "Retry-After" in answer.headers


# Health


def test_all_is_well(client):
    assert client.get("/healthz/").content == b"ok\n"


def test_health_tells_that_the_database_is_away(client, monkeypatch):
    def fail(self):
        raise OperationalError("no connection")

    monkeypatch.setattr("comments.models.letter.LetterQuerySet.waiting", fail)
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_health_tells_that_mail_stands_still(client):
    long_ago = timezone.now() - timedelta(minutes=11)
    Letter.objects.create(kind="reply", to="ada@readers.example", next_try_at=long_ago, written_at=long_ago)
    answer = client.get("/healthz/")
    assert answer.status_code == 503 and b"e-mail stands still: 1 waiting" in answer.content


def test_a_refused_letter_that_waits_for_its_turn_is_no_fault(client):
    later = timezone.now() + timedelta(hours=4)
    Letter.objects.create(kind="reply", to="ada@readers.example", next_try_at=later)
    assert client.get("/healthz/").status_code == 200


def test_health_tells_that_the_disk_is_full(client, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(10**9, 10**9, 4096))
    answer = client.get("/healthz/")
    assert answer.status_code == 503 and b"the disk is full" in answer.content


# Headers and addresses


@pytest.mark.parametrize("path", ["/", "/films/", "/feed/", "/sitemap.xml", "/robots.txt"])
@pytest.mark.parametrize("codings", ["", "gzip", "br"])
def test_every_answer_says_that_it_may_be_compressed(client, path, codings):
    answer = client.get(path, headers={"Accept-Encoding": codings})
    assert "accept-encoding" in answer.headers["Vary"].lower()
    assert answer.headers["Vary"].lower().count("accept-encoding") == 1
