"""A film's page: how its critics decided, and the films that they name beside it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import ListEntry, Subject
from tests.builders import a_film, a_review
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db
HEADING = "Named beside this film"
COST = 23  # queries of a page of a film without releases


def page_of(client, film):
    return " ".join(client.get(film.get_absolute_url()).content.decode().split())


def beside(page):
    """The films named there and how often."""
    section = page.partition(HEADING)[2].partition("</section>")[0]
    return re.findall(r'<cite dir="auto">(.*?)</cite></a> <small>(.*?)</small>', section)


@pytest.fixture
def heat():
    return a_film("Heat", 1995)


def test_films_named_together_the_most_often_first(client, heat):
    thief, collateral = a_film("Thief", 1981), a_film("Collateral", 2004)
    a_film("Ran", 1985)
    a_review(film=heat).mentions.add(thief, collateral)
    a_review(film=heat).mentions.add(thief)
    a_review(film=collateral).mentions.add(heat, thief)
    assert beside(page_of(client, heat)) == [
        ("Thief (1981)", "3 reviews"),
        ("Collateral (2004)", "2 reviews"),
    ]


def test_a_review_counts_once_for_a_film(client, heat):
    thief = a_film("Thief", 1981)
    review = a_review("A double bill", film=heat)
    Subject.objects.create(review=review, film=thief, order=1)
    review.mentions.add(thief, heat)
    assert beside(page_of(client, heat)) == [("Thief (1981)", "1 review")]


def test_what_is_not_public_names_nothing(client, heat):
    thief = a_film("Thief", 1981)
    for fields in ({"published": False}, {"published_at": timezone.now() + timedelta(days=1)}):
        a_review(film=heat, **fields).mentions.add(thief)
    retracted = a_review(film=heat)
    retracted.mentions.add(thief)
    retracted.retract("A hoax.")
    assert HEADING not in page_of(client, heat)


def test_a_kept_page_hears_of_another_name(heat):
    review, site = a_review(film=heat), KeptSite()
    path = heat.get_absolute_url()
    site.get(path)
    review.mentions.add(a_film("Thief", 1981))
    assert beside(" ".join(site.get(path)[2].decode().split())) == [("Thief (1981)", "1 review")]


def test_many_reviews_cost_no_more_queries(client, heat, django_assert_num_queries):
    others = [a_film(f"Film {number}") for number in range(12)]
    a_review(film=heat, verdict="mixed").mentions.add(*others[:2])
    with django_assert_num_queries(COST):
        client.get(heat.get_absolute_url())
    for number in range(20):
        a_review(film=heat, verdict="must_see").mentions.add(*others[number % 6 :])
    with django_assert_num_queries(COST):
        assert len(beside(page_of(client, heat))) == 8


def test_the_verdicts_of_its_critics_are_a_table(client, heat):
    for verdict in ("avoid", "must_see", "must_see", ""):
        a_review(film=heat, verdict=verdict)
    a_review(film=heat, verdict="mixed", published=False)
    a_review(verdict="mixed").mentions.add(heat)
    table = re.search(r'<table class="spread">.*?</table>', page_of(client, heat))[0]
    assert '<caption class="visually-hidden">Verdicts</caption>' in table
    rows = re.findall(
        r'<th scope="row"><b [^>]*>(.*?)</b></th>.*? width="(\d+)".*?(\d+)</td>', table
    )
    assert rows == [("Must see", "100", "2"), ("Avoid", "50", "1")]


def test_one_review_is_no_spread(client, heat):
    a_review(film=heat, verdict="must_see")
    assert 'class="spread"' not in page_of(client, heat)


def test_a_list_that_has_the_film_is_none_that_only_names_it(client, heat):
    ranking = a_review("The ten best", kind="list")
    ranking.mentions.add(heat)
    ListEntry.objects.create(review=ranking, film=heat)
    naming = a_review("Collateral again")
    naming.mentions.add(heat)
    page = (
        page_of(client, heat) + client.get(f"{heat.get_absolute_url()}mentions/").content.decode()
    )
    assert "Collateral again" in page
    answer = client.get(f"{heat.get_absolute_url()}mentions/").content.decode()
    assert "Collateral again" in answer and "The ten best" not in answer
