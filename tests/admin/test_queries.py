"""No page of the desk asks more of the database when there is more to show."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Discussion
from films.models import (
    AwardBody,
    Country,
    Credit,
    Distributor,
    Extra,
    Film,
    FilmTitle,
    Genre,
    Image,
    Language,
    Nomination,
    Person,
    Release,
)
from reviews.models import (
    Aspect,
    Byline,
    Critic,
    Publication,
    Review,
    Section,
    Subject,
    Tag,
    Take,
)
from tests.builders import a_film, a_person, a_publication, a_review
from tests.pages.builders import a_notice, a_package, a_page, a_placement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 16  # queries of any page, two of them for the permissions of an editor
SIZES = (2, 40)


def rows(model, number, **fields):
    return [
        model.objects.create(**{k: v(n) if callable(v) else v for k, v in fields.items()})
        for n in range(number)
    ]


def named(model, size, word):
    return rows(model, size, name=lambda n: f"{word} {size}-{n}")


def code(size, number):
    """Two letters that no other film's country has."""
    return chr(65 + size % 26) + chr(65 + number % 26 + 32 * (number // 26))


def a_full_film(size):
    film = a_film(title=f"Film of {size}")
    people, bodies = named(Person, size, "Person"), named(AwardBody, size, "Body")
    countries = rows(Country, size, name=lambda n: f"Country {n}", code=lambda n: code(size, n))
    languages = rows(
        Language, size, name=lambda n: f"Language {n}", code=lambda n: f"l{size}-{n:02}"
    )
    distributors = named(Distributor, size, "Distributor")
    film.genres.set(named(Genre, size, "Genre"))
    film.countries.set(countries)
    film.languages.set(languages)
    for n in range(size):
        Credit.objects.create(
            film=film, person=people[n], role="cast", character=f"Role {n}", billing=n
        )
        FilmTitle.objects.create(
            film=film, kind="alias", text=f"Alias {n}", language=languages[n], country=countries[n]
        )
        release = Release.objects.create(
            film=film, kind="physical", country=countries[n], distributor=distributors[n]
        )
        release.audio.set(languages[:3])
        Extra.objects.create(release=release, kind="other", title="A talk")
        Nomination.objects.create(film=film, body=bodies[n], person=people[n], category="Best")
    return film


def a_full_review(size):
    publication = a_publication(f"Publication of {size}")
    image = Image.objects.create(file=f"images/{size:032x}-1600x900.webp", alt="A boat")
    review = a_review(f"Review of {size}", publication=publication, lead_image=image)
    films = [a_film(title=f"Film {size}-{n}") for n in range(size)]
    critics, aspects = named(Critic, size, "Critic"), named(Aspect, size, "Aspect")
    review.mentions.set(films)
    review.tags.set(named(Tag, size, "Tag"))
    review.release = Release.objects.create(film=films[0], kind="physical")
    review.save()
    for n in range(size):
        Subject.objects.create(review=review, film=films[n], order=n)
        Byline.objects.create(review=review, critic=critics[n], order=n)
        standard = publication.standard_sections.create(slug=f"section-{n}", heading=f"Part {n}")
        section = Section.objects.create(
            review=review, standard=standard, heading=f"Section {n}", body="<p>Text.</p>"
        )
        Take.objects.create(
            review=review, aspect=aspects[n], stance="for", phrase="Yes", section=section
        )
    return review


def queries(client, django_db_connection, address):
    with CaptureQueriesContext(django_db_connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured), [query["sql"][:160] for query in captured.captured_queries]


def compare(client, connection, addresses):
    client.get(addresses[0])  # what the process learns once, such as content types, is learnt
    counts = [queries(client, connection, address) for address in addresses]
    few, many = (count for count, _sql in counts)
    assert many == few, counts[1][1]
    assert many <= MOST, counts[1][1]


@pytest.fixture
def connection():
    from django.db import connection

    return connection


def test_the_film_form(editor, connection):
    compare(
        editor,
        connection,
        [reverse("admin:films_film_change", args=[a_full_film(n).pk]) for n in SIZES],
    )


def test_the_review_form(editor, connection):
    compare(
        editor,
        connection,
        [reverse("admin:reviews_review_change", args=[a_full_review(n).pk]) for n in SIZES],
    )


def test_the_release_form(editor, connection):
    pages = [a_full_film(n).releases.first().pk for n in SIZES]
    compare(editor, connection, [reverse("admin:films_release_change", args=[pk]) for pk in pages])


def test_the_publication_form(editor, connection):
    pages = [a_full_review(n).publication_id for n in SIZES]
    compare(
        editor, connection, [reverse("admin:reviews_publication_change", args=[pk]) for pk in pages]
    )


def test_labels_of_chosen_rows_are_on_the_page(editor):
    film = a_full_film(2)
    page = editor.get(reverse("admin:films_film_change", args=[film.pk])).content.decode()
    for word in ("Person 2-0", "Country 1", "Distributor 2-1", "Genre 2-0", "Body 2-1"):
        assert f"selected>{word}</option>" in page


def fill(size):
    """More of everything that lists show."""
    for n in range(size):
        film = a_film(title=f"Of {size}, {n}", director=f"Director {size}-{n}")
        review = a_review(f"Review {size}-{n}", film=film)
        a_review(f"Draft {size}-{n}", film=film, published=False)
        Release.objects.create(film=film, kind="tv")
        Image.objects.create(file=f"images/{size * 100 + n:032x}-1600x900.webp", alt="A boat")
        a_notice(publication=review.publication)
        a_placement(review, publication=review.publication)
        a_package(f"Report {size}-{n}", [review]), a_page(f"Page {size}-{n}")
        discussion, _new = Discussion.objects.get_or_create(review=review)
        Comment.objects.create(
            discussion=discussion, name="Remy", body="Yes.", posted_at=timezone.now()
        )


LISTS = [
    "film",
    "person",
    "image",
    "genre",
    "country",
    "language",
    "distributor",
    "sourcework",
    "awardbody",
    "release",
]
PAGES = [
    "/admin/",
    "/admin/films/image/pick/",
    *(f"/admin/films/{name}/" for name in LISTS),
    *(f"/admin/films/{name}/add/" for name in LISTS),
    *(
        f"/admin/reviews/{name}/"
        for name in ["publication", "critic", "review", "tag", "series", "aspect"]
    ),
    *(
        f"/admin/reviews/{name}/add/"
        for name in ["publication", "critic", "review", "tag", "series", "aspect"]
    ),
    *(f"/admin/pages/{name}/" for name in ["notice", "placement", "package", "page"]),
    *(f"/admin/pages/{name}/add/" for name in ["notice", "placement", "package", "page"]),
]


@pytest.mark.parametrize("address", PAGES)
def test_lists_and_empty_forms(editor, connection, address):
    a_person()
    fill(2)
    editor.get(address)
    few, _sql = queries(editor, connection, address)
    fill(10)
    many, sql = queries(editor, connection, address)
    assert many == few, sql
    assert many <= MOST, sql


def test_no_list_model_is_forgotten(editor):
    """Each model of the record is on the desk, or in the form of another."""
    from django.contrib import admin

    inlines = {
        inline.model
        for registered in admin.site._registry.values()
        for inline in registered.inlines
    }
    through = {Review.films.through, Review.critics.through}
    known = set(admin.site._registry) | inlines | through
    from django.apps import apps

    models = [
        *apps.get_app_config("films").get_models(),
        *apps.get_app_config("reviews").get_models(),
        *apps.get_app_config("pages").get_models(),
    ]
    edited = [model for model in models if model._meta.default_permissions]  # not what is counted
    assert not [model for model in edited if model not in known]
    assert {Film, Publication} <= known
