"""Feeds and sitemaps come from the replica, nothing else; without it they come all the same."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections, router
from django.test.utils import CaptureQueriesContext

from core import replica
from core.models import SiteIdentity
from films.models import Film
from site_settings.models import SiteSettings
from tests.builders import a_review
from tests.comments.builders import a_comment

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "replica"])


@pytest.fixture(scope="module", autouse=True)
def alias(django_db_setup):
    """A second connection to the tests' database, as a replica without lag."""
    connections.settings["replica"] = connection.settings_dict | {"TEST": {"MIRROR": "default"}}
    yield
    del connections.settings["replica"], connections["replica"]


@pytest.fixture
def copy(settings, monkeypatch):
    monkeypatch.setattr(replica, "_next_try", 0.0)
    settings.DATABASE_ROUTERS = ["core.replica.ReplicaRouter"]
    yield connections["replica"]
    connections["replica"].close()


@contextmanager
def failing(database, error):
    def fail(*args):
        raise error

    with database.execute_wrapper(fail):
        yield


def asked(client, path, copy):
    """(status, statements on the primary, on the replica) of one request."""
    with CaptureQueriesContext(connection) as own, CaptureQueriesContext(copy) as others:
        answer = client.get(path)
    return answer.status_code, len(own), len(others)


def paths():
    review = a_review()
    a_comment(review)
    film, critic = review.films.get(), review.critics.get()
    return {
        "/feed/", "/comments/feed/", f"{film.get_absolute_url()}feed/",
        f"{critic.get_absolute_url()}feed/", f"{review.get_absolute_url()}comments/feed/",
        "/sitemap.xml", "/sitemap-reviews.xml", "/sitemap-films.xml", "/sitemap-tags.xml",
    }  # fmt: skip


def test_feeds_and_sitemaps_ask_the_replica_alone(client, copy):
    SiteIdentity.of_site()  # by the primary, once a process: it may have to be made
    for path in paths():
        status, own, others = asked(client, path, copy)
        assert (path, status, own) == (path, 200, 0) and others


def test_pages_and_posts_ask_the_primary_alone(client, copy):
    review = a_review()
    for path in ("/", review.get_absolute_url(), "/reviews/", "/films/", "/robots.txt"):
        status, _own, others = asked(client, path, copy)
        assert (path, status, others) == (path, 200, 0)
    with CaptureQueriesContext(copy) as others:
        client.post(f"{review.get_absolute_url()}comments/", {"body": "Two hours well spent."})
    assert not len(others)


def test_what_the_replica_answers_is_not_kept_as_the_newest(client, copy, monkeypatch):
    a_review()
    assert client.get("/feed/").headers["Cache-Control"] == "private, no-cache"
    monkeypatch.delitem(connections.settings, "replica")
    assert client.get("/feed/").headers["Cache-Control"] == "public, no-cache"


def test_what_the_primary_answers_has_nothing_of_the_replica(client, copy, monkeypatch):
    """One that fails after the site's settings were read."""
    a_review()
    read = SiteSettings.objects.load

    def load():
        row = read()
        row.name = "The name of yesterday" if replica.is_replica_asked() else "The name of today"
        return row

    def fail(execute, sql, *args):
        if "reviews_review" in sql:
            raise OperationalError("canceling statement due to conflict with recovery")
        return execute(sql, *args)

    monkeypatch.setattr(type(SiteSettings.objects), "load", lambda self: load())
    with copy.execute_wrapper(fail):
        answer = client.get("/feed/")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "The name of today" in answer.content.decode()


def test_what_the_replica_answers_is_what_the_primary_would(client, copy):
    for path in paths():
        replica._next_try = 0.0
        from_replica = client.get(path).content
        replica._next_try = float("inf")
        assert client.get(path).content == from_replica


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml", "/sitemap-reviews.xml"])
def test_without_the_replica_the_primary_answers(client, copy, path):
    review = a_review("Shows a boat")
    with failing(copy, OperationalError("server closed the connection")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert path != "/feed/" or review.headline in answer.content.decode()
    assert asked(client, path, copy)[2] == 0  # not asked again for a while
    replica._next_try = 0.0
    assert asked(client, path, copy)[1] == 0


def test_what_has_not_come_to_the_replica_yet_is_not_a_404(client, copy, monkeypatch):
    film = a_review().films.get()
    monkeypatch.setattr(
        Film.objects.__class__, "public",
        lambda films: films.none() if replica._is_asked.get() else films.all(),
    )  # fmt: skip
    assert client.get(f"{film.get_absolute_url()}feed/").status_code == 200
    assert client.get("/films/of-nobody/feed/").status_code == 404


def test_a_fault_of_our_own_is_not_tried_twice(client, copy, monkeypatch):
    tries = []
    monkeypatch.setattr("reviews.feeds.ReviewFeed.items", lambda feed: tries.append(1) or 1 / 0)
    client.raise_request_exception = False
    assert client.get("/feed/").status_code == 500 and len(tries) == 1


def test_rows_are_written_to_the_primary(copy):
    token = replica._is_asked.set(True)
    try:
        film = Film(title="Rust and Bone")
        film.save()
        assert film._state.db == "default"
        assert router.db_for_read(Film) == "replica"
    finally:
        replica._is_asked.reset(token)


def test_the_replica_is_not_migrated(copy):
    with CaptureQueriesContext(copy) as others:
        call_command("migrate", verbosity=0)
    assert not len(others)
    assert not router.allow_migrate("replica", "films")


def test_what_the_replica_answers_is_kept_in_no_part(copy):
    a_review()
    site = KeptSite()
    site.get("/feed/")
    assert not [key for key in site.cache.parts.rows.rows if key[0].startswith("feed")]
