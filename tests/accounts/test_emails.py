"""E-mails about accounts go through the outbox: none is lost, late or kept."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mail import sending
from mail.models import OutgoingEmail, Recipient
from mail.sending import MailServerDown
from tests.comments.builders import a_comment, a_review_with
from tests.comments.privacy.builders import dump, purge_all
from tests.mail.builders import a_follower, a_mail_server, leave_path, parsed

from .builders import PASSWORD, a_member, code_in_email, is_in, sent_emails, sign_in, sign_up

pytestmark = pytest.mark.django_db
REMY = "remy@films.example"


def ask_for_code(client, email=REMY):
    return client.post("/account/login/code/", {"email": email})


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_it_works(client):
    a_member()
    ask_for_code(client)
    email = OutgoingEmail.objects.get()
    assert (email.kind, email.to, email.status) == ("account", REMY, "waiting")
    client.post("/account/login/code/confirm/", {"code": code_in_email()})
    assert is_in(client)


def test_a_code_waits_while_the_mail_server_is_down(client, dead_server, settings):
    a_member()
    assert ask_for_code(client).status_code == 302
    with pytest.raises(MailServerDown):
        sending.send_due()
    with a_mail_server(settings) as server:
        sending.send_due()
        assert [email["To"] for email in server.messages] == [REMY]


@pytest.mark.parametrize("ask", [ask_for_code, sign_up])
def test_a_code_that_is_too_late_is_not_sent(client, ask, time_machine):
    a_member()
    ask(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert sent_emails() == [] and OutgoingEmail.objects.get().status == "cancelled"


def test_a_notice_is_never_too_late(client, time_machine):
    a_member()
    sign_in(client, REMY)
    change = {
        "oldpassword": PASSWORD,
        "password1": "another one here",
        "password2": "another one here",
    }
    client.post("/account/password/change/", change)
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert "Your password was changed." in sent_emails()[-1].body


@pytest.mark.parametrize("status", ["sent", "cancelled", "failed"])
def test_an_email_that_ended_has_forgotten_its_code(client, settings, status, time_machine, caplog):
    a_member()
    ask_for_code(client)
    code = re.search(r" {4}(\S+)", OutgoingEmail.objects.get().context["text"])[1]
    assert dump().count(code) == 1  # a session is signed and packed
    if status == "cancelled":
        time_machine.move_to(timezone.now() + timedelta(days=1))
    OutgoingEmail.objects.update(attempts=9 if status == "failed" else 0)
    with a_mail_server(settings) as server:
        server.answer = lambda line: (
            f"550 no {REMY}" if line.upper().startswith("RCPT") and status == "failed" else ""
        )
        sending.send_due()
    assert OutgoingEmail.objects.get().status == status
    assert code not in dump() and code not in caplog.text and REMY not in caplog.text


def test_a_stranger_s_address_is_not_even_kept(client):
    ask_for_code(client, "stranger@films.example")
    kept = OutgoingEmail.objects.get()
    assert (
        (kept.to, kept.status) == ("", "cancelled")
        and "stranger" not in str(kept.context)
        and sent_emails() == []
    )
    purge_all()
    assert not OutgoingEmail.objects.exists()


def test_who_ended_all_emails_still_gets_codes(client):
    a_member()
    client.post(leave_path(Recipient.objects.get_or_create_at(REMY), "all"))
    ask_for_code(client)
    assert code_in_email() and "Unsubscribe from all other e-mails" in sent_emails()[-1].body


def test_its_link_ends_all_other_emails(client):
    a_member()
    ask_for_code(client)
    client.post(
        parsed(sent_emails()[-1])["List-Unsubscribe"].strip(" <>"),
        "List-Unsubscribe=One-Click",
        "text/plain",
    )
    assert Recipient.objects.get().unsubscribed_at


def test_a_code_goes_before_all_others(client):
    review = a_review_with()
    a_follower(a_comment(review).discussion, "ada@readers.example")
    a_comment(review, "Tom Grump")
    a_member()
    ask_for_code(client)
    assert [email.to[0] for email in sent_emails()] == [REMY, "ada@readers.example"]


def test_both_parts_say_the_same_and_nothing_becomes_markup(client):
    a_member()
    sign_up(client, REMY)
    plain, html = (part.get_content() for part in parsed(sent_emails()[-1]).iter_parts())
    address = "http://127.0.0.1:8000/account/password/reset/"
    assert address in plain and f'<a href="{address}" rel="nofollow">{address}</a>' in html
    email = OutgoingEmail.objects.create(
        kind="account", to=REMY, context={"subject": "A", "text": "<b>one</b>\ntwo", "until": None}
    )
    html = parsed(sending.build_message(email)).get_body("html").get_content()
    assert "&lt;b&gt;one&lt;/b&gt;<br>two" in html


def test_an_address_that_was_only_typed_is_not_kept_for_ever(client, time_machine):
    sign_up(client)
    sent_emails()
    time_machine.move_to(timezone.now() + timedelta(days=31))
    purge_all()
    assert not Recipient.objects.exists()
