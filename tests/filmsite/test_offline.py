"""Reading offline: off by default; turned off again, what browsers kept goes."""

import pytest

from tests.builders import a_review

pytestmark = pytest.mark.django_db
WORKER = "/service-worker.js"


@pytest.fixture
def review():
    return a_review()


def test_by_default_no_page_has_a_worker(client, review):
    assert b"data-worker" not in client.get(review.get_absolute_url()).content
    assert client.get("/offline/").status_code == 404


def test_by_default_the_worker_removes_an_earlier_one(client):
    answer = client.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"registration.unregister()" in answer.content and b'"fetch"' not in answer.content


@pytest.mark.parametrize("kind", ["review", "interview"])
def test_turned_on_reviews_and_articles_have_it(client, settings, kind):
    settings.OFFLINE_READING = True
    page = client.get(a_review(kind=kind).get_absolute_url()).content.decode()
    assert f'data-worker="{WORKER}"' in page and "You are offline." in page


def test_turned_on_other_pages_have_none(client, settings, review):
    settings.OFFLINE_READING = True
    for path in ("/", "/films/", review.publication.get_absolute_url()):
        assert b"data-worker" not in client.get(path).content


def test_turned_on_the_worker_knows_the_page_of_those_without_a_network(client, settings):
    settings.OFFLINE_READING = True
    assert b'OFFLINE = "/offline/"' in client.get(WORKER).content
    page = client.get("/offline/").content.decode()
    assert '<meta name="robots" content="noindex">' in page and "Nothing is kept yet" in page


def test_caches_ask_for_the_worker_each_time(client, settings):
    settings.OFFLINE_READING = True
    assert client.get(WORKER).headers["Cache-Control"] == "public, no-cache"


def test_the_privacy_statement_says_so_where_it_is_on(client, settings):
    words = b"Your browser keeps the reviews that you read"
    assert words not in client.get("/privacy/").content
    settings.OFFLINE_READING = True
    assert words in client.get("/privacy/").content
