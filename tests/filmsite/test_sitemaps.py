"""Sitemaps of many rows: in files by their keys, so that a row stays in its file."""

import pytest

from filmsite.sitemaps import SITEMAPS
from reviews.models import Review
from tests.builders import a_film, a_publication, a_review
from tests.sitemaps import locations, sitemap_paths

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def reviews(monkeypatch):
    monkeypatch.setattr(SITEMAPS["reviews"], "limit", 10)
    film, publication = a_film(), a_publication()
    return [a_review(film=film, publication=publication) for _ in range(25)]


def files(client):
    return {
        path: set(locations(client, path))
        for path in sitemap_paths(client)
        if path.startswith("/sitemap-reviews.xml")
    }


def test_every_review_stands_in_one_file(client, reviews):
    found = [path for paths in files(client).values() for path in paths]
    assert sorted(found) == sorted(review.get_absolute_url() for review in reviews)


def test_a_review_stays_in_its_file(client, reviews):
    before = files(client)
    Review.objects.filter(pk=reviews[3].pk).update(status="draft")
    gone = reviews[3].get_absolute_url()
    assert files(client) == {path: rows - {gone} for path, rows in before.items()}


@pytest.mark.parametrize("number", ["0", "999999", "x", "-1", "9" * 5000])
def test_there_is_no_other_file(client, reviews, number):
    assert client.get(f"/sitemap-reviews.xml?p={number}").status_code == 404
