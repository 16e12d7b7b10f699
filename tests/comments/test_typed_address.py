"""An unconfirmed address: what is known of its owner says nothing of who typed it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import moderate
from comments.actions import submit as arrivals
from comments.models import Ban, Comment, Subscription, TrustedAuthor
from comments.spam import akismet
from mail import links
from mail.models import Recipient
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


def test_the_form_is_not_filled_with_what_others_typed(client, known):
    review = a_review_with()
    post(client, review, ADVERTISEMENT, name="Tom Grump", website="https://casino.example")
    html = known.get(review.get_absolute_url()).content.decode()
    assert "Tom Grump" not in html and "casino.example" not in html
    post(known, review, "My own words about the end.", name="Remy Adler")
    assert 'value="Remy Adler"' in known.get(review.get_absolute_url()).content.decode()


def test_a_refused_comment_asks_nobody_to_confirm(client, known):
    a_ban()
    post(known, a_review_with(), follow="thread")
    assert not Subscription.objects.exists()


def test_a_name_in_disguise_is_held_after_the_confirmation_too(client):
    review = a_review_with(confirm_guests=True)
    post(client, review, name="Remy \u202eAdler")
    assert latest().status == "unconfirmed"
    path = path_of(links.confirm_url(Recipient.objects.get(email=REMY)))
    client.post(path, {"comments": [latest().pk]})
    assert (latest().status, latest().rule) == ("pending", "disguised-name")


def test_the_date_of_a_ban_is_that_of_the_site(known, settings):
    settings.TIME_ZONE = "America/New_York"
    until = datetime(2099, 12, 1, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    Ban.objects.create(email=REMY, name="Remy Adler", until=until, reason="Insults.")
    assert "1 December 2099" in post(known, a_review_with()).content.decode()


def test_a_discussion_closed_while_the_form_is_read_takes_nothing(client, monkeypatch):
    """As while an outside service is asked, which may take seconds."""
    review = a_review_with()
    discussion = a_comment(review, "Iris Vale").discussion

    def close(*asked):
        moderate.close(discussion, a_moderator())
        return ()

    monkeypatch.setattr(akismet, "signals_for", close)
    answer = post(client, review, "Words that came too late.")
    assert answer.status_code == 403 and "Words that came too late." in answer.content.decode()
    assert Comment.objects.count() == 1


def test_a_banned_author_is_refused(known):
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
