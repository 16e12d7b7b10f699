"""How a text goes its way in: refused, to be confirmed, held, printed.

And back when its words change.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.actions import ban as bans
from comments.actions import edit as edits
from comments.actions import moderate
from comments.actions import submit as arrivals
from comments.models import AlreadyDecided, Ban, Comment, ModerationLog, SpamWord
from comments.privacy.erasure import erase
from tests.builders import a_user
from tests.comments.builders import (
    a_comment,
    a_moderator,
    a_review_with,
    a_submitted_comment,
    post,
)

from .builders import actions, confirm, queue

pytestmark = pytest.mark.django_db


received = a_submitted_comment


def a_member(username, email):
    user = a_user(username)
    user.email = email
    user.save()
    return user


def test_it_works(client):
    review = a_review_with(confirm_guests=True)
    sent = received(review)
    assert sent.status == "unconfirmed" and not Comment.objects.approved().exists()
    arrivals.confirm(sent)
    assert sent.status == "approved" and Comment.objects.get().body == sent.body


def test_a_confirmed_address_need_not_answer_again():
    confirm("remy@readers.example")
    sent = received(a_review_with(confirm_guests=True), owns_email=True)
    assert sent.status == "approved"


def test_a_browser_that_proved_nothing_waits_though_the_address_is_known(client):
    confirm("remy@readers.example")
    post(client, a_review_with(confirm_guests=True))
    assert Comment.objects.get().status == "unconfirmed"


def test_a_member_need_not_confirm():
    assert (
        received(a_review_with(confirm_guests=True), user=a_user("remy"), email="").status
        == "approved"
    )


def test_what_is_not_confirmed_is_not_in_the_queue(client):
    sent = received(a_review_with(confirm_guests=True))
    client.force_login(a_moderator())
    assert sent.body not in queue(client)
    with pytest.raises(AlreadyDecided):
        moderate.return_to_queue(sent, None)


def test_a_confirmed_text_may_wait_for_a_moderator():
    review = a_review_with("real_names", confirm_guests=True)
    sent = received(review)
    arrivals.confirm(sent)
    assert (sent.status, sent.rule) == ("pending", "first")


def a_closed_thread(comment):
    moderate.close(comment.discussion, a_moderator())


def a_closed_publication(comment):
    type(comment.discussion.review.publication).objects.update(comment_policy="closed")


def a_withdrawn_review(comment):
    type(comment.discussion.review).objects.update(status="draft")


@pytest.mark.parametrize("close", [a_closed_thread, a_closed_publication, a_withdrawn_review])
def test_what_is_confirmed_after_the_end_waits_for_a_moderator(close):
    sent = received(a_review_with(confirm_guests=True))
    close(sent)
    arrivals.confirm(Comment.objects.get(pk=sent.pk))
    sent.refresh_from_db()
    assert (sent.status, sent.rule) == ("pending", "closed") and not sent.is_shown


def test_confirming_twice_is_refused():
    sent = received(a_review_with(confirm_guests=True))
    arrivals.confirm(sent)
    with pytest.raises(AlreadyDecided):
        arrivals.confirm(sent)


def test_a_ban_that_came_meanwhile_refuses_what_is_confirmed():
    review, mona = a_review_with(confirm_guests=True), a_moderator()
    sent = received(review)
    bans.ban(sent, mona, until=timezone.now() + timedelta(days=1), reason="Insults.")
    arrivals.confirm(sent)
    assert sent.status == "rejected" and "Insults." in sent.reason


def test_a_ban_ends_with_its_day():
    review = a_review_with()
    Ban.objects.create(
        email="remy@readers.example",
        name="Remy",
        reason="Rude.",
        until=timezone.now() - timedelta(minutes=1),
    )
    assert received(review).status == "approved"


def test_a_ban_meets_a_member_who_erased_the_account_and_came_again():
    review, tom = a_review_with(), a_member("tom", "Tom@readers.example")
    first = received(review, user=tom, email="")
    bans.ban(first, a_moderator(), until=timezone.now() + timedelta(days=1), reason="Insults.")
    erase(tom)
    again = received(review, user=a_member("tom2", "TOM@readers.example"), email="")
    assert again.status == "rejected" and "Insults." in again.reason


def test_a_ban_is_not_on_those_without_an_address():
    review, tom = a_review_with(), a_member("tom", "")
    first = received(review, user=tom, email="")
    bans.ban(first, a_moderator(), until=timezone.now() + timedelta(days=1), reason="Insults.")
    assert received(review, user=a_member("remy", ""), email="").status != "rejected"


def test_a_moderator_is_never_held():
    sent = received(a_review_with("real_names"), user=a_moderator())
    assert sent.status == "approved" and sent.signals == []


def test_all_reasons_are_kept_with_their_weight_heaviest_first():
    review = a_review_with("real_names")
    sent = received(
        review, "Moderator", "See https://a.example https://b.example https://c.example all of you."
    )
    rules = [signal["rule"] for signal in sent.signals]
    weights = [signal["weight"] for signal in sent.signals]
    assert {"impersonation", "links", "first"} <= set(rules) and weights == sorted(
        weights, reverse=True
    )
    assert sent.held_because == sent.signals[0]["message"] and sent.weight >= max(weights)


def test_a_decision_names_the_rules():
    sent = received(a_review_with("real_names"))
    moderate.approve(sent, a_moderator())
    assert ModerationLog.objects.get().rule == "first"


def test_changed_words_that_are_held_leave_the_page_and_come_back_changed():
    SpamWord.objects.create(word="sharp")
    comment = a_comment(a_review_with(), body="Mild words.")
    edits.edit(comment, "Sharp words.")
    comment.refresh_from_db()
    assert (comment.status, comment.is_shown, comment.version) == ("pending", False, 2)
    moderate.approve(comment, a_moderator())
    comment.refresh_from_db()
    assert (comment.status, comment.body, comment.seq) == (
        "approved",
        "Sharp words.",
        1,
    ) and "Sharp" in comment.html
    assert actions() == ["approve", "hold", "approve"]
