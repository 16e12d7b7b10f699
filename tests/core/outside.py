"""A web server of the outside world, on loopback: it sends what it is told, byte by byte."""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest

from core.fetcher import Fetcher
from core.outside_url import FetchError

PUBLIC = "93.184.216.34"


def an_answer(body=b"<p>Hello</p>", status="200 OK", **headers):
    """An HTTP answer as bytes; `content_type="..."` is a header, and None leaves one out."""
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body)}
    lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = [f"{name}: {value}" for name, value in lines.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status}", *head, "", ""]).encode("utf-8") + body


def a_redirect(location, status="302 Found"):
    return an_answer(b"", status, location=location)


class Server:
    """Answers each connection with the next of `answers`; a list is sent piece by piece."""

    def __init__(self, answers, tls=None):
        self.answers, self.tls = list(answers), tls
        self.requests = []  # as bytes
        self.asked = []  # (address, port) of each connection, as the fetcher meant it
        # Host: the addresses it has, one after the other where it is a list of lists
        self.names = {}
        self.socket = socket.create_server(("127.0.0.1", 0))

    def work(self):
        for answer in self.answers:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection:
                self._serve(connection, answer)

    def _serve(self, connection, answer):
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self.requests.append(_request(connection))
            for piece in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(piece)
            connection.close()
        except OSError:
            pass  # the fetcher has heard enough

    def resolve(self, host):
        return self.names.get(host, [PUBLIC])

    def connect(self, address, port, seconds):
        self.asked.append((address, port))
        return socket.create_connection(self.socket.getsockname(), timeout=seconds)

    def fetcher(self, **limits):
        ways = {"resolve": self.resolve, "connect": self.connect}
        return Fetcher(**({"content_types": {"text/html"}} | ways | limits))

    def get(self, url="http://films.example/", **limits):
        return self.fetcher(**limits).get(url)


def _request(connection):
    sent = b""
    while not sent.endswith(b"\r\n\r\n") and (piece := connection.recv(4096)):
        sent += piece
    return sent


@contextmanager
def a_server(*answers, tls=None):
    server = Server(answers, tls)
    thread = Thread(target=server.work)
    thread.start()
    yield server
    server.socket.shutdown(socket.SHUT_RDWR)
    server.socket.close()
    thread.join()


def refusal_of(get, *args, **limits):
    with pytest.raises(FetchError) as refusal:
        get(*args, **limits)
    assert str(refusal.value).endswith(".")  # a sentence
    return refusal.value.code
