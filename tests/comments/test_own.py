"""A writer and their own comment: changed while it is fresh, deleted at any time.

Others find nothing.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import moderate
from comments.actions.ban import ban
from comments.models import (
    AlreadyDecided,
    Comment,
    Discussion,
    ModerationLog,
    Revision,
    SpamWord,
    Subscription,
)
from mail.models import OutgoingEmail, Recipient
from tests.builders import a_user

from .builders import a_comment, a_moderator, a_review_with, page, post

pytestmark = pytest.mark.django_db
LONG = "The last shot undoes the film, and nobody in the hall said a word about it."


def address(review, verb, seq=1):
    return reverse(f"comments:{verb}", args=[review.slug, seq])


def edit(client, review, body="Second thoughts.", **fields):
    return client.post(address(review, "edit"), {"body": body, "save": "Save"} | fields)


@pytest.fixture
def review(client):
    """A review on which this client, a guest, has commented."""
    review = a_review_with()
    assert post(client, review, "First thoughts.").status_code == 303
    return review


def test_a_guest_changes_their_words(client, review):
    response = edit(client, review)
    assert response.status_code == 303 and response["Location"].endswith("#comment-1")
    html = page(Client(), review)
    assert "Second thoughts." in html and "First thoughts." not in html and ">edited<" in html


def test_the_old_words_are_kept(client, review):
    edit(client, review), edit(client, review, "Third thoughts.")
    assert list(Revision.objects.values_list("number", "body")) == [
        (1, "First thoughts."),
        (2, "Second thoughts."),
    ]
    assert Comment.objects.get().body == "Third thoughts." and Comment.objects.get().version == 3


def test_the_same_words_make_no_version(client, review):
    edit(client, review, "First thoughts.")
    assert not Revision.objects.exists() and Comment.objects.get().edited_at is None


def test_a_member_changes_their_words():
    client, review = Client(), a_review_with()
    client.force_login(a_user("remy", first_name="Remy", last_name="Adler"))
    post(client, review)
    assert edit(client, review).status_code == 303
    assert "Second thoughts." in page(Client(), review)


def test_the_form_holds_the_words_of_now(client, review):
    assert "First thoughts.</textarea>" in client.get(address(review, "edit")).content.decode()


def test_a_preview_changes_nothing(client, review):
    html = client.post(
        address(review, "edit"), {"body": "**New**", "preview": "Preview"}
    ).content.decode()
    assert "<strong>New</strong>" in html and Comment.objects.get().body == "First thoughts."


def test_an_empty_text_is_refused(client, review):
    assert edit(client, review, " ").status_code == 422


@pytest.mark.parametrize("verb", ["edit", "delete"])
@pytest.mark.parametrize("who", ["guest", "guest who wrote", "member", "moderator"])
def test_others_find_nothing(review, verb, who):
    client = Client()
    if who == "guest who wrote":
        post(client, review, "Of another reader.", email="tom@readers.example")
    if who in {"member", "moderator"}:
        client.force_login(a_user("tom") if who == "member" else a_moderator())
    assert client.get(address(review, verb)).status_code == 404
    assert client.post(address(review, verb), {"body": "Hijacked."}).status_code == 404
    assert (
        Comment.objects.get(seq=1).body == "First thoughts."
        and Comment.objects.get(seq=1).status == "approved"
    )


def test_after_fifteen_minutes_it_is_too_late(client, review):
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=16))
    response = edit(client, review)
    assert response.status_code == 403 and "Second thoughts." in response.content.decode()
    assert "/comments/1/edit/" not in page(client, review)
    with pytest.raises(AlreadyDecided):
        edits.edit(Comment.objects.get(), "Too late.")


def test_links_to_ones_own_are_on_personal_pages_only(client, review):
    for link in (address(review, "edit"), address(review, "delete")):
        assert link in page(client, review) and link not in page(Client(), review)


def test_new_words_are_judged_as_a_post_is(client, review):
    response = edit(client, review, "1 https://a.example 2 https://b.example 3 https://c.example")
    assert response["Location"].endswith("#held")
    assert Comment.objects.get().status == "pending"
    assert "a.example" not in page(Client(), review) and "a.example" in page(client, review)
    assert Discussion.objects.get().visible_count == 0


def test_held_words_come_back_to_their_place(client, review):
    a_comment(review, parent=Comment.objects.get())
    edit(client, review, "1 https://a.example 2 https://b.example 3 https://c.example")
    assert "This comment was removed" in page(Client(), review)
    moderate.approve(Comment.objects.get(seq=1), a_moderator())
    html = page(Client(), review)
    assert "a.example" in html and Discussion.objects.get().visible_count == 2


def test_a_member_without_a_token_changes_nothing():
    client, review = Client(enforce_csrf_checks=True), a_review_with()
    user = a_user("remy")
    a_comment(review, user=user)
    client.force_login(user)
    assert (
        edit(client, review).status_code == 403
        and client.post(address(review, "delete")).status_code == 403
    )


def test_another_site_changes_nothing(client, review):
    for verb in ("edit", "delete"):
        sent = {"body": "Hijacked."}
        assert (
            client.post(
                address(review, verb), sent, headers={"Origin": "https://evil.example"}
            ).status_code
            == 403
        )
    assert Comment.objects.get().body == "First thoughts."


def test_a_writer_deletes_a_comment(client, review):
    assert "Delete your comment?" in client.get(address(review, "delete")).content.decode()
    assert Comment.objects.get().status == "approved"
    assert client.post(address(review, "delete")).status_code == 303
    assert "First thoughts." not in page(Client(), review)
    assert (
        Discussion.objects.get().visible_count == 0
        and not ModerationLog.objects.filter(action="remove").exists()
    )


def test_a_deleted_comment_with_answers_leaves_a_tombstone(client, review):
    a_comment(review, parent=Comment.objects.get())
    client.post(address(review, "delete"))
    html = page(Client(), review)
    assert "Deleted by its author on" in html and "First thoughts." not in html
    assert client.post(address(review, "delete")).status_code == 404


def test_nobody_prints_again_what_its_writer_deleted(client, review):
    client.post(address(review, "delete"))
    with pytest.raises(AlreadyDecided):
        moderate.restore(Comment.objects.get(), None)
    with pytest.raises(AlreadyDecided):
        moderate.return_to_queue(Comment.objects.get(), None)
    assert Comment.objects.get().status == "withdrawn"


def test_the_same_words_may_come_again_after_deletion(client, review):
    client.post(address(review, "delete"))
    assert post(client, review, "First thoughts.")["Location"].endswith("/comments/2/")


def test_a_long_text_may_come_again_after_deletion(client):
    review = a_review_with()
    for seq in (1, 2):
        assert post(client, review, LONG)["Location"].endswith(f"/comments/{seq}/")
        client.post(address(review, "delete", seq))


def test_a_refused_edit_says_why_and_how_to_appeal(client):
    review = a_review_with("real_names")
    post(client, review, name="Remy Adler")
    waiting = Comment.objects.pending().get()
    ban(waiting, a_moderator(), until=timezone.now() + timedelta(days=7), reason="Insults.")
    waiting.discussion.review.publication.__class__.objects.update(confirm_guests=True)
    answer = client.post(
        reverse("comments:edit_waiting", args=[review.slug, waiting.pk]),
        {"body": "Other words.", "save": "Save"},
    )
    html = answer.content.decode()
    assert answer.status_code == 403 and "Insults." in html and "/comments/appeals/" in html


def test_moderators_hear_of_an_edit_that_is_held(client, review):
    Recipient.objects.confirm(a_moderator().email)
    SpamWord.objects.create(word="sharp")
    edit(client, review, "Sharp thoughts.")
    assert Comment.objects.get().status == "pending"
    assert OutgoingEmail.objects.filter(kind="queue").exists()


def test_an_unproved_address_is_told_to_look_for_the_email(client):
    review = a_review_with(confirm_guests=True)
    assert post(client, review)["Location"].endswith("#held")
    assert "We sent a link to your e-mail" in page(client, review)
    assert "We sent a link to your e-mail" not in page(Client(), review)


@pytest.mark.parametrize("wanted", ["replies", "thread"])
def test_emails_are_asked_for_with_a_comment(client, wanted):
    review = a_review_with()
    post(client, review, follow=wanted)
    subscription = Subscription.objects.get()
    assert (subscription.discussion is None) == (wanted == "replies")
    assert (
        subscription.recipient.email == "remy@readers.example" and subscription.confirmed_at is None
    )


def test_no_emails_are_sent_unasked(client, review):
    assert not Subscription.objects.exists()
