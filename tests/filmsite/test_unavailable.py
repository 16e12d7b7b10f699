"""Database away or disk full: 503, a time to come back, and the text that was posted."""

import errno

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from comments.models import Comment
from filmsite.unavailable import is_outage
from tests.comments.builders import a_review_with

pytestmark = pytest.mark.django_db
WORDS = "Two hours <b>well</b> spent,\nin the dark."
ERRORS = [
    OperationalError("database or disk is full"),
    OperationalError("disk I/O error"),
    OperationalError("server closed the connection unexpectedly"),
    InterfaceError("connection already closed"),
    DatabaseError("database disk image is malformed"),
    OSError(errno.ENOSPC, "No space left on device"),
]


def failing_with(error, verbs=("",)):
    """Every statement that begins with one of these verbs fails."""

    def run(execute, sql, params, many, context):
        if sql.startswith(tuple(verbs)):
            raise error
        return execute(sql, params, many, context)

    return connection.execute_wrapper(run)


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def comment(client, review, **more):
    data = {
        "name": "Dora Quist",
        "email": "dora@readers.example",
        "body": WORDS,
        "password": "hunter2 secret",
    }
    return client.post(f"/reviews/{review.slug}/comments/", data | more)


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_a_page_says_when_to_come_back(reader, error):
    with failing_with(error):
        answer = reader.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Traceback" not in answer.content.decode() and str(error) not in answer.content.decode()


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_a_comment_is_handed_back(reader, error):
    review = a_review_with()
    with failing_with(error, ["INSERT", "UPDATE", "SAVEPOINT"]):
        answer = comment(reader, review)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "readonly>\nTwo hours &lt;b&gt;well&lt;/b&gt; spent,\nin the dark.</textarea>" in page
    assert "was not saved" in page and "hunter2" not in page
    assert not Comment.objects.exists()


def test_an_editors_form_is_handed_back(reader):
    reader.force_login(User.objects.create_superuser("edith"))
    with failing_with(
        OperationalError("database or disk is full"), ["INSERT", "UPDATE", "SAVEPOINT"]
    ):
        answer = reader.post(
            "/admin/reviews/tag/add/", {"name": "road films", "slug": "road-films", "_save": "Save"}
        )
    assert answer.status_code == 503 and ">\nroad films</textarea>" in answer.content.decode()


def test_who_asks_for_no_page_gets_a_line(reader):
    with failing_with(OperationalError("gone")):
        answer = reader.get("/", headers={"accept": "application/json"})
    assert answer.status_code == 503 and answer.headers["Content-Type"].startswith("text/plain")
    assert answer.content.count(b"\n") == 1


def test_a_fault_of_our_own_is_still_500(reader, monkeypatch):
    monkeypatch.setattr("reviews.models.Review.objects.published", lambda: 1 / 0)
    answer = reader.get("/")
    assert answer.status_code == 500 and "Retry-After" not in answer.headers


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has no limit of its own to set"
)
def test_a_database_that_is_really_full(reader):
    review = a_review_with()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        answer = comment(reader, review, body="word " * 800)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 503 and "word word word" in answer.content.decode()
    assert comment(reader, review).status_code == 303


@pytest.mark.parametrize(
    "error", [IntegrityError("UNIQUE"), OSError(errno.ENOENT, "x"), ValueError("x"), None]
)
def test_other_faults_are_no_outage(error):
    assert not is_outage(error)


def test_what_an_outage_led_to_is_one():
    error = ValueError("x")
    error.__context__ = OperationalError("gone")
    assert is_outage(error)


def test_a_circle_of_causes_ends():
    one, two = ValueError("x"), ValueError("y")
    one.__cause__, two.__cause__ = two, one
    assert not is_outage(one)


@pytest.mark.parametrize(
    ("error", "status"), [(ERRORS[0], 503), (KeyError("a fault of ours"), 500)], ids=str
)
def test_a_sentence_answers_where_the_page_for_an_error_cannot_be_made(
    reader, monkeypatch, error, status
):
    def broken(*_args):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("filmsite.unavailable.render_to_string", broken)
    with failing_with(error):
        answer = reader.get("/")
    assert answer.status_code == status and answer.headers["Content-Type"].startswith("text/plain")
    assert answer.content.decode().endswith("Please try again in a minute.\n")
