"""The file of all critics' verdicts, which browsers compare with what their readers saw."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import Byline, Review
from tests.builders import a_critic, a_film, a_review
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db
PATH = "/critics/verdicts.json"


def verdicts(client):
    """The verdicts that the file tells of, as (film, critic, what readers would say)."""
    file = client.get(PATH).json()
    kinds = len(file["stances"])
    return {
        (title, file["critics"][number // kinds][0], file["stances"][number % kinds])
        for _key, title, _slug, numbers in file["films"]
        for number in numbers
    }


@pytest.fixture
def heat():
    return a_film("Heat", 1995)


@pytest.fixture
def iris():
    return a_critic("Iris Vale")


def test_it_works(client, heat, iris):
    a_review(film=heat, critic=iris, verdict="recommended")
    response = client.get(PATH)
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, no-cache" and not response.cookies
    assert json.loads(response.content) == {
        "stances": ["for", "for", "for", "mixed", "against", "against"],
        "loved": [0, 1],
        "critics": [["Iris Vale", "iris-vale"]],
        "films": [[heat.pk, "Heat (1995)", "heat-1995", [1]]],
    }


@pytest.mark.parametrize("verdict", Review.Verdict.values)
def test_every_verdict_is_for_mixed_or_against(client, heat, verdict):
    a_review(film=heat, verdict=verdict)
    ((_film, _critic, stance),) = verdicts(client)
    word = {"mixed": "mixed", "disappointing": "against", "avoid": "against"}
    assert stance == word.get(verdict, "for")


def test_what_is_not_published_is_not_in_it(client):
    tomorrow = timezone.now() + timedelta(days=1)
    a_review(film=a_film("Secret draft"), critic=a_critic("Dora"), verdict="avoid", published=False)
    a_review(
        film=a_film("Secret plan"), critic=a_critic("Tom"), verdict="avoid", published_at=tomorrow
    )
    a_review(film=a_film("Secret past"), critic=a_critic("Ada"), verdict="avoid").retract("Wrong.")
    assert client.get(PATH).json() | {"stances": [], "loved": []} == {
        "stances": [], "loved": [], "critics": [], "films": []
    }  # fmt: skip


def test_all_who_wrote_a_review_count_and_who_translated_it_does_not(client, heat, iris):
    review = a_review(film=heat, critic=iris, verdict="mixed")
    Byline.objects.create(review=review, critic=a_critic("Remy Adler"))
    Byline.objects.create(review=review, critic=a_critic("Nora Lind"), role="translator")
    assert verdicts(client) == {
        ("Heat (1995)", "Iris Vale", "mixed"),
        ("Heat (1995)", "Remy Adler", "mixed"),
    }


def test_the_last_verdict_of_a_critic_counts(client, heat, iris):
    before = timezone.now() - timedelta(days=400)
    a_review(film=heat, critic=iris, verdict="must_see")
    a_review(film=heat, critic=iris, verdict="avoid", published_at=before)
    assert verdicts(client) == {("Heat (1995)", "Iris Vale", "for")}


def test_a_film_without_a_verdict_can_be_named(client, heat):
    a_review(film=heat)
    assert client.get(PATH).json()["films"] == [[heat.pk, "Heat (1995)", "heat-1995", []]]


def test_it_takes_one_query(client, heat, iris, django_assert_num_queries):
    for film in (heat, a_film("Alien", 1979)):
        a_review(film=film, critic=iris, verdict="must_see")
        a_review(film=film, verdict="avoid")
    with django_assert_num_queries(1):
        client.get(PATH)


def test_it_is_kept_until_a_verdict_or_a_name_changes(heat, iris):
    site = KeptSite()
    review = a_review(film=heat, critic=iris, verdict="avoid")
    assert b"Iris Vale" in site.get(PATH)[2] and site.get(PATH)[0] == "200 OK" and site.made == 1
    iris.name = "Iris Dale"
    iris.save()
    assert b"Iris Dale" in site.get(PATH)[2]
    heat.title = "Heat of the night"
    heat.save()
    assert b"Heat of the night" in site.get(PATH)[2]
    review.verdict = "must_see"
    review.save()
    assert b"[0]]]" in site.get(PATH)[2]
    review.withdraw_to_draft()
    assert b"Heat" not in site.get(PATH)[2]
    assert site.made == 5
