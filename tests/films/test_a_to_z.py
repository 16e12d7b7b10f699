"""Lists from A to Z, and finding by folded names: the same on every database, in any script."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from core.models import SearchName
from core.sorting import sort_key
from films.models import Film, FilmTitle, Genre, Person
from reviews.models import Critic, Tag
from tests.admin.people import errors_of, filled
from tests.builders import a_critic, a_film, a_person, a_publication, a_review, an_admin

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("title", "languages", "key"),
    [
        ("The Apartment", (), "apartment"),
        ("eXistenZ", (), "existenz"),
        ("Élan", (), "elan"),
        ("Ángel", ("es",), "angel"),
        ("Öl", ("de",), "ol"),
        ("À bout de souffle", ("fr",), "a bout de souffle"),
        ("L’Été à Žilina", ("fr",), "ete a zilina"),
        ("Les Quatre Cents Coups", ("fr",), "quatre cents coups"),
        ("Die Hard", ("en",), "die hard"),
        ("Die Blechtrommel", ("de",), "blechtrommel"),
        ("A Cidade", ("pt",), "cidade"),
        ("La La Land", ("en",), "la la land"),
        ("The", (), "the"),
        ("“A”", (), "a”"),
        ("(500) Days of Summer", (), "500) days of summer"),
        ("Сталкер", ("ru",), "сталкер"),
        ("七人の侍", ("ja",), "七人の侍"),
    ],
)
def test_what_a_title_is_sorted_by(title, languages, key):
    assert sort_key(title, languages) == key


ORDER = [
    "8½",
    "Ángel",
    "angel face",
    "The Apartment",
    "Élan",
    "élan vital",
    "eXistenZ",
    "Öl",
    "Zodiac",
    "Сталкер",
    "七人の侍",
]


def test_films_stand_by_their_folded_letters(client):
    for number, title in enumerate(reversed(ORDER)):
        a_film(title, 1990 + number)
    assert list(Film.objects.a_to_z().values_list("title", flat=True)) == ORDER
    page = client.get("/films/").content.decode()
    places = [page.index(f'{film.get_absolute_url()}"') for film in Film.objects.a_to_z()]
    assert places == sorted(places)


def test_the_letters_agree_with_the_list(client):
    for title in ORDER:
        a_film(title)
    filters = client.get("/films/").context["filters"]
    assert filters.letters == ["#", "A", "E", "O", "Z", "С", "七"]
    shown = {
        letter: [film.title for film in client.get("/films/", {"letter": letter}).context["page"]]
        for letter in filters.letters
    }
    assert [title for titles in shown.values() for title in titles] == ORDER
    assert shown["E"] == ["Élan", "élan vital", "eXistenZ"] and shown["#"] == ["8½"]


def test_people_genres_and_tags_stand_by_folded_letters(client):
    film = a_film()
    for name in ("Zoe Ash", "Émile Élan", "Anna Öberg", "ida east"):
        film.credits.create(person=a_person(name), role="cast")
    assert [person.name for person in Person.objects.all()] == [
        "Zoe Ash",
        "ida east",
        "Émile Élan",
        "Anna Öberg",
    ]
    for name in ("western", "Élégie", "Essay"):
        Genre.objects.create(name=name), Tag.objects.create(name=name)
    assert [genre.name for genre in Genre.objects.all()] == ["Élégie", "Essay", "western"]
    assert [tag.name for tag in Tag.objects.all()] == ["Élégie", "Essay", "western"]


def test_a_load_of_fixtures_is_sorted_too(tmp_path):
    a_film("The Apartment", 1960)
    dump = tmp_path / "films.json"
    call_command("dumpdata", "films", natural_primary=True, natural_foreign=True, output=str(dump))
    rows = json.loads(dump.read_text())
    for row in rows:
        row["fields"].pop("sort_key", None)
    dump.write_text(json.dumps(rows))
    Film.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert Film.objects.get().sort_key == "apartment"


# Finding


@pytest.fixture
def editor(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def zilina():
    film = a_film("L’Été à Žilina", 1968, director="Věra Nováková")
    FilmTitle.objects.create(film=film, text="Leto v Malmø", kind="alias")
    a_film("Another", 1970)
    return film


WORDS = [
    "žilina",
    "ete a zilina",
    "L'Été",
    "l’été",
    "NOVÁKOVÁ",
    "novakova",
    "1968",
    "zilina 1968",
    "malmo",
    "vera ete",
    "ŽILI",
]


@pytest.mark.parametrize("words", WORDS)
def test_a_film_is_found_in_the_list_and_in_choosers(editor, zilina, words):
    found = editor.get("/admin/films/film/", {"q": words}).context["cl"].result_list
    assert [film.title for film in found] == [zilina.title]
    address = {"app_label": "reviews", "model_name": "subject", "field_name": "film", "term": words}
    results = editor.get("/admin/autocomplete/", address).json()["results"]
    assert [row["text"] for row in results] == ["L’Été à Žilina (1968) · Věra Nováková"]


def test_what_is_not_there_is_not_found(editor, zilina):
    assert not editor.get("/admin/films/film/", {"q": "zilina 1970"}).context["cl"].result_list


@pytest.mark.parametrize("words", ["celine", "SCIAMMA", "Céline Sciamma", "sciamma céline"])
def test_people_critics_and_reviews_are_found(editor, words):
    film = a_film("Portrait", director="Céline Sciamma")
    a_review("Burning", film=film, critic=a_critic("Céline Sciamma"))
    for path in ("films/person", "reviews/critic", "reviews/review", "films/film"):
        assert len(editor.get(f"/admin/{path}/", {"q": words}).context["cl"].result_list) == 1


def test_a_name_that_changed_is_found_by_its_new_form_alone(editor):
    film = a_film("Élan", 1990)
    film.title = "Öl"
    film.save()
    assert not editor.get("/admin/films/film/", {"q": "elan"}).context["cl"].result_list
    assert editor.get("/admin/films/film/", {"q": "ol"}).context["cl"].result_list


def test_the_table_can_be_made_anew():
    a_film("Élan", director="Věra Nováková"), a_publication("Öl")
    before = set(SearchName.objects.values_list("model_label", "object_id", "folded"))
    SearchName.objects.all().delete()
    call_command("rebuild_names", verbosity=0)
    assert set(SearchName.objects.values_list("model_label", "object_id", "folded")) == before


def test_the_table_is_made_anew_where_sort_keys_change_meanwhile():
    """SQLite met a row again that its new key had moved behind the place where it read."""
    Person.objects.bulk_create(
        Person(name=f"Person {number}", sort_name=f"Person {number}", slug=f"person-{number}")
        for number in range(600)
    )
    Person.objects.filter(slug="person-0").update(sort_name="Zed, Ann", sort_key="")
    call_command("rebuild_names", verbosity=0)
    assert SearchName.objects.filter(model_label="films.person", folded="zed, ann").count() == 1


def test_what_is_deleted_has_no_names():
    a_film("Élan").delete()
    Critic.objects.create(name="Iris Vale").delete()
    assert not SearchName.objects.filter(model_label__in=["films.film", "reviews.critic"]).exists()


# Choosers tell those of one name apart


def test_people_of_one_name_are_told_apart(editor):
    for title, year in (("Low Tide", 1999), ("High Water", 2015)):
        film = a_film(title, year)
        film.credits.create(person=Person.objects.create(name="Anna Karlsson"), role="director")
    a_person("Anna Karlsson", born="1901", died="1980")
    address = {
        "app_label": "films",
        "model_name": "credit",
        "field_name": "person",
        "term": "karlsson",
    }
    labels = {row["text"] for row in editor.get("/admin/autocomplete/", address).json()["results"]}
    assert labels == {
        "Anna Karlsson (director, Low Tide, 1999)",
        "Anna Karlsson (director, High Water, 2015)",
        "Anna Karlsson (1901 – 1980)",
    }


def test_a_chooser_costs_the_same_for_any_number(editor, django_assert_max_num_queries):
    for number in range(12):
        a_film(f"Film {number}", director=f"Anna Karlsson {number}")
    for model, field in (("credit", "person"), ("credit", "film")):
        address = {"app_label": "films", "model_name": model, "field_name": field, "term": "a"}
        if field == "film":
            address |= {"app_label": "reviews", "model_name": "subject"}
        with django_assert_max_num_queries(7):
            assert editor.get("/admin/autocomplete/", address).status_code == 200


# Doubles


def add(editor, kind, **fields):
    address = reverse(f"admin:films_{kind}_add")
    return editor.post(address, filled(editor.get(address)) | fields)


def test_a_film_that_is_there_is_not_added_again(editor):
    film = a_film("L’Été à Žilina", 1968)
    answer = add(editor, "film", title="l'ete a zilina", year="1968")
    assert "There is already" in errors_of(
        answer
    ) and f"/admin/films/film/{film.pk}/change/" in errors_of(answer)
    assert (
        Film.objects.count() == 1
        and 'type="checkbox" name="is_different"' in answer.content.decode()
    )


def test_another_film_of_the_name_is_added_when_ticked(editor):
    a_film("Carrie", 1976)
    assert add(editor, "film", title="Carrie", year="1976", is_different="on").status_code == 302
    assert Film.objects.count() == 2


def test_a_remake_is_no_double(editor):
    a_film("Carrie", 1976)
    assert add(editor, "film", title="Carrie", year="2013").status_code == 302


def test_a_film_under_another_title_is_a_double(editor):
    FilmTitle.objects.create(
        film=a_film("Rust and Bone", 2012), text="De rouille et d’os", kind="original"
    )
    assert "There is already" in errors_of(
        add(editor, "film", title="De rouille et d'os", year="2012")
    )


def test_a_person_that_is_there_is_not_added_again(editor):
    a_person("Věra Nováková")
    assert "There is already" in errors_of(add(editor, "person", name="VERA NOVAKOVA"))
    assert add(editor, "person", name="Vera Novakova", is_different="on").status_code == 302


def test_a_film_can_be_saved_beside_its_twin(editor):
    film, _twin = a_film("Carrie", 1976), a_film("Carrie", 1976, slug="carrie-2")
    address = reverse("admin:films_film_change", args=[film.pk])
    assert editor.post(address, filled(editor.get(address), runtime="98")).status_code == 302


# Slugs


def test_vowel_signs_stay_in_addresses(client):
    first, second = a_film("दिल और दल", None), a_film("दल और दिल", None)
    assert (first.slug, second.slug) == ("दिल-और-दल", "दल-और-दिल")
    assert client.get(first.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("title", "slug"),
    [("น้ำ ใจ", "น้ำ-ใจ"), ("தமிழ்", "தமிழ்"), ("İstanbul ısındı", "istanbul-ısındı"),
     ("L’Été", "lété"), ("50/50", "5050"), ("မြန်မာ", "မြန်မာ"), ("Se7en—again", "se7en-again"),
     ("امیر‌حسین", "امیرحسین")],
)  # fmt: skip
def test_addresses_in_any_script(client, title, slug):
    film = a_film(title, None)
    assert film.slug == slug and client.get(film.get_absolute_url()).status_code == 200
