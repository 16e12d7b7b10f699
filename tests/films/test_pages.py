"""Pages of films, people and genres."""

import pytest

from films.models import (
    AwardBody,
    Country,
    Credit,
    Distributor,
    Extra,
    FilmTitle,
    Genre,
    Language,
    Nomination,
    Release,
    SourceWork,
)
from reviews.models import Aspect, Take
from tests.builders import a_film, a_person, a_publication, a_review, a_section

pytestmark = pytest.mark.django_db


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def a_full_record():
    france, french = (
        Country.objects.create(code="FR", name="France"),
        Language.objects.create(code="fr", name="French"),
    )
    film = a_film("Rust and Bone", 2012, director="Jacques Audiard", runtime=122)
    FilmTitle.objects.create(film=film, kind="original", text="De rouille et d’os", language=french)
    Credit.objects.create(
        film=film,
        person=a_person("Matthias Schoenaerts"),
        role="cast",
        character="Alain",
        character_alias="Ali",
    )
    film.based_on = SourceWork.objects.create(
        name="Rust and Bone: stories", author=a_person("Craig Davidson")
    )
    film.save()
    film.countries.add(france)
    release = Release.objects.create(
        film=film, kind="physical", date="2013-03-19", certification="R",
        certified_in=france,
        distributor=Distributor.objects.create(name="Sony"),
    )  # fmt: skip
    release.subtitles.add(french)
    Extra.objects.create(release=release, kind="commentary", title="Director’s commentary")
    Nomination.objects.create(
        film=film, body=AwardBody.objects.create(name="Valladolid"), won=True, count=3
    )
    return film


def test_it_works(client):
    page = text_of(client, a_full_record().get_absolute_url())
    for words in (
        "Rust and Bone", "De rouille et d’os", "Jacques Audiard", "Matthias Schoenaerts", "Alain",
        "called Ali", "122 minutes", "19 March 2013", "Sony", "R (France)", "Craig Davidson",
        "Director’s commentary", "3 prizes",
    ):  # fmt: skip
        assert words in page


def test_a_film_only_mentioned_has_a_page(client):
    film = a_film("Hidden", None)
    a_review("On looking", film=a_film()).mentions.add(film)
    page = text_of(client, film.get_absolute_url())
    assert "Not reviewed yet." in page and "Mentioned in" in page and "On looking" in page


def test_the_round_table_sets_reviews_side_by_side(client):
    film, aspect = a_film(), Aspect.objects.create(name="Performances")
    for name, stance, phrase in (
        ("The Lantern", "for", "Brave"),
        ("The Beam", "against", "Wooden"),
    ):
        review = a_review(film=film, publication=a_publication(name))
        Take.objects.create(
            review=review,
            aspect=aspect,
            stance=stance,
            phrase=phrase,
            section=a_section(review, "The actors"),
        )
    page = text_of(client, film.get_absolute_url())
    assert "2 critics, side by side" in page
    assert f"{review.get_absolute_url()}#section-the-actors" in page
    for words in ("The Lantern", "Brave", "dot for", "The Beam", "Wooden", "dot against"):
        assert words in page


def test_a_draft_does_not_sit_at_the_round_table(client):
    film, aspect = a_film(), Aspect.objects.create(name="Performances")
    for published in (True, True, False):
        review = a_review(film=film, published=published)
        Take.objects.create(
            review=review, aspect=aspect, stance="for", phrase=f"Public {published}"
        )
    page = text_of(client, film.get_absolute_url())
    assert "2 critics" in page and "Public False" not in page


def test_a_person_has_films_and_works(client):
    a_full_record()
    assert "Rust and Bone" in text_of(client, "/people/craig-davidson/")
    page = text_of(client, "/people/matthias-schoenaerts/")
    assert "Actor" in page and "Alain" in page


def test_films_narrow_by_letter_year_genre_and_country(client):
    heat, other = a_film("Heat", 1995), a_film("Ran", 1985)
    heat.genres.add(Genre.objects.create(name="Crime"))
    heat.countries.add(Country.objects.create(code="US", name="United States"))
    for query in (
        "letter=H",
        "letter=h",
        "year=1995",
        "genre=crime",
        "country=US",
        "letter=H&year=1995",
    ):
        page = text_of(client, f"/films/?{query}")
        assert heat.get_absolute_url() in page and other.get_absolute_url() not in page


def test_an_empty_choice_says_so(client):
    a_film("Heat", 1995)
    a_film("Ran", 1985)
    assert "No films match" in text_of(client, "/films/?letter=H&year=1985")


@pytest.mark.parametrize(
    "query", ["year=never", "genre=nothing", "country=ZZ", "letter=ab", "page=x", "page=0",
              "page=999999", "page=%00", "letter=%00", "genre=%00", "page=" + "9" * 5000],
)  # fmt: skip
def test_nonsense_in_the_address_is_a_404(client, query):
    assert client.get(f"/films/?{query}").status_code == 404


def test_a_genre_lists_its_films(client):
    a_film("Heat", 1995).genres.add(Genre.objects.create(name="Crime"))
    assert "Heat" in text_of(client, "/genres/crime/")
    assert "Crime" in text_of(client, "/genres/")


def test_films_of_one_name_and_year_have_addresses_of_their_own():
    assert [a_film("Heat", 1995).slug for _ in range(3)] == [
        "heat-1995",
        "heat-1995-2",
        "heat-1995-3",
    ]


def test_a_title_without_letters_has_an_address(client):
    film = a_film("???", None)
    assert client.get(film.get_absolute_url()).status_code == 200


def test_media_are_inert(client, settings):
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "a.webp").write_bytes(b"RIFF")
    response = client.get("/media/images/a.webp")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["../settings.py", "%2e%2e/secret_key", "images/none.webp", "images/", "%00"]
)
def test_nothing_else_is_served_from_the_media_folder(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_the_billing_block_names_everybody_and_links_those_with_a_record(client):
    film = a_full_record()
    Credit.objects.create(film=film, credited_as="A Stranger", role="producer")
    page = text_of(client, film.get_absolute_url())
    billing = page[page.index('class="billing"') :].split("</p>")[0]
    for name in ("Jacques Audiard", "Matthias Schoenaerts", "A Stranger", "Craig Davidson"):
        assert name in billing
    assert 'href="/people/jacques-audiard/"' in billing


def test_a_genre_counts_what_readers_see_and_no_further_than_many(client, monkeypatch):
    monkeypatch.setattr(Genre, "MANY", 2)
    western, musical = (Genre.objects.create(name=name) for name in ("Western", "Musical"))
    for number in range(3):
        film = a_film(f"Film of {number}", always_public=False)
        film.genres.add(western)
        a_review(film=film, published=number > 0)
    a_film("Nobody's", always_public=False).genres.add(musical)
    page = text_of(client, "/genres/")
    assert "<small>2+</small>" in page and "Musical" not in page
    monkeypatch.setattr(Genre, "MANY", 3)
    assert "<small>2</small>" in text_of(client, "/genres/")
