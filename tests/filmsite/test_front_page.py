"""The front page: a lead, two beside it, full rows of the latest, a round table; no piece twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from films.models import Image
from reviews.models import Aspect, Take
from tests.builders import a_film, a_publication, a_review

pytestmark = pytest.mark.django_db


def some_reviews(number):
    now = timezone.now()
    return [a_review(f"Piece {n}", published_at=now - timedelta(hours=n)) for n in range(number)]


def links_to(page, review):
    return page.count(f'<a href="{review.get_absolute_url()}">')


@pytest.mark.parametrize(
    ("number", "shown"), [(1, 1), (2, 2), (3, 3), (5, 5), (8, 7), (9, 9), (12, 9)]
)
def test_each_review_once_and_no_row_with_a_hole(client, number, shown):
    reviews = some_reviews(number)
    page = client.get("/").content.decode()
    assert [links_to(page, review) for review in reviews] == [1] * shown + [0] * (number - shown)


def test_the_newest_leads_with_its_films_still(client):
    film = a_film()
    film.still = Image.objects.create(
        file=f"images/{'a' * 32}-1920x804.webp", alt="A road", focal_x=10, focal_y=90
    )
    film.save()
    a_review(film=film)
    page = client.get("/").content.decode()
    assert f'<img class="focus-0-100" src="{film.still.url}"' in page


def test_a_lead_without_a_picture_has_its_films_card(client):
    review = a_review(film=a_film("Heat", 1995))
    assert f"{review.film.wide_card.classes} card-wide" in client.get("/").content.decode()


def test_a_piece_with_a_picture_and_no_film_stands_beside_the_lead(client):
    _lead, second = some_reviews(2)
    second.lead_image = Image.objects.create(file=f"images/{'b' * 32}-1920x804.webp", alt="A road")
    second.save()
    second.subjects.all().delete()
    page = client.get("/")
    assert page.status_code == 200 and links_to(page.content.decode(), second) == 1


def a_take(film, name, phrase, aspect):
    review = a_review(film=film, publication=a_publication(name))
    Take.objects.create(review=review, aspect=aspect, stance="for", phrase=phrase)
    return review


def test_a_round_table_is_shown_in_short(client):
    film, aspect = a_film("Heat", 1995), Aspect.objects.create(name="Verdict")
    a_take(film, "The Lantern", "Brave", aspect)
    assert "The round table" not in client.get("/").content.decode()
    a_take(film, "The Beam", "Wooden", aspect)
    page = client.get("/").content.decode()
    assert (
        "The round table: 2 critics, one film" in page
        and f"{film.get_absolute_url()}#round-table" in page
    )
    assert "Brave" in page and "Wooden" in page


def test_publications_show_a_mark_and_their_number(client):
    publication = a_publication("The Lantern", tagline="Light on films")
    (
        a_review(publication=publication),
        a_review(publication=publication),
        a_review(publication=publication, published=False),
    )
    page = client.get("/").content.decode()
    cell = page.split('<article class="cell">')[-1]
    assert (
        "2 reviews" in cell
        and "Light on films" in cell
        and re.search(r'class="avatar avatar-\d+" aria-hidden="true">TL<', cell)
    )
