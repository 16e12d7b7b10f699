"""Builders of recipients and subscriptions, and a mail server that the settings name."""

import email.policy
from contextlib import contextmanager
from threading import Thread

from django.core import mail
from django.utils import timezone

from comments.models import Subscription
from mail import links
from mail.models import Recipient

from .server import MailServer


def an_address(email="remy@readers.example", **fields):
    """An address whose owner answered."""
    return Recipient.objects.create(email=email, **({"confirmed_at": timezone.now()} | fields))


def a_follower(discussion, email="remy@readers.example", **fields):
    """An address that follows a discussion, or replies to itself where that is None."""
    address = Recipient.objects.filter(email=email).first() or an_address(email)
    return Subscription.objects.create(
        recipient=address, discussion=discussion, **({"confirmed_at": timezone.now()} | fields)
    )


def path_of(url):
    """What a test client asks for."""
    return url.removeprefix("http://127.0.0.1:8000")


def leave_path(address, list_name):
    return path_of(links.unsubscribe_url(address, list_name))


def parsed(message):
    """A sent mail as a reader's program reads it."""
    return email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)


def sent_to():
    return sorted(message.to[0] for message in mail.outbox)


@contextmanager
def a_mail_server(settings, port=0):
    """A running mail server that Django's settings name."""
    with MailServer(port) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
