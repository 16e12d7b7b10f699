"""What changes on pages is told to the CDN, twice, and nothing is left out."""

from datetime import timedelta
from itertools import chain
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.utils import timezone

from core.models import PURGE_PLACES, PageChange
from films.models import Film
from filmsite import cdn
from filmsite.tasks import PURGE, purge_cdn, purge_cdn_when_due
from jobs.models import Job
from jobs.worker import Worker
from tests.builders import a_film
from tests.commands import manage

from .fake_cdn import a_cdn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def server(settings, monkeypatch):
    """Varnish, as far as a test sees; nothing else repeats meanwhile."""
    monkeypatch.setattr("jobs.base._repeating", {})
    with a_cdn() as found:
        settings.CDN = ("varnish", (found.host,))
        yield found


@pytest.fixture
def told(server, time_machine):
    """Lets a worker do what is due, some seconds later, and gives the tags it purged."""
    time_machine.move_to(timezone.now(), tick=False)

    def told(seconds=0):
        time_machine.shift(timedelta(seconds=seconds))
        worker = Worker(lambda: False)
        worker.run_once()
        told.outcomes = {outcome.value: number for outcome, number in worker.outcomes.items()}
        return server.tags()

    return told


@pytest.fixture
def film(told):
    """A film of which the CDN knows."""
    film = a_film()
    for _time in range(3):
        told(2)
    assert told(2) == []
    return film


def change(film, words):
    Film.objects.filter(pk=film.pk).update(logline=words)


def tags_of(film):
    return sorted([f"film:{film.pk}", "film:any"])


def test_it_works(told, film):
    change(film, "A singer waits.")
    assert told() == [tags_of(film)]


def test_each_change_is_told_twice(told, film):
    change(film, "A singer waits.")
    assert [told(), told(1), told(1), told(2)] == [[tags_of(film)], [], [tags_of(film)], []]


def test_what_changes_meanwhile_goes_along(told, film):
    other = a_film("Vagabond", 1985)
    for _time in range(3):
        told(2)
    change(film, "A singer waits.")
    told()
    change(other, "A woman walks.")
    both = sorted({*tags_of(film), *tags_of(other)})
    assert [told(1), told(1), told(2), told(2)] == [[], [both], [tags_of(other)], []]


def test_at_first_and_after_a_reset_everything_goes(told, film):
    for forget in (lambda: cache.delete(PURGE_PLACES), PageChange.objects.reset):
        forget()
        assert [told(2), told(2), told(2)] == [[["site"]], [["site"]], []]


def test_places_of_another_cluster_are_forgotten(told, film):
    there = "9000000000:9000000000:"
    cache.set(PURGE_PLACES, (there, there), timeout=None)
    PageChange.objects.reset()
    assert told(2) == [["site"]]


@pytest.mark.parametrize("answer", [(500, {}), (503, {}), (403, {}), None])
def test_a_cdn_that_is_away_is_told_later(server, told, film, monkeypatch, answer):
    monkeypatch.setattr(cdn, "TIMEOUT", 0.05)
    server.answers.append(answer)
    change(film, "A singer waits.")
    assert told() == [tags_of(film)] and told.outcomes == {"retried": 1}
    assert Job.objects.get(status="READY").error
    change(film, "A singer walks.")
    assert [told(2), told(57)] == [[], []]
    assert [told(1), told(2), told(2)] == [[tags_of(film)], [tags_of(film)], []]
    assert not Job.objects.exclude(status="SUCCESSFUL").exists()


def test_a_cdn_that_was_away_for_long_is_told_soon(server, told, film):
    server.answers.extend([(500, {})] * 8)
    change(film, "A singer waits.")
    for _minute in range(8):
        told(60)
    assert told(60) == [tags_of(film)] and told.outcomes == {"done": 1}


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("7", 7), ("300", 300), ("0", 1), ("99999", 3600), ("Sun, 06 Nov 1994 08:49:37 GMT", 60)],
)
def test_too_many_calls_wait_as_long_as_is_asked(server, told, film, asked, seconds):
    server.answers.append((429, {"Retry-After": asked}))
    change(film, "A singer waits.")
    assert told() == [tags_of(film)]
    assert told(seconds - 1) == []
    assert told(1) == [tags_of(film)]


def test_a_call_that_fails_halfway_is_made_again(server, told, film, monkeypatch):
    monkeypatch.setattr(cdn.Varnish, "max_tags", 1)
    server.answers.extend([(200, {}), (500, {})])
    change(film, "A singer waits.")
    halves = [[tag] for tag in tags_of(film)]
    assert [told(), told(60)] == [halves, halves]


def test_a_killed_worker_loses_nothing(told, film):
    change(film, "A singer waits.")
    purge_cdn_when_due()
    Job.objects.get(key=PURGE, status="READY").take_lease()
    assert told(30) == []
    assert told(31) == [tags_of(film)]


def test_several_workers_ask_once(server, told, film):
    change(film, "A singer waits.")
    for _worker in range(3):
        purge_cdn_when_due()
    assert Job.objects.filter(key=PURGE, status="READY").count() == 1
    assert told() == [tags_of(film)]


def test_a_job_that_comes_too_early_tells_nothing(told, film):
    change(film, "A singer waits.")
    purge_cdn.enqueue()
    purge_cdn.enqueue()  # by another worker, before the first has noted where it is
    assert told() == [tags_of(film)] and told.outcomes == {"done": 3}


def test_a_long_transaction_is_told_of_when_it_ends(told, film):
    if connection.vendor != "postgresql":
        pytest.skip("for PostgreSQL: SQLite has one writer")
    other, found = a_film("Vagabond", 1985), []
    for _time in range(3):
        told(2)

    def meanwhile():
        change(other, "A woman walks.")
        found.append(told(2))
        found.append(told(2))
        connections.close_all()

    with transaction.atomic():
        change(film, "A singer waits.")
        thread = Thread(target=meanwhile)
        thread.start()
        thread.join()
    assert found == [[tags_of(other)], [tags_of(other)]]
    assert [told(2), told(2), told(2)] == [[tags_of(film)], [tags_of(film)], []]


def write(number):
    PageChange.objects.bulk_create(PageChange(tag=f"film:{pk}") for pk in range(number))


def test_many_tags_go_in_several_calls(told, film):
    write(200)
    purged = told()
    assert [len(tags) for tags in purged] == [64, 64, 64, 9]
    wanted = ["film:any", *(f"film:{pk}" for pk in range(200))]
    assert sorted(chain.from_iterable(purged)) == sorted(wanted)


def test_very_many_tags_are_everything(told, film):
    write(256)
    assert told() == [["site"]]


def the_request_after_a_change(server, film):
    change(film, "A singer waits.")
    Worker(lambda: False).run_once()
    (asked,) = server.asked
    return asked


def test_fastly_is_told(server, told, film, settings, monkeypatch):
    settings.CDN = ("fastly", ("secret-1", "SU1Z0isxPaozGVKXdv0eY"))
    monkeypatch.setattr(cdn.Fastly, "api", f"http://{server.host}")
    asked = the_request_after_a_change(server, film)
    assert asked[:2] == ("POST", "/service/SU1Z0isxPaozGVKXdv0eY/purge")
    assert asked.body == {"surrogate_keys": tags_of(film)}
    assert asked.headers["Fastly-Key"] == "secret-1"
    assert asked.headers["Content-Type"] == asked.headers["Accept"] == "application/json"


def test_cloudflare_is_told(server, told, film, settings, monkeypatch):
    settings.CDN = ("cloudflare", ("secret-1", "023e105f4ecef8ad9ca31a8372d0c353"))
    monkeypatch.setattr(cdn.Cloudflare, "api", f"http://{server.host}/client/v4")
    asked = the_request_after_a_change(server, film)
    path = "/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/purge_cache"
    assert asked[:2] == ("POST", path)
    assert asked.body == {"tags": tags_of(film)}
    assert asked.headers["Authorization"] == "Bearer secret-1"
    assert asked.headers["Content-Type"] == "application/json"


def test_all_varnish_servers_are_told(server, told, film, settings):
    change(film, "A singer waits.")
    with a_cdn() as other:
        settings.CDN = ("varnish", (f"{server.host},{other.host}",))
        Worker(lambda: False).run_once()
        for asked in (*server.asked, *other.asked):
            assert asked[:2] == ("PURGE", "/")
            assert asked.headers["xkey"].split() == tags_of(film)
        assert len(server.asked) == len(other.asked) == 1


def test_no_error_holds_the_token(server, told, film, settings, monkeypatch, caplog):
    settings.CDN = ("fastly", ("correct-horse", "SU1Z0isxPaozGVKXdv0eY"))
    monkeypatch.setattr(cdn.Fastly, "api", f"http://{server.host}")
    server.answers.append((401, {}))
    change(film, "A singer waits.")
    told()
    assert "401" in Job.objects.get(status="READY").error
    assert "horse" not in caplog.text + Job.objects.get(status="READY").error


def test_without_a_cdn_nothing_is_asked(django_assert_num_queries, settings):
    assert settings.CDN is None
    a_film()
    with django_assert_num_queries(0):
        purge_cdn_when_due()


ASK = """
from django.test import RequestFactory
from filmsite.wsgi import application
environ = RequestFactory().get("/feed/", HTTP_HOST="127.0.0.1").environ
application(environ, lambda status, headers: print(status, dict(headers)))
"""


@pytest.mark.slow
def test_the_setting_is_enough(tmp_path):
    """A site of its own, on SQLite: its feed, and what cron runs."""
    with a_cdn() as server:
        setting = {"folder": tmp_path, "CDN": f"varnish://{server.host}"}
        assert manage("migrate", **setting).returncode == 0
        answer = manage("shell", "--command", ASK, **setting).stdout
        assert "200 OK" in answer and "'xkey': 'review site'" in answer
        assert manage("run_jobs", "--once", **setting).returncode == 0
        assert server.tags() == [["site"]]
