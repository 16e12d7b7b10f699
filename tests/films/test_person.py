"""A person’s page: what they did, with whom, and what reviews say of it."""

import re
from html import escape

import pytest

from films.models import Credit
from tests.admin.conftest import browser
from tests.admin.people import an_editor, filled
from tests.builders import a_film, a_person, a_review
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db


def credit(film, person, role, **fields):
    return Credit.objects.create(film=film, person=person, role=role, **fields)


def text_of(client, person):
    return " ".join(client.get(person.get_absolute_url()).content.decode().split())


def works_with(page):
    section = page.partition("Works with")[2].partition("</section>")[0]
    return re.findall(r'<b dir="auto">(.*?)</b></a> <small>(.*?)</small>', section)


@pytest.fixture
def varda():
    return a_person("Agnès Varda", born="1928")


@pytest.fixture
def films(varda):
    """Three that she directed; she wrote and acted in one."""
    films = [a_film("Cléo", 1962), a_film("Happiness", 1965), a_film("Vagabond", 1985)]
    for film in films:
        credit(film, varda, "director")
    credit(films[2], varda, "writer")
    credit(films[2], varda, "cast", character="A voice")
    return films


def test_in_short(client, varda, films):
    credit(a_film("Hidden", 2001, always_public=False), varda, "producer")
    assert "Director (3), actor (1), author (1) · 1962–1985 · Born 1928" in text_of(client, varda)


def test_films_stand_by_role_and_each_once(client, varda, films):
    credit(a_film("Lost", None), varda, "director")
    credit(a_film("Lions Love", 1969), varda, "cast")
    page = text_of(client, varda)
    assert re.findall(r'<h3 class="role">(.*?)</h3>', page) == ["Director", "Actor"]
    addresses = re.findall(r'class="card-link" href="/films/(.*?)/"', page)
    assert addresses == [
        "vagabond-1985",
        "happiness-1965",
        "cl%C3%A9o-1962",
        "lost",
        "lions-love-1969",
    ]


def test_who_shares_most_films_comes_first(client, varda, films):
    demy, birkin, once = a_person("Jacques Demy"), a_person("Jane Birkin"), a_person("Only Once")
    for film in films:
        credit(film, demy, "producer")
    credit(films[0], birkin, "cast"), credit(films[1], birkin, "cast")
    credit(films[0], birkin, "composer")
    credit(films[0], once, "cast"), credit(films[0], once, "editor")
    Credit.objects.create(film=films[0], credited_as="Nobody", role="editor")
    assert works_with(text_of(client, varda)) == [
        ("Jacques Demy", "Producer · 3 of 3 films"),
        ("Jane Birkin", "Actor, composer · 2 of 3 films"),
    ]


def test_films_that_are_not_public_are_not_shared(client, varda, films):
    demy, hidden = a_person("Jacques Demy"), a_film("Hidden", 2001, always_public=False)
    for film in (films[0], hidden):
        credit(film, demy, "producer")
    credit(hidden, varda, "director")
    assert works_with(text_of(client, varda)) == []


def test_reviews_say_why_they_stand_there(client, varda, films):
    a_review("Of hers", film=films[2])
    a_review("In passing", body="<p>As Agnès Varda would say.</p>")
    page = text_of(client, varda).partition("In the reviews")[2]
    reasons = re.findall(r'<p class="byline" dir="auto">(.*?)</p>', page)
    assert reasons == ["Mentions Agnès Varda", "Director, author, actor"]


def test_a_kept_page_hears_of_a_colleague(varda, films):
    demy, site = a_person("Jacques Demy"), KeptSite()
    for film in films[:2]:
        credit(film, demy, "producer")
    path = varda.get_absolute_url()
    site.get(path)
    row = credit(films[2], demy, "editor")
    assert "3 of 3 films" in site.get(path)[2].decode()
    row.delete()
    Credit.objects.filter(person=demy).update(role="cast")
    page = " ".join(site.get(path)[2].decode().split())
    assert works_with(page) == [("Jacques Demy", "Actor · 2 of 3 films")]


def test_a_long_filmography_costs_no_more_queries(client, varda, films, django_assert_num_queries):
    a_review(film=films[0])
    for number in range(4):
        demy = a_person(f"Colleague {number}")
        for film in films:
            credit(film, demy, "producer")
    with django_assert_num_queries(16):
        text_of(client, varda)
    for number in range(60):
        film = a_film(f"Film {number}", 1990)
        credit(film, varda, "producer"), credit(film, demy, "editor"), a_review(film=film)
    with django_assert_num_queries(16):
        text_of(client, varda)


@pytest.mark.parametrize("name", ["Peter O'Toole", "Tim “Ox” O’Dell", "P&G Tully"])
def test_a_review_that_names_them_is_found(client, name):
    person = a_person(name)
    credit(a_film("Low Tide"), person, "director")
    a_review("Old hands", body=f"<p>With {escape(name)} at the oars.</p>")
    assert "Old hands" in text_of(client, person)


def test_a_common_word_is_not_their_name(client):
    person = a_person("Prince")
    credit(a_film("Low Tide"), person, "director")
    a_review("Old hands", body="<p>The young prince goes home.</p>")
    assert "Old hands" not in text_of(client, person)


def test_a_new_name_is_sorted_anew(client):
    person = a_person("Odile Abara")
    editor = browser(an_editor())
    address = f"/admin/films/person/{person.pk}/change/"
    editor.post(address, filled(editor.get(address), name="Zora Zimmer"))
    person.refresh_from_db()
    assert (person.name, person.sort_name) == ("Zora Zimmer", "Zimmer, Zora")


def test_a_name_to_sort_by_that_somebody_wrote_stays(client):
    person = a_person("Zhang Yimou", sort_name="Zhang Yimou")
    editor = browser(an_editor())
    address = f"/admin/films/person/{person.pk}/change/"
    editor.post(address, filled(editor.get(address), name="Zhang Yi-mou"))
    person.refresh_from_db()
    assert person.sort_name == "Zhang Yimou"
