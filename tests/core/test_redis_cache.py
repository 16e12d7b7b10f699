"""A cache server that is killed, frozen or hostile costs readers nothing but saved work."""

import pickle
import shutil
import signal
import socket
import subprocess
from contextlib import contextmanager
from threading import Thread
from time import monotonic

import pytest
import redis

from core import redis_cache
from core.redis_cache import FailSafeRedisCache

needs_redis = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="redis-server is not installed"
)
ODDITIES = [
    b"", b"\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x00\xff" * 50 + b"\r\n",
    b"$99999999999\r\nabc", b"$-7\r\n",
    b":not a number\r\n", b"*3\r\n:1\r\n", b"*1\r\n" * 5_000, b"-LOADING Redis is loading\r\n" * 9,
    b"-\xff\xff\r\n" * 9, b"%1\r\n+a\r\n", b"+OK\r\n" * 9, b"$3\r\nabc\r\n" * 9, b"*0\r\n" * 9,
    b"-OOM command not allowed\r\n" * 9,
]  # fmt: skip


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(FailSafeRedisCache, "_down_until", 0.0)


def a_cache(port):
    return FailSafeRedisCache(f"redis://127.0.0.1:{port}/0", {})


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(tmp_path):
    """A Redis of the test's own: (process, port)."""
    port = a_free_port()
    words = [
        "redis-server",
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        while "eady to accept" not in process.stdout.readline():
            assert process.poll() is None
        yield process, port
        process.send_signal(signal.SIGCONT)
        process.kill()


@contextmanager
def a_hostile_server(answer):
    """Answers every connection at once with the same bytes, and closes none; its port."""
    door, kept = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        while True:
            try:
                guest, _address = door.accept()
                kept.append(guest)
                guest.sendall(answer)
            except OSError:
                return

    thread = Thread(target=serve)
    thread.start()
    try:
        yield door.getsockname()[1]
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()
        for guest in kept:
            guest.close()


def assert_all_miss(kept):
    """Every operation goes on, and all of them together cost one wait."""
    began = monotonic()
    assert kept.get("a", "nothing") == "nothing"
    kept.set("a", 1)
    assert kept.add("a", 1) is True
    assert kept.touch("a") is False
    assert kept.delete("a") is False
    assert kept.get_many(["a", "b"]) == {}
    assert kept.set_many({"a": 1}) == []
    kept.delete_many(["a"])
    assert kept.has_key("a") is False
    assert kept.get_or_set("a", lambda: "made") == "made"
    kept.clear()
    assert monotonic() - began < 2  # ten waits without a pause would be more


@needs_redis
def test_values_come_back(server):
    kept = a_cache(server[1])
    kept.set_many({"a": [1, "two"], "b": b"\x89PNG"})
    assert kept.get_many(["a", "b", "c"]) == {"a": [1, "two"], "b": b"\x89PNG"}
    assert kept.add("a", 2) is False and kept.has_key("a") and kept.touch("a") and kept.delete("a")
    kept.clear()
    assert kept.get("b") is None


@needs_redis
def test_a_killed_server_is_a_miss(server):
    kept = a_cache(server[1])
    kept.set("a", 1)
    server[0].kill()
    server[0].wait()
    assert_all_miss(kept)


@needs_redis
def test_a_frozen_server_is_a_miss(server):
    kept = a_cache(server[1])
    kept.set("a", 1)
    server[0].send_signal(signal.SIGSTOP)
    assert_all_miss(kept)


@needs_redis
def test_a_server_that_comes_back_is_used_again(server, monkeypatch):
    kept = a_cache(server[1])
    kept.set("a", 1)
    server[0].send_signal(signal.SIGSTOP)
    assert kept.get("a") is None
    server[0].send_signal(signal.SIGCONT)
    assert kept.get("a") is None  # not asked yet
    monkeypatch.setattr(FailSafeRedisCache, "_down_until", 0.0)
    assert kept.get("a") == 1


@needs_redis
@pytest.mark.parametrize("value", [pickle.dumps(print), b"1", b'{"a": 1}', b"\xff", b"", b"x" * 40])
def test_what_others_wrote_is_a_miss(server, value):
    kept = a_cache(server[1])
    redis.Redis(port=server[1]).set(kept.make_key("a"), value)
    assert kept.get("a", "nothing") == "nothing"
    assert kept.get_many(["a"]) == {}


def test_nobody_there_is_a_miss():
    assert_all_miss(a_cache(a_free_port()))


@pytest.mark.parametrize("answer", ODDITIES, ids=lambda answer: ascii(answer[:12]))
def test_garbage_is_a_miss(answer):
    with a_hostile_server(answer) as port:
        kept = a_cache(port)
        assert kept.get("a", "nothing") == "nothing"
        kept.set("a", 1)
        assert kept.get_many(["a"]) == {}
        kept.clear()


def test_a_name_that_is_none_is_a_miss():
    assert_all_miss(FailSafeRedisCache("redis://no-such-host.invalid:6379/0", {}))


def test_the_start_is_told():
    with pytest.raises(ConnectionError):
        a_cache(a_free_port()).check()


def test_an_answer_is_waited_for_shortly():
    assert redis_cache.SOCKET_TIMEOUT <= 0.5
