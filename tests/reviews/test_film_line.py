"""Which film a piece is about, and what its critic decided, wherever the piece is named."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from films.models import Credit, Person
from reviews.models import Review
from tests.builders import a_film, a_review

pytestmark = pytest.mark.django_db


def test_a_head_names_its_films_and_those_who_made_them(client):
    film = a_film("Heat", 1995)
    mann = Person.objects.create(name="Michael Mann", slug="michael-mann")
    Credit.objects.create(film=film, person=mann, role="director")
    page = client.get(a_review("Two men", film=film).get_absolute_url()).content.decode()
    head = page.partition('class="review-head')[2].partition("</header>")[0]
    link = f'<a href="{film.get_absolute_url()}"><cite lang="" dir="auto">Heat</cite></a>'
    assert f"{link}&nbsp;<span>(1995)" in head
    assert f'<a class="name" href="{mann.get_absolute_url()}"><bdi>Michael Mann</bdi></a>' in head


@pytest.mark.parametrize(
    ("stars", "sentence", "drawn"),
    [
        ("1", "1 star out of 5", "★☆☆☆☆"),
        ("3.5", "3.5 stars out of 5", "★★★½☆"),
        ("0", "0 stars out of 5", "☆☆☆☆☆"),
    ],
)
def test_stars_are_drawn_and_said(client, stars, sentence, drawn):
    a_review("Two men", stars=Decimal(stars), stars_out_of=5)
    page = client.get("/reviews/").content.decode()
    assert f'aria-label="{sentence}"' in page and drawn in page


def test_a_long_row_of_stars_is_set_smaller(client):
    a_review("Two men", stars=Decimal(7), stars_out_of=10)
    assert 'class="stars many"' in client.get("/reviews/").content.decode()


@pytest.mark.parametrize("verdict", Review.Verdict)
def test_each_verdict_has_a_look_of_its_own(client, verdict):
    a_review("Two men", verdict=verdict)
    assert (
        f'class="verdict-word {verdict}">{verdict.label}'
        in client.get("/reviews/").content.decode()
    )
    styles = (Path(settings.BASE_DIR) / "filmsite/static/filmsite/css/verdicts.css").read_text()
    assert f".verdict-word.{verdict} {{" in styles
