"""Atom feeds of one critic, publication, film, tag or series."""

import xml.etree.ElementTree as ET

import pytest

from reviews.models import Series, Tag
from tests.builders import a_critic, a_film, a_publication, a_review

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def rows():
    film, critic, publication = a_film("Heat", 1995), a_critic(), a_publication("The Lantern")
    tag, series = Tag.objects.create(name="Boxing"), Series.objects.create(name="Twelve")
    review = a_review("Here", film=film, critic=critic, publication=publication, series=series)
    review.tags.add(tag)
    a_review("Elsewhere")
    a_review("Not yet", film=film, critic=critic, publication=publication, published=False)
    return [film, critic, publication, tag, series]


def feed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)


@pytest.mark.parametrize("number", range(5))
def test_a_page_names_its_feed_and_the_feed_has_its_reviews_alone(client, rows, number):
    row = rows[number]
    address = f"{row.get_absolute_url()}feed/"
    link = f'type="application/atom+xml" title="Filmsite: {row}" href="{address}">'
    page = client.get(row.get_absolute_url()).content.decode()
    assert f'<link rel="alternate" {link}' in page
    root = feed(client, address)
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == ["Here"]
    assert root.findtext(f"{ATOM}title") == f"Filmsite: {row}"


def test_ids_differ_and_outlast_a_new_address(client, rows):
    ids = [feed(client, f"{row.get_absolute_url()}feed/").findtext(f"{ATOM}id") for row in rows]
    assert len(set(ids)) == 5
    film = rows[0]
    before = film.get_absolute_url()
    film.slug = "heat-of-1995"
    film.save()
    assert feed(client, f"{film.get_absolute_url()}feed/").findtext(f"{ATOM}id") == ids[0]
    assert client.get(f"{before}feed/").headers["Location"] == f"{film.get_absolute_url()}feed/"


def test_a_film_that_nobody_sees_has_no_feed(client):
    film = a_film("Secret", 2020, always_public=False)
    assert client.get(f"{film.get_absolute_url()}feed/").status_code == 404


def test_a_series_without_a_review_has_no_feed_as_it_has_no_page(client):
    series = Series.objects.create(name="Not announced yet")
    a_review("Not yet", series=series, published=False)
    for address in ("", "feed/"):
        assert client.get(series.get_absolute_url() + address).status_code == 404
