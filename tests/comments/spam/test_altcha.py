"""Which proofs of work count, and what becomes of a guest's comment without one."""

import base64
import hashlib
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.actions import submit as arrivals
from comments.models import Comment
from comments.spam import altcha
from tests.builders import a_user
from tests.comments.builders import a_review_with, page, post

from .builders import LONG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    settings.ALTCHA = True
    monkeypatch.setattr(altcha, "MAX_SECRET", 50)


def challenge(client):
    return client.get(reverse("comments:challenge")).json()


def number_of(told):
    """What a browser finds."""
    numbers = range(told["maxnumber"] + 1)
    return next(number for number in numbers if hashed(told["salt"], number) == told["challenge"])


def hashed(salt, number):
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def written(told):
    return base64.b64encode(json.dumps(told).encode()).decode()


def solved(client, **changed):
    told = challenge(client)
    del told["maxnumber"]
    return told | {"number": number_of(told | {"maxnumber": 50})} | changed


def sent(client, answer, *args, review=None, **fields):
    post(client, review or a_review_with(), *(args or [LONG]), altcha=answer, **fields)
    return Comment.objects.latest("pk")


def test_an_answer_lets_a_guest_in(client):
    assert sent(client, written(solved(client))).status == "approved"


def test_a_guest_without_one_waits_and_is_told(client):
    review = a_review_with()
    text = sent(client, "", review=review)
    assert (text.status, text.rule, text.weight) == ("pending", "altcha", 0)
    assert text.held_because == "Sent without a proof of work, for example without JavaScript."
    assert "moderator" in page(client, review)


def test_the_challenge_is_signed_and_kept_by_nobody(client):
    response = client.get(reverse("comments:challenge"))
    assert sorted(response.json()) == ["algorithm", "challenge", "maxnumber", "salt", "signature"]
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert not response.cookies
    assert challenge(client)["salt"] != response.json()["salt"]


def test_the_challenge_is_only_read(client):
    assert client.post(reverse("comments:challenge")).status_code == 405


def test_switched_off_there_is_no_challenge_and_nobody_waits(client, settings):
    settings.ALTCHA = False
    review = a_review_with()
    assert client.get(reverse("comments:challenge")).status_code == 404
    assert "altcha" not in page(client, review)
    assert sent(client, "", review=review).status == "approved"


def test_the_public_page_holds_an_address_and_no_token(client):
    review = a_review_with()
    first, second = page(client, review), page(client, review)
    assert first == second
    assert f'data-challenge="{reverse("comments:challenge")}"' in first and "js/altcha.js" in first
    assert "signature" not in first and "expires=" not in first


def test_members_are_not_asked(client):
    client.force_login(a_user("iris", first_name="Iris", last_name="Vale"))
    review = a_review_with()
    assert "altcha" not in page(client, review)
    assert sent(client, "", review=review).status == "approved"


def test_an_answer_counts_once(client):
    answer, review = written(solved(client)), a_review_with()
    assert sent(client, answer, review=review).status == "approved"
    again = sent(
        client, answer, "Other words.", review=review, name="Tom Grump", email="tom@readers.example"
    )
    assert (again.status, again.rule) == ("pending", "altcha")


def test_an_answer_that_is_written_otherwise_is_the_same(client):
    told = solved(client)
    sent(client, written(told))
    assert sent(client, written(told | {"took": 7}), "Other words.").rule == "altcha"


def test_a_second_click_gives_the_first_comment_again(client):
    answer, review = written(solved(client)), a_review_with()
    for _click in range(2):
        assert post(client, review, LONG, altcha=answer).status_code == 303
    assert Comment.objects.get().status == "approved"


def test_what_was_only_previewed_does_not_use_the_answer_up(client):
    answer, review = written(solved(client)), a_review_with()
    post(client, review, LONG, altcha=answer, preview="Preview")
    assert sent(client, answer, review=review).status == "approved"


def test_an_answer_expires(client, monkeypatch):
    answer, now = written(solved(client)), timezone.now()
    monkeypatch.setattr(
        altcha.timezone, "now", lambda: now + altcha.LIFETIME + timedelta(seconds=2)
    )
    assert not altcha.verify_and_consume(answer)


def test_a_later_end_breaks_the_answer(client):
    told = solved(client)
    salt = told["salt"].replace("expires=", "expires=9")
    assert sent(client, written(told | {"salt": salt})).rule == "altcha"


def test_digits_of_the_number_never_count_as_time(client):
    """The same letters are hashed where the number's first digit moves to the end of the time."""
    told = next(told for told in iter(lambda: solved(client), None) if told["number"] > 9)
    tens, ones = divmod(told["number"], 10)
    salt = f"{told['salt'].removesuffix('&')}{tens}"
    assert not altcha.verify_and_consume(written(told | {"salt": salt, "number": ones}))
    assert not altcha.verify_and_consume(
        written(told | {"salt": f"{told['salt']}{tens}", "number": ones})
    )


def test_a_challenge_of_ones_own_does_not_count(client):
    told = solved(client)
    salt = f"{'0' * 24}?expires=99999999999&"
    own = told | {"salt": salt, "number": 1, "challenge": hashed(salt, 1)}
    assert sent(client, written(own)).rule == "altcha"


@pytest.mark.parametrize("name", ["algorithm", "challenge", "number", "salt", "signature"])
@pytest.mark.parametrize("value", [None, "", "\ud800", -1, True, [], {}, "SHA-1"])
def test_a_changed_part_makes_it_none(client, name, value):
    assert not altcha.verify_and_consume(written(solved(client, **{name: value})))


@pytest.mark.parametrize(
    "answer", ["x", "%%%", "é", "\0", "A" * 100_000, "W10=", "bnVsbA==", "W1tb" * 120, "/w=="]
)
def test_what_is_no_answer_holds_and_never_fails(client, answer):
    text = sent(client, answer)
    assert (text.status, text.rule) == ("pending", "altcha")


def test_a_missing_answer_makes_nothing_spam(client):
    text = sent(client, "", "[url=https://bit.ly/x1]bags[/url]")
    assert text.status == "pending"
    assert {signal["rule"] for signal in text.signals} == {"link-score", "altcha"}


def test_the_doubt_outlasts_the_wait_for_an_address(client):
    text = sent(client, "", review=a_review_with(confirm_guests=True))
    assert text.status == "unconfirmed"
    arrivals.confirm(Comment.objects.get())
    text.refresh_from_db()
    assert (text.status, text.rule) == ("pending", "altcha")
