"""What comes of Akismet's answer, asked of a server on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.urls import reverse

from comments.actions import edit as edits
from comments.actions import moderate
from comments.actions import submit as arrivals
from comments.models import Comment, TrustedAuthor
from comments.spam import akismet
from filmsite import environment
from tests.builders import a_user
from tests.comments.builders import a_moderator, a_review_with, post

from .builders import LONG

pytestmark = pytest.mark.django_db
TOLD = [
    "api_key",
    "blog",
    "comment_author",
    "comment_author_url",
    "comment_content",
    "comment_type",
]
TOLD += ["permalink", "user_agent", "user_ip"]


class Service(ThreadingHTTPServer):
    """Answers every request alike, and keeps what it was told."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.answer, self.told, self.released = 200, b"false", [], threading.Event()
        self.released.set()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self.server.told.append(told)
        self.server.released.wait(20)
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.AKISMET_KEY, settings.AKISMET_URL = (
        "films",
        f"http://127.0.0.1:{server.server_port}/1.1/comment-check",
    )
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


def sent(client, *args, review=None, **fields):
    post(client, review or a_review_with(), *args, **fields)
    return Comment.objects.latest("pk")


def test_spam_waits_for_a_moderator(client, service):
    service.answer = b"true"
    text = sent(client, LONG)
    assert (text.status, text.rule, text.held_because) == (
        "pending",
        "akismet",
        "Akismet calls it spam.",
    )


def test_ham_changes_nothing(client, service):
    text = sent(client, LONG)
    assert text.status == "approved" and text.signals == []
    assert len(service.told) == 1


def test_ham_frees_nothing_that_another_rule_holds(client, service):
    assert sent(client, '<a href="https://shop.example">bags</a>').rule == "link-score"


def test_members_are_asked_about_too(client, service):
    service.answer = b"true"
    client.force_login(a_user("iris", first_name="Iris", last_name="Vale"))
    assert sent(client, LONG).rule == "akismet"
    assert service.told[0]["comment_author"] == "Iris Vale"


def test_nothing_more_is_sent_than_it_needs(client, service):
    review = a_review_with()
    post(client, review, LONG, website="https://remy.example/", headers={"User-Agent": "Firefox"})
    told = service.told[0]
    assert sorted(told) == TOLD
    assert (told["comment_content"], told["comment_author"], told["user_agent"]) == (
        LONG,
        "Remy Adler",
        "Firefox",
    )
    assert told["user_ip"] == "127.0.0.0"
    assert told["permalink"].endswith(review.get_absolute_url())
    assert "remy@readers.example" not in str(told)


@pytest.mark.parametrize(
    ("address", "network"),
    [("2001:db8:1:2::3", "2001:db8:1::"), ("::ffff:192.0.2.7", "192.0.2.0"), ("unix:", None)],
)
def test_the_network_stands_for_the_address(client, service, address, network):
    client.defaults["REMOTE_ADDR"] = address
    sent(client, LONG)
    assert service.told[0].get("user_ip") == network


@pytest.mark.parametrize(("status", "answer"), [(500, b"true"), (200, b"invalid"), (200, b"")])
def test_an_error_is_no_answer_and_one_line_in_the_log(client, service, caplog, status, answer):
    service.status, service.answer = status, answer
    assert sent(client, LONG).status == "approved"
    (record,) = [record for record in caplog.records if record.name == akismet.__name__]
    assert "\n" not in record.getMessage()
    assert "films" not in record.getMessage()


def test_a_server_that_hangs_is_no_answer(client, service, monkeypatch, caplog):
    monkeypatch.setattr(akismet, "TIMEOUT", 0.2)
    service.answer = b"true"
    service.released.clear()
    assert sent(client, LONG).status == "approved"
    assert len(service.told) == 1 and "did not answer" in caplog.text


def test_a_server_that_is_gone_is_no_answer(client, service, settings, caplog):
    settings.AKISMET_URL = "http://127.0.0.1:1/"
    assert sent(client, LONG).status == "approved"
    assert "did not answer" in caplog.text


def test_without_a_key_nobody_is_asked(client, service, settings):
    settings.AKISMET_KEY = ""
    service.answer = b"true"
    assert sent(client, LONG).status == "approved"
    assert service.told == []


def test_the_house_is_not_told_of(client, service):
    client.force_login(a_moderator())
    assert sent(client, LONG).status == "approved"
    assert service.told == []


def test_trusted_authors_are_not_told_of(client, service):
    remy = a_user("remy")
    TrustedAuthor.objects.create(user=remy, name="remy")
    client.force_login(remy)
    assert sent(client, LONG).status == "approved"
    assert service.told == []


def test_a_preview_is_not_told_of(client, service):
    post(client, a_review_with(), LONG, preview="Preview")
    assert service.told == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_it_is_asked(client, service, monkeypatch):
    locked, ask = [], akismet._ask
    monkeypatch.setattr(
        akismet, "_ask", lambda told: locked.append(connection.in_atomic_block) or ask(told)
    )
    assert sent(client, LONG).status == "approved"
    assert locked == [False]


def test_the_opinion_outlasts_the_wait_for_an_address(client, service):
    service.answer = b"true"
    text = sent(client, LONG, review=a_review_with(confirm_guests=True))
    assert text.status == "unconfirmed"
    arrivals.confirm(Comment.objects.get())
    text.refresh_from_db()
    assert (text.status, text.rule, len(service.told)) == ("pending", "akismet", 1)


def test_what_a_moderator_printed_is_judged_by_its_new_words_alone(client, service):
    service.answer = b"true"
    text = sent(client, LONG)
    comment = text
    moderate.approve(comment, a_moderator())
    assert not edits.edit(comment, LONG + " Twice.")


def test_changed_words_are_asked_about(client, service):
    text = sent(client, LONG)
    service.answer = b"true"
    address = reverse("comments:edit", args=[text.discussion.review.slug, 1])
    client.post(address, {"body": LONG + " Twice.", "save": "Save"})
    text.refresh_from_db()
    assert (text.status, text.rule, len(service.told)) == ("pending", "akismet", 2)


@pytest.mark.parametrize(
    "value", ["rest.akismet.com", "file:///etc/passwd", "https://edith@akismet.example/"]
)
def test_only_an_address_of_the_web_is_asked(monkeypatch, value):
    monkeypatch.setenv("AKISMET_URL", value)
    with pytest.raises(SystemExit, match="AKISMET_URL is"):
        environment.site_address("AKISMET_URL")
