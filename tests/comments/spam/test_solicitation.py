"""Requests to visit the writer elsewhere wait for a moderator; talk of films does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment
from comments.spam import solicitation
from tests.comments.builders import a_review_with, post

pytestmark = pytest.mark.django_db


def sent(client, text):
    post(client, a_review_with(), text)
    return Comment.objects.latest("pk")


@pytest.mark.parametrize(
    "text",
    [
        "Great film! Check out my new channel for more reviews like this one.",
        "Please subscribe to me, I answer everybody who does it within the day.",
        "Follow me on Instagram for daily film quotes and pictures of my cat.",
        "Sub4sub anyone? Subscribe back please, I am new here and nice to all.",
        "Abonniert bitte meinen Kanal, dort bespreche ich jede Woche einen neuen Film.",
        "Super film ! Abonnez-vous à ma chaîne pour d’autres critiques de films.",
        "Подпишитесь, пожалуйста, на мой канал, там разборы всех новых фильмов.",
        "Vote for us, every voice counts and the prize is a trip: https://contest.example/9/vote",
        "https://shop.example/item/171183229277?name=bag&color=red",
    ],
)
def test_solicitation_is_held(client, text):
    assert sent(client, text).status == "pending"


@pytest.mark.parametrize(
    "text",
    [
        "Follow me here: the second act is about grief, and the third is about how grief ends.",
        "To see my favourite book turned into a film was a joy from the first page to the last.",
        "The camera follows us into the kitchen and stays until the water boils over.",
        "You should check out his first film, it has the same actors and half of the money.",
        "My blog post argues the opposite, and at more length: https://films.example/rust-and-bone",
        "I like my films slow, and this one has pages of dialogue that nobody needed.",
        "I subscribed to this magazine because of reviews like this one. Thank you!",
    ],
)
def test_talk_of_films_passes(client, text):
    assert sent(client, text).status == "approved"


@pytest.mark.slow
@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_words_can_be_asked(words):
    for question in (
        solicitation.asks_to_come,
        solicitation.asks_to_subscribe,
        solicitation.promises,
    ):
        assert question(words) in {True, False}
