"""The links of e-mails: they show on GET and act on POST, and what ends e-mails works for ever."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Subscription
from mail import links, sending
from mail.models import OutgoingEmail, Recipient
from mail.queue import delete_recipient, enqueue
from tests.comments.builders import a_comment, a_pending_comment, a_review_with, post
from tests.mail.builders import a_follower, an_address, leave_path, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription():
    return a_follower(a_comment(a_review_with(headline="An afternoon")).discussion)


@pytest.fixture
def waiting():
    """A text whose writer did not confirm the address yet."""
    text = a_pending_comment(
        a_review_with(headline="An afternoon"), status="unconfirmed", body="My first words."
    )
    enqueue("confirm", text.email)
    return text


def confirm_path(email="remy@readers.example"):
    return path_of(links.confirm_url(Recipient.objects.get(email=email)))


def state():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Recipient, Subscription, OutgoingEmail, Comment)
    ]  # fmt: skip


# Ending e-mails


def test_one_click_ends_them(subscription):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    path = leave_path(subscription.recipient, subscription.list_name)
    answer = strict.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200 and not answer.cookies
    assert not Subscription.objects.exists()


def test_it_works_for_ever(subscription, client, time_machine):
    path = leave_path(subscription.recipient, subscription.list_name)
    time_machine.move_to(timezone.now() + timedelta(days=20 * 365))
    assert client.post(path).status_code == 200
    assert not Subscription.objects.exists()


def test_it_ends_a_later_subscription_for_the_same(subscription, client):
    path = leave_path(subscription.recipient, subscription.list_name)
    subscription.delete()
    a_follower(subscription.discussion)
    client.post(path)
    assert not Subscription.objects.exists()


def test_it_ends_one_list_only(subscription, client):
    a_follower(None)
    client.post(leave_path(subscription.recipient, subscription.list_name))
    assert Subscription.objects.get().discussion is None
    client.post(leave_path(subscription.recipient, "replies"))
    assert not Subscription.objects.exists() and Recipient.objects.get().unsubscribed_at is None


def test_it_answers_the_same_after_an_erasure(subscription, client):
    path = leave_path(subscription.recipient, subscription.list_name)
    delete_recipient(subscription.recipient.email)
    assert client.post(path).status_code == 200
    assert not Recipient.objects.exists()


def test_a_link_of_another_is_of_no_use(subscription, client):
    path = leave_path(subscription.recipient, subscription.list_name)
    forged = path.replace(f"/{subscription.recipient.pk}.", f"/{subscription.recipient.pk + 1}.")
    assert client.post(forged).status_code == 404
    assert client.post(confirm_path().replace("/confirm/", "/unsubscribe/")).status_code == 404
    assert Subscription.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(subscription, client, method):
    """As mail scanners do, which follow every link in an e-mail."""
    a_pending_comment(subscription.discussion.review, status="unconfirmed")
    before = state()
    for name in (subscription.list_name, "replies", "digest", "all", "decision", "queue"):
        assert getattr(client, method)(leave_path(subscription.recipient, name)).status_code == 200
    for url in (
        links.confirm_url(subscription.recipient),
        links.preferences_url(subscription.recipient),
    ):
        response = getattr(client, method)(path_of(url))
        assert response.status_code == 200 and not response.cookies
        assert response["Cache-Control"] == "private, no-store"
    assert (
        getattr(client, method)(
            f"/reviews/{subscription.discussion.review.slug}/comments/follow/"
        ).status_code
        == 200
    )
    assert state() == before


# Confirming an address


def test_a_confirmation_lets_the_text_go_on(waiting, client):
    assert "My first words." in client.get(confirm_path()).content.decode()
    page = client.post(confirm_path(), {"comments": [waiting.pk]}).content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "approved" and waiting.get_absolute_url() in page
    assert Recipient.objects.confirmed_among(["remy@readers.example"])


def test_a_guests_first_comment_goes_on_by_its_letter(client):
    """From the form to the page: post, e-mail, confirmation; the next one from this browser needs
    none.
    """
    review = a_review_with(confirm_guests=True)
    assert post(client, review)["Location"].endswith("#held")
    sending.send_due()
    path = re.search(r"/comments/confirm/[^/]+/", mail.outbox[0].body)[0]
    client.post(
        path,
        {
            "comments": re.findall(
                r'name="comments" value="(\d+)"', client.get(path).content.decode()
            )
        },
    )
    assert post(client, review, "A second thought.")["Location"].endswith("/comments/2/")
    assert post(Client(), review, "Not by me.")["Location"].endswith("#held")


def test_what_is_not_mine_stays_out(waiting, client):
    client.post(confirm_path(), {})
    waiting.refresh_from_db()
    assert waiting.status == "unconfirmed"


def test_a_subscription_begins_with_the_confirmation(client):
    discussion = a_comment(a_review_with()).discussion
    client.post(
        f"/reviews/{discussion.review.slug}/comments/follow/",
        {"email": "ada@readers.example", "cadence": "daily"},
    )
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at is None
    client.post(confirm_path("ada@readers.example"), {"subscriptions": [subscription.pk]})
    subscription.refresh_from_db()
    assert subscription.confirmed_at and subscription.cadence == "daily"


def test_nobody_confirms_for_another(waiting, client):
    other = an_address("tom@readers.example")
    client.post(path_of(links.confirm_url(other)), {"comments": [waiting.pk]})
    waiting.refresh_from_db()
    assert waiting.status == "unconfirmed"


def test_an_old_confirmation_has_ended(waiting, client, time_machine):
    path = confirm_path()
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert client.post(path, {"comments": [waiting.pk]}).status_code == 404
    assert not Recipient.objects.confirmed_among([waiting.email])


def test_a_confirmation_can_be_pressed_twice(waiting, client):
    for _ in range(2):
        assert client.post(confirm_path(), {"comments": [waiting.pk]}).status_code == 200


def test_one_confirmation_a_day(waiting, time_machine):
    for _ in range(3):
        enqueue("confirm", waiting.email.upper())
    sending.send_due()
    assert len(mail.outbox) == 1 and mail.outbox[0].to == [waiting.email]
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    enqueue("confirm", waiting.email)
    assert OutgoingEmail.objects.count() == 2


def test_a_confirmation_quotes_the_comment_and_says_why_it_came(waiting):
    sending.send_due()
    mailed = mail.outbox[0]
    assert mailed.subject == "Publish your comment on “An afternoon”"
    assert mailed.body.startswith("You commented on “An afternoon”.")
    assert "My first words." in mailed.body and "My first words." in mailed.alternatives[0].content
    assert "Remy Adler" not in mailed.message().as_string()


@pytest.mark.parametrize(
    "link",
    ["https://casino.example/win", "www.casino.example", "casino.example", "[here](//c.example)"],
)
def test_no_link_reaches_a_stranger(waiting, link):
    waiting.body = f"Come to {link} now"
    waiting.save()
    sending.send_due()
    mailed = mail.outbox[0]
    assert (
        "example/win" not in mailed.body
        and "c.example" not in mailed.body
        and "casino" not in mailed.body
    )
    assert "casino" not in mailed.alternatives[0].content and "Come to" in mailed.body


def test_one_click_on_the_page_publishes_it(waiting, client):
    path = path_of(links.confirm_url(Recipient.objects.get()))
    page = client.get(path).content.decode()
    assert (
        "Publish your comment?" in page and "My first words." in page and "Publish comment" in page
    )
    assert (
        'type="checkbox"' not in page and not Comment.objects.approved().exists()
    )  # mail scanners follow links
    fields = dict(re.findall(r'<input type="hidden" name="(comments)" value="(\d+)"', page))
    assert "is published" in client.post(path, fields).content.decode()
    assert Comment.objects.get().body == "My first words."


def test_who_is_not_meant_can_end_even_confirmations(waiting, client):
    client.post(leave_path(Recipient.objects.get(), "confirm"))
    assert sending.send_due() == {"cancelled": 1}
    assert enqueue("confirm", waiting.email) is None


def test_nothing_else_goes_to_an_unconfirmed_address(waiting):
    assert enqueue("decision", waiting.email, decision=1) is None


# Preferences


def test_preferences_change_what_is_heard(subscription, client):
    path = path_of(links.preferences_url(subscription.recipient))
    page = client.get(path).content.decode()
    assert (
        "An afternoon" in page
        and "r…@readers.example" in page
        and subscription.recipient.email not in page
    )
    client.post(
        path, {"emails": "on", "decisions": "on", f"subscription-{subscription.pk}": "daily"}
    )
    subscription.refresh_from_db()
    assert subscription.cadence == "daily"
    client.post(path, {"emails": "on", f"subscription-{subscription.pk}": "never"})
    address = Recipient.objects.get()
    assert (
        not Subscription.objects.exists()
        and address.opted_out_of == ["decision"]
        and not address.unsubscribed_at
    )
    client.post(path, {})
    assert Recipient.objects.get().unsubscribed_at


def test_old_preferences_say_where_new_ones_are(subscription, client, time_machine):
    path = path_of(links.preferences_url(subscription.recipient))
    time_machine.move_to(timezone.now() + timedelta(days=91))
    answer = client.get(path)
    assert answer.status_code == 404 and "newest e-mail" in answer.content.decode()
