"""Caches hold JSON, are bounded by all they hold, and a Redis that is away costs nobody more than a moment."""

import json
import pickle
import shutil
import signal
import socketserver
import subprocess
from datetime import timedelta
from threading import Thread
from time import monotonic

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from core.cache import CountsCache, FailSafeRedisCache, MemoryCache, SharedCache
from core.limiter import count_within, is_spent
from core.models import Count
from tests.comments.builders import a_comment, a_review_with
from tests.life.test_killed import a_free_port, wait_until


@pytest.fixture(autouse=True)
def nothing_failed_before():
    FailSafeRedisCache.away_until = 0.0
    yield
    FailSafeRedisCache.away_until = 0.0


# In memory


def test_a_value_comes_back():
    cache = MemoryCache("", {})
    cache.set("one", {"two": [3, None, "vier"]})
    assert cache.get("one") == {"two": [3, None, "vier"]}


def test_what_is_no_json_is_refused():
    with pytest.raises(TypeError):
        MemoryCache("", {}).set("one", object())


def test_what_expired_is_gone(time_machine):
    cache = MemoryCache("", {})
    cache.set("one", 1, 10)
    time_machine.move_to(now() + timedelta(seconds=11))
    assert cache.get("one") is None and cache.add("one", 2)


def test_one_that_is_there_is_not_added():
    cache = MemoryCache("", {})
    assert cache.add("one", 1) and not cache.add("one", 2)
    assert cache.incr("one") == 2


@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=2_000)), max_size=60))
def test_memory_is_bounded_by_keys_and_values(rows):
    cache = MemoryCache("", {"OPTIONS": {"MAX_BYTES": 16_000}})
    for key, value in rows:
        cache.set(key.encode("ascii", "backslashreplace").hex(), value)
        assert cache.bytes <= 16_000
        assert cache.bytes == sum(cache._size(key, data) for key, (data, _until) in cache.rows.items())


# In the database


@pytest.mark.django_db
def test_no_key_is_stored_under_its_own_words():
    caches["counts"].set("reset:jane@readers.example", [1.5], 60)
    assert caches["counts"].get("reset:jane@readers.example") == [1.5]
    assert "jane" not in Count.objects.get().key and len(Count.objects.get().key) == 64


@pytest.mark.django_db
def test_counts_end_and_are_deleted(time_machine):
    caches["counts"].set("one", 1, 60)
    caches["counts"].set("two", 1, 6_000)
    time_machine.move_to(now() + timedelta(seconds=61))
    assert caches["counts"].get("one") is None
    assert caches["counts"].tidy() == 1 and Count.objects.count() == 1


@pytest.mark.django_db
def test_too_many_counts_lose_those_that_end_first(monkeypatch):
    monkeypatch.setattr("core.cache.MOST_COUNTS", 3)
    for number in range(5):
        caches["counts"].set(f"key {number}", number, 60 + number)
    caches["counts"].tidy()
    assert sorted(Count.objects.values_list("value", flat=True)) == [2, 3, 4]


@pytest.mark.django_db
def test_a_count_goes_up_and_begins_anew(time_machine):
    assert [count_within("likes", 60) for _time in range(3)] == [1, 2, 3]
    assert is_spent("likes", 3) and not is_spent("likes", 4)
    time_machine.move_to(now() + timedelta(seconds=61))
    assert not is_spent("likes", 1) and count_within("likes", 60) == 1


@pytest.mark.django_db
def test_the_database_and_memory_agree_on_what_a_cache_is():
    for cache in (CountsCache("", {}), MemoryCache("", {})):
        assert isinstance(cache, BaseCache)
        assert cache.add("a", 1) and not cache.add("a", 2)
        assert cache.incr("a", 4) == 5 and cache.touch("a", 5) and cache.has_key("a")
        assert cache.delete("a") and not cache.delete("a") and cache.get("a", "none") == "none"
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")


# Redis


@pytest.fixture
def redis(tmp_path):
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    port = a_free_port()
    words = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    cache = SharedCache(f"redis://127.0.0.1:{port}/0", {})
    wait_until(cache.ping)
    yield process, cache
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


def test_redis_holds_json(redis):
    _process, cache = redis
    cache.set("body", "<p>é</p>")
    assert cache.get("body") == "<p>é</p>"
    assert json.loads(cache._cache.get_client().get(cache.make_key("body"))) == "<p>é</p>"


def test_a_pickle_in_redis_is_never_opened(redis):
    _process, cache = redis
    cache._cache.get_client().set(cache.make_key("body"), pickle.dumps({"a": 1}))
    assert cache.get("body") is None


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
def test_a_redis_that_is_away_costs_a_moment(redis, fault):
    process, cache = redis
    cache.set("one", 1)
    process.send_signal(fault)
    began = monotonic()
    for _time in range(50):
        assert cache.get("one", "none") == "none"
        cache.set("one", 1), cache.get_many(["one"]), cache.touch("one"), cache.delete("one"), cache.clear()
        assert cache.add("two", 2) and not cache.has_key("two")
    assert monotonic() - began < 5  # it is asked once, and then left alone


class Garbage(socketserver.StreamRequestHandler):
    def handle(self):
        while self.rfile.readline():
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\x00\xff garbage\r\n")


def test_a_server_that_is_no_redis_is_a_miss():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Garbage) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        cache = SharedCache(f"redis://127.0.0.1:{server.server_address[1]}/0", {})
        assert cache.get("one", "none") == "none" and cache.add("one", 1)
        server.shutdown()


@pytest.fixture
def redis_away(settings):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "core.cache.SharedCache", "LOCATION": f"redis://127.0.0.1:{a_free_port()}/0"}
    }


@pytest.mark.django_db
def test_a_like_is_kept_without_redis(redis_away, client):
    comment = a_comment(a_review_with())
    address = f"/reviews/{comment.discussion.review.slug}/comments/{comment.seq}/like/"
    assert client.post(address).status_code in {200, 302, 303}
    comment.refresh_from_db()
    assert comment.guest_likes == 1


@pytest.mark.django_db
def test_a_code_is_asked_for_without_redis(redis_away, client):
    answer = client.post("/account/login/code/", {"email": "jane@readers.example"})
    assert answer.status_code == 302
    assert Count.objects.exists()  # and counted all the same


@pytest.mark.django_db
def test_a_password_is_tried_without_redis(redis_away, client):
    answer = client.post("/account/login/", {"login": "jane@readers.example", "password": "a wrong one"})
    assert answer.status_code == 200 and b"Traceback" not in answer.content
