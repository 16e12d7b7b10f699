"""Names that a stranger searches for: while typing, and what results say of them."""

import json

import pytest

from films.models import FilmTitle, Genre
from reviews.models import Department
from tests.builders import a_film, a_publication, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    film = a_film("The Harbour", 2012, "Jacques Audiard")
    a_review("Salt and iron", film)
    return film


def page(client, query):
    return client.get(f"/search/?{query}").content.decode()


def suggested(client, text):
    answer = client.get("/search/suggest/", {"q": text})
    assert answer.headers["Content-Type"] == "application/x-suggestions+json"
    return json.loads(answer.content)


def test_names_while_typing(client, harbour):
    address = f"http://testserver{harbour.directors[0].person.get_absolute_url()}"
    assert suggested(client, "aud") == ["aud", ["Jacques Audiard"], ["Person"], [address]]


def test_a_name_that_was_suggested_is_found(client, harbour):
    name = suggested(client, "harb")[1][0]
    assert name == "The Harbour (2012)"
    text = page(client, f"q={name}")
    assert "<mark>Harbour</mark></a>" in text and ">Film</p>" in text


def test_a_word_behind_an_apostrophe_is_suggested(client):
    a_film("L’Immortelle", 1963)
    for typed in ("immor", "l'imm", "limm", "l imm"):
        assert suggested(client, typed)[1] == ["L’Immortelle (1963)"]
    assert "<mark>L’Immortelle</mark></a>" in page(client, "q=Imortelle")


@pytest.mark.parametrize("typed", ["the+prophet", "a+prophet", "prophet", "an+prophet"])
def test_no_article_hides_a_title(client, typed):
    a_film("A Prophet", 2009)
    assert ">A <mark>Prophet</mark></a>" in page(client, f"q={typed}")


def test_who_means_the_article_finds_it(client):
    a_film("Prophet", 2009)
    a_film("The Prophet", 2014)
    assert "1 result" in page(client, "q=the") and "1 result" in page(client, 'q="the+prophet"')
    text = page(client, "q=the+prophet")
    assert text.index(">The <mark>Prophet</mark></a>") < text.index("><mark>Prophet</mark></a>")


def test_departments_of_one_name_say_of_which_publication(client):
    for name in ("The Weekly", "Radio Hour"):
        publication = a_publication(name)
        department = Department.objects.create(name="Nightfall", publication=publication)
        a_review(f"Of {name}", publication=publication, department=department)
    kinds = {"Department of The Weekly", "Department of Radio Hour"}
    text = page(client, "q=nightfall")
    assert all(f'<p class="kicker">{kind}</p>' in text for kind in kinds)
    assert set(suggested(client, "night")[2]) == kinds


def test_a_genre_is_found_while_films_have_it(client, harbour):
    harbour.genres.add(Genre.objects.create(name="Drama"))
    text = page(client, "q=drama")
    assert '<p class="kicker">Genre</p>' in text and 'href="/genres/drama/"' in text
    assert suggested(client, "dra")[1] == ["Drama"]
    harbour.genres.clear()
    assert '<p class="kicker">Genre</p>' not in page(client, "q=drama")
    assert suggested(client, "dra")[1] == []


def test_a_film_says_by_which_name_it_was_found(client, harbour):
    FilmTitle.objects.create(film=harbour, text="Přístav")
    harbour.credits.create(credited_as="Zora Lind", role="cast", billing=2)
    assert "<bdi><mark>Přístav</mark></bdi>" in page(client, "q=pristav&kind=film")
    assert "<bdi>Zora <mark>Lind</mark></bdi>" in page(client, "q=lind&kind=film")


def test_a_director_is_named_once(client, harbour):
    text = page(client, "q=audiard&kind=film")
    assert "A film by <bdi>Jacques Audiard</bdi>" in text
    assert "<mark>Audiard</mark></bdi>" not in text
