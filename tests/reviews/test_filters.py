"""Lists that scale: filters as addresses, letters, and a pager with numbers."""

import re

import pytest

from films.models import Credit, Film, Genre, Person
from reviews.models import Byline, Review
from tests.builders import a_critic, a_film, a_publication, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews():
    """Two reviews that differ in all that can be chosen."""
    drama, western = (
        Genre.objects.create(name=name, slug=name.lower()) for name in ("Drama", "Western")
    )
    heat, dust = a_film("Heat", 1995), a_film("Dust", 2001)
    heat.genres.add(drama)
    dust.genres.add(western)
    weekly, daily = (
        a_publication("The Weekly", slug="weekly"),
        a_publication("The Daily", slug="daily"),
    )
    one = a_review("Two men", film=heat, publication=weekly, verdict=Review.Verdict.MUST_SEE)
    other = a_review("No rain", film=dust, publication=daily, verdict=Review.Verdict.AVOID)
    Byline.objects.create(review=one, critic=a_critic("Ada Moss", slug="ada"))
    Byline.objects.create(review=other, critic=a_critic("Bo Lind", slug="bo"))
    return one, other


def headlines(client, query):
    page = client.get(f"/reviews/?{query}").content.decode()
    return [headline for headline in ("Two men", "No rain") if f">{headline}</a>" in page]


@pytest.mark.parametrize(
    "query",
    [
        "publication=weekly",
        "critic=ada",
        "verdict=must_see",
        "year=1995",
        "genre=drama",
        "year=1995&critic=ada",
    ],
)
def test_each_choice_is_an_address(client, reviews, query):
    assert headlines(client, query) == ["Two men"]


def test_year_and_genre_are_of_one_film(client, reviews):
    assert headlines(client, "year=1995&genre=western") == []


def test_what_is_empty_says_what_to_do(client, reviews):
    page = client.get("/reviews/?critic=ada&publication=daily").content.decode()
    assert (
        "No reviews match. Try fewer filters" in page and 'href="/reviews/">All reviews</a>' in page
    )


@pytest.mark.parametrize(
    "query", ["critic=nobody", "verdict=loud", "year=12", "genre=%00", "publication=' OR 1=1"]
)
def test_a_choice_that_is_not_offered_is_no_page(client, reviews, query):
    assert client.get(f"/reviews/?{query}").status_code == 404


def test_only_what_has_reviews_is_offered(client, reviews):
    a_critic("Cy Vane", slug="cy")
    Genre.objects.create(name="Musical", slug="musical")
    a_review("Draft", film=a_film("Rain", 1930), published=False)
    page = client.get("/reviews/").content.decode()
    assert (
        "Ada Moss" in page
        and "Cy Vane" not in page
        and "Musical" not in page
        and ">1930<" not in page
    )


def test_the_choice_stays_in_the_form_and_in_the_pager(client, reviews):
    first = reviews[0]
    for number in range(30):
        a_review(f"More {number}", film=first.film, publication=first.publication)
    page = client.get("/reviews/?publication=weekly&year=").content.decode()
    assert '<option value="weekly" selected>' in page and "publication=weekly&amp;page=2" in page


def test_an_old_address_of_a_publication_still_chooses(client, reviews):
    weekly = reviews[0].publication
    weekly.slug = "the-weekly"
    weekly.save()
    assert headlines(client, "publication=weekly") == ["Two men"]


def test_films_reviewed_and_not(client, reviews):
    a_film("Rain", 1930, always_public=True)
    assert ">Rain<" not in client.get("/films/?reviewed=yes").content.decode()
    page = client.get("/films/?reviewed=no").content.decode()
    assert ">Rain<" in page and ">Heat<" not in page


def test_people_under_a_letter(client, reviews):
    for name in ("Zoe Kazan", "Élodie Bouchez", "Michael Mann"):
        person = Person.objects.create(name=name, slug=name.split()[0].lower())
        Credit.objects.create(film=reviews[0].film, person=person, role="director")
    page = client.get("/people/?letter=K").content.decode()
    assert "Kazan, Zoe" in page and "Mann, Michael" not in page
    letters = re.findall(r'\?letter=(\w)"', page)
    assert letters == ["B", "K", "M"]


def test_every_letter_is_offered_once(client):
    for title in ("Élan", "Easy", "Zulu", "9 to 5", "Ö", "上海", "Émile", "Fish"):
        a_film(title)
    Film.objects.filter(title="Easy").update(sort_key="")
    page = client.get("/films/").content.decode()
    assert re.findall(r'\?letter=([^"]+)"', page) == ["%23", "E", "F", "O", "Z", "%E4%B8%8A"]


def test_the_pager_names_first_neighbours_and_last(client, reviews):
    for number in range(240):
        a_review(f"More {number}", film=reviews[0].film, publication=reviews[0].publication)
    page = client.get("/reviews/?page=6").content.decode()
    pager = page.partition('class="pager"')[2].partition("</nav>")[0]
    words = re.sub(r"<[^>]+>", " ", pager).replace("Page", " ").split()
    assert [word for word in words if word.isdigit() or word == "…"] == [
        "1",
        "…",
        "5",
        "6",
        "7",
        "…",
        "11",
    ]
    assert '<span aria-current="page">' in pager and 'rel="prev"' in pager and 'rel="next"' in pager
