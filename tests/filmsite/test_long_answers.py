"""Who reads a long answer slowly is in nobody's way, on the server that readers meet."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from filmsite import long_answers
from tests.commands import ROOT

from .long_site import BLOCK, BLOCKS

pytestmark = pytest.mark.slow
THREADS = 2


@pytest.fixture
def port(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"DATA_DIR": tmp_path, "TMPDIR": tmp_path, "PORT": port, "THREADS": THREADS}
    settings["DJANGO_SETTINGS_MODULE"] = "filmsite.settings"
    run = "from filmsite.server import run; run('tests.filmsite.long_site:application')"
    process = subprocess.Popen(
        [sys.executable, "-c", run],
        cwd=ROOT,
        env=os.environ | {name: str(value) for name, value in settings.items()},
    )
    try:
        wait_until(lambda: is_open(port))
        yield port
    finally:
        process.terminate()
        process.wait(30)


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, seconds=30):
    last = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.05)


def a_slow_reader(port):
    """Somebody who asks, and then takes nothing more than the first bytes."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect(("127.0.0.1", port))
    reader.sendall(b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


def ask(port, path):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()


def test_slow_readers_hold_no_thread_that_makes_pages(port, tmp_path):
    readers = [a_slow_reader(port) for _reader in range(2 * THREADS)]
    assert ask(port, "/") == b"page"
    assert len(ask(port, "/long")) == BLOCK * BLOCKS
    for reader in readers:
        reader.close()
    wait_until(lambda: len((tmp_path / "closed").read_text().splitlines()) == 2 * THREADS + 1)


class Protocol:
    """What Granian gives, as far as it is used."""

    def __init__(self):
        self.said = []

    def response_iter(self, status, headers, body):
        self.said.append((status, b"".join(body)))

    def response_bytes(self, status, headers, body):
        self.said.append((status, body))


def answer(length, body):
    protocol = Protocol()
    long_answers.Answer(protocol).response_iter(200, [("Content-Length", length)], body)
    return protocol


class Body(list):
    is_closed = False

    def close(self):
        self.is_closed = True


def test_when_too_many_read_slowly_the_next_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(long_answers._places, "acquire", lambda blocking: False)
    body = Body([b"sea"])
    ((status, said),) = answer("9999999", body).said
    assert status == 503 and said.startswith(b"Too many people") and body.is_closed


@pytest.mark.parametrize("length", ["3", "", "odd"])
def test_a_short_answer_needs_no_place(monkeypatch, length):
    monkeypatch.setattr(long_answers._places, "acquire", lambda blocking: False)
    assert answer(length, Body([b"sea"])).said == [(200, b"sea")]


def test_a_place_is_free_again_when_an_answer_breaks(monkeypatch):
    def broken():
        yield b"sea"
        raise OSError("gone")

    released = []
    monkeypatch.setattr(long_answers._places, "release", lambda: released.append(True))
    with pytest.raises(OSError, match="gone"):
        long_answers.Answer(Protocol()).send(200, [], broken())
    assert released == [True]
