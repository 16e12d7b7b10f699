"""Letters about log-ins, and a mail server that is not there."""

from threading import Event
from types import SimpleNamespace

import pytest

from filmsite.members import post

from .doors import a_member

pytestmark = pytest.mark.django_db


def test_a_dead_mail_server_changes_no_answer(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    a_member()
    assert client.post("/account/login/code/", {"email": "remy@films.example"}).status_code == 302
    assert "was not sent" in caplog.text and "remy" not in caplog.text


def test_a_letter_leaves_beside_the_answer(monkeypatch):
    monkeypatch.undo()
    sent = Event()
    post.send_soon(SimpleNamespace(send=sent.set))
    assert sent.wait(5)
