"""Who hears of a new comment: those who asked to, once each, and never its writer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.actions import moderate
from comments.models import DigestItem
from comments.notify import announce, enqueue_digests
from mail import sending
from mail.models import OutgoingEmail
from tests.builders import a_user, an_admin
from tests.comments.builders import a_comment, a_pending_comment, a_review_with
from tests.mail.builders import a_follower, an_address, parsed, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    """A comment by Remy, whom e-mails reach."""
    return a_comment(a_review_with(headline="An afternoon, in time"), "Remy Adler")


def answer(comment, name="Tom Grump", body="Not so.", **fields):
    return a_comment(comment.discussion.review, name, body, parent=comment, **fields)


def test_an_answer_is_told(first):
    a_follower(None, "remy@readers.example")
    answer(first, body="The *last* shot undoes it.")
    sending.send_due()
    (email,) = mail.outbox
    assert email.to == ["remy@readers.example"]
    assert email.subject == "Tom Grump replied to you on “An afternoon, in time”"
    plain, html = (
        parsed(email).get_body(("plain",)).get_content(),
        parsed(email).get_body(("html",)).get_content(),
    )
    for body in (plain, html):
        assert "The last shot undoes it." in body
        assert f"http://127.0.0.1:8000/reviews/{first.discussion.review.slug}/comments/2/" in body


def test_who_follows_a_thread_is_told(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump")
    sending.send_due()
    assert sent_to() == ["ada@readers.example"]
    assert mail.outbox[0].subject.startswith("Tom Grump commented on")


def test_nobody_is_told_who_did_not_ask(first):
    an_address()
    answer(first)
    assert not OutgoingEmail.objects.exists()


def test_the_writer_is_not_told_of_their_own(first):
    a_follower(first.discussion, "remy@readers.example")
    a_follower(None, "remy@readers.example")
    answer(first, name="Remy Adler")
    assert not OutgoingEmail.objects.exists()


def test_a_member_is_not_told_of_their_own(first):
    iris = a_user("iris")
    a_follower(first.discussion, "iris@films.example")
    a_comment(first.discussion.review, user=iris, email="")
    assert not OutgoingEmail.objects.exists()


def test_one_email_for_one_comment(first):
    a_follower(first.discussion, "remy@readers.example")
    a_follower(None, "remy@readers.example")
    announce(answer(first))
    assert OutgoingEmail.objects.values_list("kind", "to").get() == (
        "reply",
        "remy@readers.example",
    )


def test_a_comment_that_comes_back_is_not_told_again(first):
    a_follower(first.discussion, "ada@readers.example")
    sent = a_pending_comment(first.discussion.review, "Tom Grump")
    moderate.approve(sent, None), moderate.return_to_queue(sent, None), moderate.approve(sent, None)
    assert OutgoingEmail.objects.count() == 1


def test_what_a_moderator_brings_back_is_told_when_it_cannot_be_undone(first):
    a_follower(first.discussion, "ada@readers.example")
    sent = a_pending_comment(first.discussion.review, "Tom Grump")
    moderate.approve(sent, None), moderate.return_to_queue(sent, None)
    assert sending.send_due() == {"cancelled": 1}
    moderate.approve(sent, an_admin())
    assert OutgoingEmail.objects.waiting().get().next_attempt_at > timezone.now()


@pytest.mark.parametrize(
    "address", [{"confirmed_at": None}, {"unsubscribed_at": "2026-01-01T00:00Z"}]
)
def test_an_address_that_wants_none_gets_none(first, address):
    an_address("ada@readers.example", **address)
    a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump")
    assert not OutgoingEmail.objects.exists()


def test_an_unconfirmed_subscription_is_none(first):
    a_follower(first.discussion, "ada@readers.example", confirmed_at=None)
    a_comment(first.discussion.review, "Tom Grump")
    assert not OutgoingEmail.objects.exists()


def test_other_threads_are_other_threads(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(a_review_with(), "Tom Grump")
    assert not OutgoingEmail.objects.exists()


def test_an_imported_comment_is_no_news(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump", import_ref="blog:1")
    assert not OutgoingEmail.objects.exists()


def test_a_comment_removed_meanwhile_is_not_told(first):
    a_follower(first.discussion, "ada@readers.example")
    moderate.remove(a_comment(first.discussion.review, "Tom Grump"), an_admin(), "Rude.")
    assert sending.send_due() == {"cancelled": 1}
    assert mail.outbox == []


def test_a_review_withdrawn_meanwhile_is_not_told(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump")
    first.discussion.review.withdraw_to_draft()
    assert sending.send_due() == {"cancelled": 1}


def test_a_subscription_ended_meanwhile_is_respected(first):
    subscription = a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump")
    subscription.delete()
    assert sending.send_due() == {"cancelled": 1}


def test_spoilers_are_not_told(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(first.discussion.review, "Tom Grump", "Fine. ||She drowns.|| And so on.")
    ending = a_comment(first.discussion.review, "Tom Grump", "He was the killer.")
    ending.is_spoiler = True
    ending.save()
    sending.send_due()
    both = "".join(
        part.get_content() for email in mail.outbox for part in parsed(email).iter_parts()
    )
    assert len(mail.outbox) == 2 and "Fine." in both and "And so on." in both
    assert "drowns" not in both and "killer" not in both


def test_markup_in_a_comment_is_words_in_its_email(first):
    a_follower(first.discussion, "ada@readers.example")
    a_comment(
        first.discussion.review,
        "Tom <b>Grump</b>",
        "1 < 2 <img src=x onerror=alert(1)> <script>alert(2)</script>",
    )
    sending.send_due()
    html = parsed(mail.outbox[0]).get_body(("html",)).get_content()
    assert "<img" not in html and "<script" not in html and "<b>Grump" not in html
    assert "1 < 2" in parsed(mail.outbox[0]).get_body(("plain",)).get_content()


def test_many_followers_cost_few_queries(first, django_assert_max_num_queries):
    sent = a_pending_comment(first.discussion.review, "Tom Grump")
    comment = sent
    moderate.approve(comment, None)
    for number in range(60):
        a_follower(first.discussion, f"r{number}@readers.example")
    with django_assert_max_num_queries(6):
        announce(comment)
    assert OutgoingEmail.objects.count() == 60


# Digests


def test_a_digest_tells_a_days_news_in_one_email(first, time_machine):
    a_follower(first.discussion, "ada@readers.example", cadence="daily")
    for body in ("One.", "Two."):
        a_comment(first.discussion.review, "Tom Grump", body)
    enqueue_digests()
    assert (OutgoingEmail.objects.count(), DigestItem.objects.count()) == (0, 2)
    a_day_later(time_machine)
    enqueue_digests(), enqueue_digests()
    sending.send_due()
    (email,) = mail.outbox
    assert "2 new comments" in email.subject and "One." in email.body and "Two." in email.body
    assert not DigestItem.objects.exists()


def test_a_digest_of_nothing_is_not_sent(first, time_machine):
    a_follower(first.discussion, "ada@readers.example", cadence="daily")
    moderate.remove(a_comment(first.discussion.review, "Tom Grump"), an_admin(), "Rude.")
    a_day_later(time_machine)
    enqueue_digests()
    assert sending.send_due() == {"cancelled": 1}


def test_an_answer_at_once_is_not_told_again_in_the_digest(first):
    a_follower(first.discussion, "remy@readers.example", cadence="daily")
    a_follower(None, "remy@readers.example")
    answer(first)
    assert (OutgoingEmail.objects.count(), DigestItem.objects.count()) == (1, 0)


def a_day_later(time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=1))
