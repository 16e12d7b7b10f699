"""What is forgotten by itself: old refused texts, and the networks of past months."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.actions import appeal as appeals
from comments.actions import edit as edits
from comments.actions import moderate
from comments.actions.ban import ban
from comments.models import Appeal, Ban, Comment, ModerationLog, Revision, TrustedAuthor
from comments.privacy.data_subject import DataSubject
from comments.privacy.erasure import empty
from tests.comments.builders import (
    a_comment,
    a_moderator,
    a_pending_comment,
    a_review_with,
    page,
    post,
)

from .builders import dump

pytestmark = pytest.mark.django_db

WORDS, NAME, EMAIL = "zyzzyva-of-old", "Zora Quillfeather", "zora@quill.example"


def forget(capsys):
    call_command("purge_comments")
    return capsys.readouterr().out


def a_text(review, days=200, **fields):
    """A text that came and, if it was, was decided so many days ago."""
    return a_pending_comment(
        review, NAME, WORDS, email=EMAIL, posted_at=timezone.now() - timedelta(days=days), **fields
    )


def long_ago(text, days=200):
    Comment.objects.filter(pk=text.pk).update(decided_at=timezone.now() - timedelta(days=days))


def test_it_works(capsys):
    review, mona = a_review_with(), a_moderator()
    rejected, spam = a_text(review), a_text(review)
    moderate.reject(rejected, mona, "Rude."), moderate.mark_spam(spam, mona)
    long_ago(rejected), long_ago(spam)
    a_text(review, status="unconfirmed")
    assert forget(capsys) == (
        "3 old comments, 0 old bans, 0 trusted guests, 0 reports of errors or their e-mails, "
        "0 hashes of networks and 0 expired rows were purged.\n"
    )
    assert not [trace for trace in (WORDS, NAME, EMAIL) if trace in dump()]
    assert Comment.objects.count() == 2, "a row that no decision names goes whole"


def test_a_text_whose_address_was_never_confirmed_says_so(capsys):
    text, mona = a_text(a_review_with(), status="unconfirmed"), a_moderator()
    ban(text, mona, until=timezone.now() + timedelta(days=3), reason="Rude.")
    assert forget(capsys).startswith("1 old comments")
    text.refresh_from_db()
    assert (text.status, text.reason) == ("rejected", "Its e-mail address was never confirmed.")


def test_a_second_run_finds_nothing(capsys):
    text = a_text(a_review_with())
    moderate.reject(text, a_moderator(), "Rude.")
    long_ago(text)
    forget(capsys)
    assert forget(capsys).startswith("0 old comments")


@pytest.mark.parametrize("status", ["pending", "approved"])
def test_what_waits_or_is_printed_stays(capsys, status):
    text = a_text(a_review_with())
    if status == "approved":
        moderate.approve(text, None)
        long_ago(text)
    assert forget(capsys).startswith("0 old comments") and WORDS in dump()


def test_what_was_refused_lately_stays(capsys):
    moderate.reject(a_text(a_review_with()), a_moderator(), "Rude.")
    a_text(a_review_with(), days=179, status="unconfirmed")
    assert forget(capsys).startswith("0 old comments")


def test_a_text_whose_appeal_is_open_stays(capsys):
    text = a_text(a_review_with())
    moderate.reject(text, a_moderator(), "Rude.")
    long_ago(text)
    appeal = Appeal.objects.create(decision=ModerationLog.objects.get(), words="It was not.")
    assert forget(capsys).startswith("0 old comments")
    appeals.uphold(appeal, a_moderator("max"), "It was.")
    assert forget(capsys).startswith("1 old comments")


def test_the_setting_says_how_long(capsys, settings):
    settings.RETENTION_DAYS = 30
    a_text(a_review_with(), days=31, status="unconfirmed")
    assert forget(capsys).startswith("1 old comments")


def test_a_comment_that_was_put_back_and_refused_is_wiped_too(capsys):
    review, mona = a_review_with(), a_moderator()
    text = a_text(review)
    comment = text
    moderate.approve(comment, mona)
    a_comment(review, parent=comment)
    moderate.return_to_queue(text, mona), moderate.reject(text, mona, "Rude.")
    long_ago(text)
    forget(capsys)
    comment.refresh_from_db()
    assert comment.is_tombstone and WORDS not in dump() and NAME not in dump()


def off_the_page(comment, how, days=200):
    """Have its writer delete it, or a moderator remove it, so many days ago."""
    if how == "withdraw":
        edits.withdraw(comment)
    else:
        moderate.remove(comment, a_moderator(), "Rude.")
    Comment.objects.filter(pk=comment.pk).update(
        unpublished_at=timezone.now() - timedelta(days=days)
    )


def an_edited_comment(review):
    """A comment of Zora's with an old version and a network."""
    text = a_text(review, days=0, website="https://quill.example/", network="f" * 64)
    comment = text
    moderate.approve(comment, None)
    edits.edit(comment, f"{WORDS} again.")
    return comment


@pytest.mark.parametrize("how", ["withdraw", "remove"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_comment_that_left_the_page_is_wiped(capsys, client, how, answered):
    review = a_review_with()
    comment = an_edited_comment(review)
    if answered:
        a_comment(review, "Iris Vale", "An answer.", parent=comment)
    decisions = ModerationLog.objects.count() + (how == "remove")
    off_the_page(comment, how)
    Revision.objects.get()
    assert forget(capsys).startswith("1 old comments")
    assert not [
        trace for trace in (WORDS, NAME, EMAIL, "quill.example", "f" * 64) if trace in dump()
    ]
    comment.refresh_from_db()
    assert comment.is_shown == answered and comment.is_withdrawn == (how == "withdraw")
    assert ('id="comment-1"' in page(client, review)) == answered
    assert ModerationLog.objects.count() == decisions
    assert forget(capsys).startswith("0 old comments")


@pytest.mark.parametrize("how", ["withdraw", "remove"])
def test_a_comment_that_left_the_page_lately_stays(capsys, how):
    off_the_page(an_edited_comment(a_review_with()), how, days=179)
    assert forget(capsys).startswith("0 old comments") and WORDS in dump()


def test_a_comment_that_waits_in_the_queue_again_stays(capsys):
    comment = an_edited_comment(a_review_with())
    moderate.return_to_queue(comment, a_moderator())
    Comment.objects.update(unpublished_at=timezone.now() - timedelta(days=200))
    assert forget(capsys).startswith("0 old comments") and WORDS in dump()


def test_a_removed_comment_whose_appeal_is_open_stays(capsys):
    off_the_page(an_edited_comment(a_review_with()), "remove")
    Appeal.objects.create(decision=ModerationLog.objects.get(action="remove"), words="It was not.")
    assert forget(capsys).startswith("0 old comments")


def test_many_are_forgotten_in_pieces(capsys, monkeypatch):
    monkeypatch.setattr("comments.privacy.retention.BATCH_SIZE", 3)
    review = a_review_with()
    for _number in range(8):
        a_text(review, status="unconfirmed")
    assert forget(capsys).startswith("8 old comments")


# Networks


def test_a_network_is_known_again_by_its_hash(client):
    review = a_review_with()
    post(client, review, "One.")
    post(client, review, "Two.")
    first, second = Comment.objects.order_by("pk").values_list("network", flat=True)
    assert first == second and len(first) == 64 and "127.0.0" not in dump()


def test_the_hashes_of_networks_are_forgotten_after_thirty_days(client, capsys):
    post(client, a_review_with(), "One.")
    network = Comment.objects.get().network
    assert forget(capsys).endswith(" 0 hashes of networks and 0 expired rows were purged.\n")
    Comment.objects.update(posted_at=timezone.now() - timedelta(days=31))
    assert "1 hashes of networks" in forget(capsys)
    assert network not in dump()


def test_a_ban_is_forgotten_long_after_its_end(capsys):
    for days in (179, 181):
        until = timezone.now() - timedelta(days=days)
        Ban.objects.create(email=EMAIL, name=NAME, reason="Insults.", until=until)
    assert ", 1 old bans, " in forget(capsys)
    assert Ban.objects.get().until > timezone.now() - timedelta(days=180)


def test_trust_in_a_guest_who_left_is_forgotten(capsys):
    long_since = timezone.now() - timedelta(days=181)
    a_comment(a_review_with(), email="here@quill.example")
    for email in (EMAIL, "here@quill.example"):
        TrustedAuthor.objects.create(email=email, name=NAME, at=long_since)
    TrustedAuthor.objects.create(email="new@quill.example", name=NAME)
    assert ", 1 trusted guests, " in forget(capsys)
    assert not TrustedAuthor.objects.filter(email=EMAIL).exists()


def test_a_trusted_guest_without_a_comment_has_traces_to_erase():
    TrustedAuthor.objects.create(email=EMAIL, name=NAME)
    assert DataSubject.of(EMAIL).has_traces


def test_a_comment_that_came_back_meanwhile_is_not_emptied():
    comment, mona = a_comment(a_review_with(), body=WORDS), a_moderator()
    moderate.remove(comment, mona, "Rude.")
    chosen = [comment.pk]
    moderate.restore(comment, mona)
    empty(chosen, "Too old.")
    comment.refresh_from_db()
    assert comment.body == WORDS and comment.is_approved
