"""An unconfirmed address: what is known of its owner says nothing of who typed it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import moderate
from comments.actions import submit as arrivals
from comments.models import Ban, Comment, TrustedAuthor
from mail import links
from tests.mail.builders import an_address, path_of

from .builders import a_comment, a_moderator, a_review_with, post, words

pytestmark = pytest.mark.django_db
REMY = "remy@readers.example"
ADVERTISEMENT = "See https://a.example https://b.example https://c.example all of you."


@pytest.fixture
def known():
    """The browser of the address's owner, who answered an e-mail."""
    browser = Client()
    browser.post(path_of(links.confirm_url(an_address(REMY))))
    return browser


def latest():
    return Comment.objects.latest("pk")


def a_ban():
    until = timezone.now() + timedelta(days=7)
    return Ban.objects.create(email=REMY, name="Remy Adler", until=until, reason="Insults.")


def test_it_works(client, known):
    TrustedAuthor.objects.create(email=REMY, name="Remy Adler")
    review = a_review_with()
    post(known, review, ADVERTISEMENT)
    assert latest().status == "approved"
    post(client, review, ADVERTISEMENT + " Now.")
    assert latest().status == "pending"


def test_a_banned_hand_is_refused(known):
    a_ban()
    assert post(known, a_review_with()).status_code == 403


def test_whether_a_typed_address_is_banned_is_not_told(client):
    review, _ban = a_review_with(confirm_guests=True), a_ban()
    answers = [post(client, review, email=email) for email in (REMY, "tom@readers.example")]
    told = {(answer.status_code, answer["Location"].partition("~")[0]) for answer in answers}
    assert told <= {
        (303, f"{review.get_absolute_url()}?received=unconfirmed"),
        (303, review.get_absolute_url() + "#held"),
    }
    assert set(Comment.objects.values_list("status", flat=True)) == {"unconfirmed"}


def test_a_typed_address_that_is_banned_is_refused_when_it_is_confirmed(client):
    a_ban()
    post(client, a_review_with(confirm_guests=True))
    arrivals.confirm(latest())
    assert latest().status == "rejected" and "Insults." in latest().reason


def test_a_typed_address_that_is_banned_is_held_where_none_is_confirmed(client):
    a_ban()
    post(client, a_review_with())
    assert (latest().status, latest().rule) == ("pending", "banned")


def test_nobody_slows_another(client, known):
    review = a_review_with(confirm_guests=True)
    moderate.set_slow_mode(a_comment(review, "Iris Vale").discussion, a_moderator(), 60)
    address = reverse("comments:write", args=[review.slug])
    assert client.post(address, words("Not mine."), REMOTE_ADDR="203.0.113.1").status_code == 303
    assert post(known, review, "My first.").status_code == 303
    assert post(known, review, "My second.").status_code == 422


def test_a_slow_thread_does_not_tell_who_wrote(client, known):
    review = a_review_with()
    moderate.set_slow_mode(a_comment(review, "Iris Vale").discussion, a_moderator(), 60)
    post(known, review, "My first.")
    address = reverse("comments:write", args=[review.slug])
    assert client.post(address, words("Not mine."), REMOTE_ADDR="203.0.113.1").status_code == 303


def test_a_trusted_writer_changes_their_words(known):
    TrustedAuthor.objects.create(email=REMY, name="Remy Adler")
    review = a_review_with(confirm_guests=True)
    post(known, review, "Sources follow.")
    known.post(reverse("comments:edit", args=[review.slug, 1]), {"body": ADVERTISEMENT})
    assert latest().status == "approved" and latest().body == ADVERTISEMENT
