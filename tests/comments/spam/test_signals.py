"""What each signal makes of a text that a guest sends through the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.actions import moderate
from comments.models import Comment, Fingerprint, SpamWord
from comments.spam import form_token
from comments.spam.training import Row, train
from mail import links
from tests.builders import a_user
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with, post
from tests.mail.builders import an_address, path_of

from .builders import LONG, learnt_filter, received

pytestmark = pytest.mark.django_db


def sent(client, *args, review=None, **fields):
    """The text as it stands after a guest sent it."""
    post(client, review or a_review_with(), *args, **fields)
    return Comment.objects.latest("pk")


def rules_of(text):
    return {signal["rule"] for signal in text.signals}


def test_it_works(client):
    assert sent(client, LONG).status == "approved"


def test_one_plain_link_passes(client):
    assert sent(client, LONG + " The book is at https://books.example/9.").status == "approved"


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://shop.example">bags</a>',
        "[url=https://shop.example]bags[/url] for all of you who read this",
        "Nice https://bit.ly/x1",
        "Look https://198.51.100.7/x",
    ],
)
def test_links_of_advertisements_are_held(client, text):
    text = sent(client, text)
    assert text.status == "pending" and "link-score" in rules_of(text)


def test_a_link_as_a_name_is_held(client):
    text = sent(client, LONG + " www.shop.example", name="www.shop.example")
    assert text.status == "pending" and "link-score" in rules_of(text)


# Words


@pytest.mark.parametrize(
    "written",
    ["Free Backlinks", "ＦＲＥＥ backlinks", "free\u200b back\u00adlinks", "FREE\nBACKLINKS!"],
)
def test_a_listed_phrase_holds_however_it_is_written(client, written):
    SpamWord.objects.create(word="free backlinks")
    text = sent(client, f"Get your {written} before the film begins.")
    assert text.status == "pending" and "blocked-words" in rules_of(text)
    assert "free backlinks" in text.held_because


@pytest.mark.parametrize("written", ["café", "CAFÉ", "cafe"])
def test_accents_of_a_listed_word_do_not_matter(client, written):
    SpamWord.objects.create(word="Cafe online")
    text = sent(client, f"Try the {written} online before the film begins.")
    assert "blocked-words" in rules_of(text)


def test_a_phrase_does_not_go_on_in_the_name(client):
    SpamWord.objects.create(word="halves anna")
    assert sent(client, "The film falls into two halves", name="Anna").status == "approved"


def test_a_listed_word_is_never_an_expression(client):
    SpamWord.objects.create(word="w.*k")
    assert sent(client, LONG).status == "approved"


def test_signs_without_a_letter_hold_nothing(client):
    """The form refuses them; a fixture could bring them."""
    SpamWord.objects.create(word="***", action="refuse")
    assert sent(client, LONG + " ***").status == "approved"


def test_a_part_of_a_word_is_not_the_word(client):
    SpamWord.objects.create(word="end")
    assert (
        sent(client, "The ending mends it, friends, and I recommended it to everybody.").status
        == "approved"
    )


def test_a_listed_host_is_found_in_links_and_websites(client):
    SpamWord.objects.create(word="shop.example", action="refuse")
    assert sent(client, LONG + " https://www.shop.example/bags").status == "spam"
    assert sent(client, "Agreed.", website="https://shop.example/").status == "spam"


def test_a_word_that_refuses(client):
    SpamWord.objects.create(word="赌场", action="refuse")
    text = sent(client, "在线赌场 注册送元")
    assert text.status == "spam" and text.seq is None


def test_moderators_edit_the_list(client):
    mona = a_moderator()
    mona.is_superuser = True
    mona.save()
    client.force_login(mona)
    url = reverse("admin:comments_spamword_add")
    assert (
        client.post(url, {"word": "  keto   gummies ", "action": "hold", "note": ""}).status_code
        == 302
    )
    assert SpamWord.objects.get().word == "keto gummies"
    assert (
        "Signs alone"
        in client.post(url, {"word": "***", "action": "hold", "note": ""}).content.decode()
    )


# Likeness


def test_the_same_text_of_another_hand_is_held(client):
    review = a_review_with()
    assert sent(client, LONG, review=review).status == "approved"
    text = sent(client, LONG, review=review, name="Tom Grump", email="tom@readers.example")
    assert text.status == "pending" and rules_of(text) == {"duplicate"}


def test_nearly_the_same_text_is_found_in_any_thread(client):
    sent(client, LONG)
    text = sent(
        client, LONG + " See https://shop.example/", email="tom@readers.example", name="Tom Grump"
    )
    assert text.status == "pending" and "duplicate" in rules_of(text)
    assert Fingerprint.objects.get(comment=text).duplicate_of.name == "Remy Adler"


def test_what_repeats_spam_is_spam(client):
    sent(client, LONG)
    moderate.return_to_queue(Comment.objects.get(), None)
    moderate.mark_spam(Comment.objects.get(), None)
    assert (
        sent(client, LONG.upper(), email="tom@readers.example", name="Tom Grump").status == "spam"
    )


def test_short_texts_are_alike_by_chance(client):
    review = a_review_with()
    for name in ("Ada", "Bea", "Cleo"):
        assert (
            sent(client, "Loved it!", review=review, name=name, email=f"{name}@r.example").status
            == "approved"
        )


def test_other_words_on_the_same_subject_pass(client):
    sent(client, LONG)
    other = (
        "I walked out after half of it and never came back, so the ending that you praise is news "
        "to me."
    )
    assert sent(client, other, name="Tom Grump", email="tom@readers.example").status == "approved"


# Floods


def test_one_address_has_a_budget(client):
    review = a_review_with()
    received(review, 12, email="remy@readers.example")
    client.post(path_of(links.confirm_url(an_address())))
    text = sent(client, LONG, review=review)
    assert text.status == "pending" and rules_of(text) == {"author-budget"}


def test_others_do_not_spend_the_budget_of_an_address(client):
    review = a_review_with()
    received(review, 12, email="remy@readers.example")
    assert sent(client, LONG, review=review).status == "approved"


def test_what_was_never_confirmed_does_not_spend_the_budget_of_an_address(client):
    review = a_review_with()
    received(review, 13, email="remy@readers.example", status="unconfirmed")
    client.post(path_of(links.confirm_url(an_address())))
    assert sent(client, LONG, review=review).status == "approved"


def test_one_network_has_a_budget(client, settings):
    first = sent(client, "Words of the first.")
    received(first.discussion.review, 20, network=first.network)
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=20))
    text = sent(client, LONG, name="Tom Grump", email="tom@other.example")
    assert text.status == "pending" and rules_of(text) == {"network-budget"}


def test_in_a_flood_guests_wait_and_members_do_not(client, settings):
    settings.GUEST_FLOOD = 20
    review = a_review_with()
    received(review, 20)
    text = sent(client, LONG, review=review)
    assert text.status == "pending" and rules_of(text) == {"flood"}
    client.force_login(a_user("iris", first_name="Iris", last_name="Vale"))
    assert sent(client, "A member may still speak.", review=review).status == "approved"


def test_a_busy_site_has_a_higher_valve(client, settings):
    settings.GUEST_FLOOD = 20
    review = a_review_with()
    received(review, 3_100)  # in the week before: three in ten minutes, so thirty are no flood
    Comment.objects.update(posted_at=timezone.now() - timedelta(days=2))
    received(review, 25)
    assert sent(client, LONG, review=review).status == "approved"


# The age of the form


def key_of(seconds, monkeypatch):
    """The key of a form that was opened so many seconds ago."""
    then = timezone.now() - timedelta(seconds=seconds)
    with monkeypatch.context() as patch:
        patch.setattr(form_token.timezone, "now", lambda: then)
        return form_token.new_form_key()


def test_a_form_sent_at_once_weighs_but_never_holds_alone(client, monkeypatch):
    advert = "Nice film, see www.shop.example"
    assert sent(client, LONG, key=key_of(0, monkeypatch)).status == "approved"
    text = sent(client, advert, key=key_of(0, monkeypatch))
    assert text.status == "pending" and rules_of(text) == {"form-age", "link-score"}


def test_a_form_sent_in_time_weighs_nothing(client, monkeypatch):
    assert (
        sent(client, "Nice film, see www.shop.example", key=key_of(60, monkeypatch)).status
        == "approved"
    )


def test_the_form_under_a_review_has_no_age(client):
    assert sent(client, "Nice film, see www.shop.example").status == "approved"


def test_a_preview_keeps_the_age_of_the_form(client, monkeypatch):
    key = key_of(60, monkeypatch)
    shown = (
        post(client, a_review_with(), LONG, key=key, preview="Preview")
        .context["form"]["key"]
        .value()
    )
    assert shown != key and form_token.opened_at(shown) == form_token.opened_at(key)


@pytest.mark.parametrize(
    "key", ["once", "", "zzzzzz.abc.def", "." * 30, "tkfz5k.0123456789ab.AAAAAAAAAAAA"]
)
def test_a_forged_time_is_no_time(key):
    assert form_token.opened_at(key) is None


# What is learnt


def test_a_filter_that_learnt_nothing_says_nothing(client):
    assert (
        sent(
            client, "Buy cheap viagra and casino bonus from our pharmacy today, dear readers."
        ).status
        == "approved"
    )


def test_the_filter_holds_what_it_learnt(client):
    learnt_filter()
    text = sent(
        client,
        "Win real money at slots today, no deposit bonus, free spins and poker for all players.",
    )
    assert text.status == "pending" and "learnt" in rules_of(text)
    assert (
        sent(client, "The last shot undoes the film, and I have loved it since.").status
        == "approved"
    )


def test_the_filter_knows_words_by_their_pieces(client):
    train([Row(True, f"Subscribers wanted, this is number {one}") for one in range(50)])
    train([Row(False, f"The ending undoes it, this is number {one}") for one in range(50)])
    assert sent(client, "Elephants walked off, giraffes ran").status == "approved"
    assert "learnt" in rules_of(sent(client, "Subscriberz wantedd, suscribers wannted"))


def test_one_host_of_advertisements_is_enough(client):
    learnt_filter()
    train([Row(True, "https://best-reels.example/now")] * 10)
    assert "learnt" in rules_of(
        sent(client, LONG + " The book is at https://best-reels.example/9.")
    )


def test_moderators_are_not_judged(client):
    client.force_login(a_moderator())
    assert sent(client, '<a href="https://shop.example">bags</a>').status == "approved"


def test_a_received_text_that_was_never_judged_can_be_decided():
    moderate.mark_spam(a_pending_comment(a_review_with(), body=LONG), a_moderator())
    assert Fingerprint.objects.get().trained_as == "spam"
