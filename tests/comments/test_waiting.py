"""A writer and their text that waits: changed while it waits, deleted; others find nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import moderate
from comments.actions import submit as arrivals
from comments.models import AlreadyDecided, Comment, ModerationLog, Revision
from mail.models import OutgoingEmail
from tests.builders import a_user

from .builders import a_moderator, a_review_with, page, post

pytestmark = pytest.mark.django_db


def address(review, verb, text):
    return reverse(f"comments:{verb}_waiting", args=[review.slug, text.pk])


def edit(client, review, body="Second thoughts.", **fields):
    return client.post(
        address(review, "edit", Comment.objects.earliest("pk")),
        {"body": body, "save": "Save"} | fields,
    )


def delete(client, review):
    return client.post(address(review, "delete", Comment.objects.get()))


@pytest.fixture
def review(client):
    """A review with a text of this client's, a guest, in the queue."""
    review = a_review_with("real_names")
    assert post(client, review, "First thoughts.").status_code == 303
    assert Comment.objects.get().status == "pending"
    return review


@pytest.fixture
def unconfirmed(client):
    """A review with a text of this client's that waits for an e-mail to be answered."""
    review = a_review_with(confirm_guests=True)
    post(client, review, "First thoughts.")
    assert Comment.objects.get().status == "unconfirmed"
    return review


def test_it_works(client, review):
    assert (
        "First thoughts.</textarea>"
        in client.get(address(review, "edit", Comment.objects.get())).content.decode()
    )
    response = edit(client, review)
    assert (response.status_code, response["Location"]) == (
        303,
        review.get_absolute_url() + "#held",
    )
    html = page(client, review)
    assert "Second thoughts." in html and "First thoughts." not in html
    assert Comment.objects.get().status == "pending" and not Comment.objects.approved().exists()


def test_the_page_leads_there(client, review):
    html = page(client, review)
    assert all(address(review, verb, Comment.objects.get()) in html for verb in ("edit", "delete"))


def test_a_members_own_page_leads_there():
    client, review = Client(), a_review_with("real_names")
    client.force_login(a_user("remy", first_name="Remy", last_name="Adler"))
    post(client, review)
    html = client.get(reverse("accounts:me")).content.decode()
    assert all(address(review, verb, Comment.objects.get()) in html for verb in ("edit", "delete"))


def test_a_preview_changes_nothing(client, review):
    html = edit(client, review, "**New**", preview="Preview").content.decode()
    assert "<strong>New</strong>" in html and Comment.objects.get().body == "First thoughts."


def test_the_old_words_are_kept_for_moderators(client, review):
    edit(client, review), edit(client, review, "Third thoughts.")
    kept = Revision.objects.values_list("number", "body")
    assert list(kept) == [(1, "First thoughts."), (2, "Second thoughts.")]
    assert Comment.objects.get().version == 3


def test_the_same_words_make_no_version(client, review):
    edit(client, review, "First thoughts.")
    assert not Revision.objects.exists() and Comment.objects.get().edited_at is None


def test_a_moderator_who_read_the_old_words_sees_the_difference(client, review):
    read, moderator = Comment.objects.get(), Client()
    edit(client, review)
    moderator.force_login(a_moderator())
    answer = moderator.post(
        reverse("admin:comments_queue_act"),
        {"action": "approve", "item": f"{read.pk}:{read.version}:pending"},
    )
    html = answer.content.decode()
    assert answer.status_code == 409 and "<del>First</del>" in html and "<ins>Second</ins>" in html
    assert Comment.objects.get().status == "pending"


def test_new_words_are_judged_as_the_first_were(client, review):
    edit(client, review, "Look: https://a.example https://b.example https://c.example")
    assert "links" in {signal["rule"] for signal in Comment.objects.get().signals}


def test_new_words_that_nothing_speaks_against_wait_on(client, review):
    Comment.objects.update(
        signals=[{"rule": "links", "message": "Many.", "weight": 0.5}], rule="links"
    )
    edit(client, review)
    assert Comment.objects.get().status == "pending" and not ModerationLog.objects.exists()


def test_the_last_change_is_one_of_thirty(client, review):
    Comment.objects.update(version=31)
    assert edit(client, review).status_code == 403
    assert Comment.objects.get().body == "First thoughts."


def test_a_text_that_waits_for_its_address_waits_on(client, unconfirmed):
    edit(client, unconfirmed)
    assert Comment.objects.get().status == "unconfirmed" and OutgoingEmail.objects.count() == 1
    arrivals.confirm(Comment.objects.get())
    assert Comment.objects.get().body == "Second thoughts."


def test_a_decided_text_is_not_found(client, review):
    moderate.reject(Comment.objects.get(), a_moderator(), "Rude.")
    assert edit(client, review).status_code == 404 and delete(client, review).status_code == 404


def test_a_text_decided_meanwhile_stays(review):
    text = Comment.objects.get()
    moderate.reject(Comment.objects.get(), a_moderator(), "Rude.")
    with pytest.raises(AlreadyDecided):
        edits.edit(text, "Second thoughts.")


def put_back(review):
    """The text was on the page, was answered, and a moderator put it back into the queue."""
    text, mona = Comment.objects.get(), a_moderator()
    comment = text
    moderate.approve(comment, mona)
    other = Comment.objects.create(
        discussion=text.discussion, parent=comment, name="Tom Grump", body="No."
    )
    moderate.approve(other, mona)
    moderate.return_to_queue(text, mona)
    return text


def test_a_text_that_was_answered_is_not_changed_after_its_time(client, review):
    put_back(review)
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=16))
    assert edit(client, review).status_code == 403
    assert Comment.objects.get(name="Remy Adler").body == "First thoughts."


@pytest.mark.parametrize("verb", ["edit", "delete"])
@pytest.mark.parametrize("who", ["guest", "guest who wrote", "member", "moderator"])
def test_others_find_nothing(review, verb, who):
    client, text = Client(), Comment.objects.get()
    if who == "guest who wrote":
        post(client, review, "Of another reader.", name="Tom Grump", email="tom@readers.example")
    if who in {"member", "moderator"}:
        client.force_login(a_user("tom") if who == "member" else a_moderator())
    assert client.get(address(review, verb, text)).status_code == 404
    assert client.post(address(review, verb, text), {"body": "Hijacked."}).status_code == 404
    text.refresh_from_db()
    assert (text.body, text.status) == ("First thoughts.", "pending")


def test_another_site_cannot_change_it(client, review):
    answer = client.post(
        address(review, "edit", Comment.objects.get()),
        {"body": "Hijacked.", "save": "Save"},
        headers={"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403 and Comment.objects.get().body == "First thoughts."


def test_it_is_deleted(client, review):
    assert (
        "Delete your comment?"
        in client.get(address(review, "delete", Comment.objects.get())).content.decode()
    )
    assert delete(client, review).status_code == 303
    text = Comment.objects.get()
    assert (text.status, text.reason) == ("withdrawn", "") and not ModerationLog.objects.exists()
    assert "First thoughts." not in page(client, review)


def test_a_deleted_text_waits_for_nobody(client, unconfirmed):
    delete(client, unconfirmed)
    with pytest.raises(AlreadyDecided):
        arrivals.confirm(Comment.objects.get())


def test_a_deleted_text_is_no_mark_against_its_writer(client, review):
    delete(client, review)
    post(client, review, "Other thoughts.")
    moderator = Client()
    moderator.force_login(a_moderator())
    card = moderator.get(reverse("admin:comments_queue")).context["entries"][0]
    assert (card.history["approved"], card.history["rejected"]) == (0, 0)


def test_the_same_words_may_be_sent_anew(client):
    review, words = (
        a_review_with("real_names"),
        "Of all that it shows the long last shot alone convinces me.",
    )
    post(client, review, words, key="once")
    delete(client, review)
    post(client, review, words, key="once")
    again = Comment.objects.latest("pk")
    assert (again.status, again.body) == ("pending", words)
    assert "duplicate" not in {signal["rule"] for signal in again.signals}


def test_a_deleted_text_that_was_answered_leaves_a_note_of_its_writer(client, review):
    text = put_back(review)
    client.post(address(review, "delete", text))
    assert "Deleted by its author" in page(Client(), review)
    with pytest.raises(AlreadyDecided):
        moderate.return_to_queue(Comment.objects.get(pk=text.pk), a_moderator("olga"))
