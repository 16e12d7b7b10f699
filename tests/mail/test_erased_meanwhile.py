"""An address that is erased while a worker has its e-mail: nothing of it stays, nothing fails."""

import pytest
from django.core.mail import get_connection
from django.db import connections
from django.test import Client
from django.urls import reverse

from comments.privacy import links
from mail import sending
from mail.models import OutgoingEmail, Recipient
from mail.queue import delete_recipient, enqueue_unchecked
from tests.comments.builders import a_comment, a_review_with
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

from .builders import a_follower, a_mail_server

pytestmark = pytest.mark.django_db(transaction=True)
ADA, BO = "ada@readers.example", "bo@readers.example"


def a_code():
    """An e-mail to somebody whom no row of recipients knows yet."""
    context = {"subject": "Your code", "text": "A1", "until": None}
    return OutgoingEmail(kind="account", to=ADA, context=context)


def test_an_erasure_while_its_e_mail_goes_out_stops_no_other(settings):
    review = a_review_with()
    discussion = a_comment(review, "Iris Vale").discussion
    ada = a_follower(discussion, ADA).recipient
    a_follower(discussion, BO)
    a_comment(review, "Tom Grump")
    path = reverse("comments:erase", args=[links.token_of(ada)])

    def erase(line):
        if line.upper().startswith("RCPT") and ADA in line:
            assert Client().post(path, {"sure": "on"}).status_code == 200
            connections.close_all()
        return ""

    with a_mail_server(settings) as server:
        server.answer = erase
        assert sending.send_due() == {"sent": 2}
        assert {message["To"] for message in server.messages} == {ADA, BO}
    assert list(OutgoingEmail.objects.values_list("to", flat=True)) == [BO]
    assert list(Recipient.objects.values_list("email", flat=True)) == [BO]


def test_an_address_erased_before_its_e_mail_goes_out_stays_erased(mailoutbox):
    enqueue_unchecked([a_code()])
    email = OutgoingEmail.objects.claim()
    delete_recipient(ADA)
    assert sending.deliver(email, get_connection()) == "cancelled"
    assert not Recipient.objects.exists() and mailoutbox == []


def test_an_address_erased_at_the_same_time_stays_erased():
    for _attempt in range(20):
        enqueue_unchecked([a_code()])
        email = OutgoingEmail.objects.claim()
        at_once([lambda email=email: sending.build_message(email), lambda: delete_recipient(ADA)])
        assert not Recipient.objects.exists()
