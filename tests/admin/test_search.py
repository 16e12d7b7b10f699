"""The search over all lists, from the admin's first page."""

import re
from datetime import UTC, datetime

import pytest

from tests.builders import a_film, a_person, a_publication, a_review, a_user
from tests.screenings.builders import a_screening

from .people import a_critic_user, an_editor

pytestmark = pytest.mark.django_db


def search(client, user, text):
    client.force_login(user)
    return client.get("/admin/search/", {"q": text}).content.decode()


def test_the_first_page_asks(client):
    client.force_login(an_editor())
    page = client.get("/admin/").content.decode()
    assert 'action="/admin/search/"' in page


def test_it_finds_in_all_lists_and_drafts_too(client):
    film = a_film("Žilina at night", director="Zora Žilina")
    draft = a_review("A walk in Žilina", film=film, published=False)
    page = search(client, an_editor(), "zilina")
    for row, path in ((film, "films/film"), (draft, "reviews/review")):
        assert f'<a href="/admin/{path}/{row.pk}/change/">{row} · ' in page
    assert "Zora Žilina" in page and "/admin/films/film/?q=zilina" in page


def test_the_list_of_reviews_finds_published_texts(client):
    a_review("Salt and iron", body="<p>A lantern on the water.</p>")
    a_review("Hot dust", body="<p>A lantern in the sand.</p>", published=False)
    client.force_login(an_editor())
    page = client.get("/admin/reviews/review/", {"q": "LANTERN salt"}).content.decode()
    assert "Salt and iron" in page and "Hot dust" not in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("salt -water", ["Salt and iron"]),
        ('"salt and"', ["Salt and iron", "Salt and water"]),
        ("“and salt”", []),
        ('salt -"and iron"', ["Salt and water"]),
        ("salt -", ["Salt and iron", "Salt and water"]),
    ],
)
def test_minus_and_quotes_mean_what_they_mean_to_readers(client, text, found):
    for headline in ("Salt and iron", "Salt and water"):
        a_review(headline, body="", film=a_film("Tess"))
    client.force_login(an_editor())
    page = client.get("/admin/reviews/review/", {"q": text}).content.decode()
    assert [name for name in ("Salt and iron", "Salt and water") if f">{name}<" in page] == found


def test_a_long_list_leads_to_its_own_search(client):
    for number in range(7):
        a_person(f"Zora {number}")
    page = search(client, an_editor(), "zora")
    assert "All that were found" in page and "Zora 5" in page and "Zora 6" not in page


def test_a_critic_finds_no_draft_of_others(client):
    a_review("Salt and iron", published=False)
    assert "Salt and iron" not in search(client, a_critic_user(), "salt")


def test_nothing_found(client):
    assert "Nothing found in these lists." in search(client, an_editor(), "xylophone")


def test_nothing_typed_finds_nothing(client):
    a_person("Zora")
    assert "Zora" not in search(client, an_editor(), " \x00 ")


def test_a_stranger_signs_in_first(client):
    assert client.get("/admin/search/?q=salt").status_code == 302


def test_a_film_is_found_by_its_title_with_the_year(client):
    film = a_film("Rust and Bone", 2012)
    assert f"/films/film/{film.pk}/change/" in search(client, an_editor(), "Rust and Bone (2012)")


def test_headlines_stand_before_texts_and_say_what_they_are(client):
    weekly = a_publication("The Weekly")
    a_review("Of a lantern", publication=weekly, published=False)
    for number in range(7):
        a_review(f"Walk {number}", body="<p>A lantern.</p>")
    page = search(client, an_editor(), "lantern")
    rows = re.findall("<li><a [^>]*>([^<]*)</a></li>", page)
    assert rows[0] == "Of a lantern · The Weekly · draft"
    assert rows[1].startswith("Walk 6 · ") and rows[-1] == "All that were found"


def test_rows_of_a_film_say_of_which_and_when(client):
    film = a_film("Low Tide", 1999)
    film.releases.create(kind="physical", date="2000-05-03")
    a_screening(film, starts_at=datetime(2030, 5, 3, 19, tzinfo=UTC))
    page = search(client, an_editor(), "low tide")
    assert re.search(r"Low Tide \(1999\) · [^<]*3 May 2000</a>", page)
    assert re.search(r"Low Tide \(1999\), Palace on the Quay · [^<]*3 May 2030, [^<]*</a>", page)


def test_a_misspelt_name_leads_to_the_nearest(client):
    a_film("Rust and Bone", 2012, "Jacques Audiard", always_public=False)
    editor = an_editor()
    page = search(client, editor, "Jaques Audird")
    assert "Nothing found in these lists." in page and "The nearest names" in page
    assert "Jacques Audiard (" in page
    assert "Rust and Bone (2012) · Jacques Audiard" in search(client, editor, "rsut and bone")


def test_the_nearest_names_are_of_lists_that_one_may_see(client):
    a_person("Jacques Audiard")
    moderator = a_user("mod")
    moderator.is_staff = True
    moderator.save()
    assert "Audiard" not in search(client, moderator, "Audird")
