"""The fetcher gets public pages and nothing else, whatever the outside sends."""

import gzip
from itertools import count

import pytest

from core import fetcher
from core.fetcher import Fetcher

from .outside import PUBLIC, a_redirect, a_server, an_answer, refusal_of


def test_it_works():
    with a_server(an_answer("Ärger".encode())) as server:
        document = server.get("http://films.example/a?b=c")
    assert document == fetcher.Document(
        "http://films.example/a?b=c", "text/html", "utf-8", "Ärger".encode()
    )


def test_what_it_asks():
    with a_server(an_answer()) as server:
        server.get("http://films.example:443/a?b=c", user_agent="Films")
    first, *headers = server.requests[0].decode().split("\r\n")
    assert first == "GET /a?b=c HTTP/1.1"
    assert headers == [
        "Host: films.example:443",
        "User-Agent: Films",
        "Accept: text/html",
        "Accept-Encoding: identity",
        "Connection: close",
        "",
        "",
    ]


def test_chunks_are_read():
    body = b"5\r\nHello\r\n1;odd=1\r\n!\r\n0\r\nTrailer: 1\r\n\r\n"
    answer = an_answer(body, content_length=None, transfer_encoding="chunked")
    with a_server(answer) as server:
        assert server.get().body == b"Hello!"


def test_a_body_without_a_length_ends_with_the_connection():
    with a_server(an_answer(b"Hello", content_length=None)) as server:
        assert server.get().body == b"Hello"


# Where it connects


def test_it_connects_to_the_address_that_was_checked():
    with a_server(an_answer()) as server:
        server.names["films.example"] = [PUBLIC, "1.1.1.1"]
        server.get()
    assert server.asked == [(PUBLIC, 80)]


def test_a_host_is_resolved_once():
    """Whoever gives another answer the second time is not asked a second time."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with a_server(an_answer()) as server:
        server.get(resolve=lambda host: next(answers))
    assert server.asked == [(PUBLIC, 80)]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:169.254.169.254"])
def test_private_addresses_are_refused(address):
    with a_server() as server:
        assert refusal_of(server.get, resolve=lambda host: [address]) == "private"
    assert server.asked == []


def test_one_private_address_among_public_ones_is_refused():
    with a_server() as server:
        assert refusal_of(server.get, resolve=lambda host: [PUBLIC, "10.0.0.1"]) == "private"


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://localhost/"])
def test_the_systems_resolver_leads_to_no_private_address(url):
    with a_server() as server:
        assert refusal_of(server.get, url, resolve=fetcher.resolve_host) == "private"


def test_a_host_without_addresses_is_refused():
    with a_server() as server:
        assert refusal_of(server.get, resolve=lambda host: []) == "unresolved"


def test_an_unknown_host_is_refused():
    def resolve(host):
        raise fetcher.socket.gaierror("Name or service not known")

    with a_server() as server:
        assert refusal_of(server.get, resolve=resolve) == "unresolved"


def test_the_next_address_is_tried():
    with a_server(an_answer()) as server:

        def connect(address, port, seconds):
            if address == "1.1.1.1":
                raise ConnectionRefusedError
            return server.connect(address, port, seconds)

        server.names["films.example"] = ["1.1.1.1", PUBLIC]
        assert server.get(connect=connect).body


def test_a_host_that_does_not_answer_is_refused():
    def connect(address, port, seconds):
        raise ConnectionRefusedError

    with a_server() as server:
        assert refusal_of(server.get, connect=connect) == "unreachable"


def test_addresses_are_checked_before_anything_is_asked():
    with a_server() as server:
        assert refusal_of(server.get, "http://ada@films.example/") == "credentials"
    assert server.asked == []


# Redirects


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_redirects_are_followed(status):
    with a_server(a_redirect("/b", status), an_answer()) as server:
        assert server.get("http://films.example/a").url == "http://films.example/b"


def test_three_redirects_are_enough():
    with a_server(*[a_redirect("/")] * 3, an_answer()) as server:
        assert server.get().body
    with a_server(*[a_redirect("/")] * 4) as server:
        assert refusal_of(server.get) == "redirects"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("http://ada@films.example/", "credentials"),
        ("http://films.example:8000/", "port"),
        ("http://inside.example/", "private"),
        ("http://2130706433/", "host"),
        ("//inside.example/", "private"),
        ("http://[::1", "address"),
        ("", "protocol"),
    ],
)
def test_redirects_are_checked_like_the_first(location, code):
    with a_server(a_redirect(location)) as server:
        server.names["inside.example"] = ["192.168.0.1"]
        assert refusal_of(server.get) == code
    assert len(server.asked) == 1


def test_a_host_is_checked_anew_after_a_redirect():
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with a_server(a_redirect("/b")) as server:
        assert refusal_of(server.get, resolve=lambda host: next(answers)) == "private"


def test_a_redirect_may_be_written_in_utf8():
    with a_server(a_redirect("/ä"), an_answer()) as server:
        assert server.get().url == "http://films.example/%C3%A4"


# Limits


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (an_answer(status="404 Not Found"), "status"),
        (an_answer(status="206 Partial Content"), "status"),
        (an_answer(status="204 No Content"), "status"),
        (an_answer(content_type="application/pdf"), "type"),
        (an_answer(content_type=None), "type"),
        (an_answer(gzip.compress(b"a" * 1_000_000), content_encoding="gzip"), "encoding"),
        (an_answer(b"a" * 2_000), "size"),
        (an_answer(b"", content_length=2_000), "size"),
        (an_answer(b"a" * 2_000, content_length=None), "size"),
        (an_answer(b"7d0\r\n" + b"a" * 2_000, transfer_encoding="chunked"), "size"),
        (an_answer(b"Hello", content_length=6), "protocol"),
        (an_answer(b"5\r\nHel", transfer_encoding="chunked"), "protocol"),
        (an_answer(b"xyz\r\nHello", transfer_encoding="chunked"), "protocol"),
        (b"", "protocol"),
        (b"SSH-2.0-OpenSSH\r\n", "protocol"),
        (b"<p>Hello</p>", "protocol"),
        (b"HTTP/1.1 abc\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200, "protocol"),
        (b"HTTP/1.1 200 OK\r\na: " + b"b" * 100_000, "protocol"),
    ],
)
def test_refused(answer, code):
    with a_server(answer) as server:
        assert refusal_of(server.get, max_bytes=1_000) == code


def test_a_body_of_the_largest_size_is_read():
    with a_server(an_answer(b"a" * 1_000)) as server:
        assert len(server.get(max_bytes=1_000).body) == 1_000


def for_ever(piece, first=b""):
    yield first
    while True:
        yield piece


@pytest.mark.parametrize(
    "answer",
    [
        for_ever(b"HTTP/1.1 100 Continue\r\n\r\n"),
        for_ever(b"1;" + b"x" * 60_000 + b"\r\na\r\n", an_answer(b"", transfer_encoding="chunked")),
        for_ever(b"Trailer: 1\r\n", an_answer(b"0\r\n", transfer_encoding="chunked")),
        for_ever(b"a" * 10_000, an_answer(b"", content_length=None)),
    ],
)
def test_what_never_ends_is_refused(answer):
    with a_server(answer) as server:
        assert refusal_of(server.get) == "size"


@pytest.fixture
def hasty_clock(monkeypatch):
    """A second passes whenever somebody looks."""
    clock = count()
    monkeypatch.setattr(fetcher, "monotonic", lambda: next(clock))


class DrippingSocket:
    """Sends one byte each time; so each comes in time, and the whole does not."""

    def __init__(self, sent):
        self.sent = iter(sent)

    def recv_into(self, buffer):
        buffer[0] = next(self.sent)
        return 1

    def ignore(self, *_args):
        pass

    settimeout = sendall = close = ignore


@pytest.mark.parametrize(
    "sent", [an_answer(b"a" * 99), an_answer(a="b" * 99), b"HTTP/1.1 " + b" " * 99]
)
def test_what_drips_is_refused(hasty_clock, sent):
    def connect(*_args):
        return DrippingSocket(sent)

    fetch = Fetcher({"text/html"}, max_seconds=90, resolve=lambda host: [PUBLIC], connect=connect)
    assert refusal_of(fetch.get, "http://films.example/") == "time"


def test_redirects_share_the_time(hasty_clock):
    with a_server(*[a_redirect("/")] * 4) as server:
        assert refusal_of(server.get, max_seconds=8) == "time"


def test_a_server_that_is_silent_is_refused():
    with a_server() as server:
        assert refusal_of(server.get, max_seconds=0.05) == "time"


# What never ends


def first_words(headers, read):
    return headers["X-Words"].encode() + read(5)


def test_of_a_type_without_an_end_a_part_is_read():
    answer = for_ever(b"a" * 1_000, an_answer(b"Hello", content_length=None, x_words="1: "))
    with a_server(answer) as server:
        document = server.get(parts={"text/html": first_words}, headers={"Icy-MetaData": "1"})
    assert document.body == b"1: Hello"
    assert server.requests[0].endswith(b"Connection: close\r\nIcy-MetaData: 1\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (for_ever(b"a" * 1_000, an_answer(b"", content_length=None)), "size"),
        (an_answer(content_encoding="gzip"), "encoding"),
        (an_answer(status="404 Not Found"), "status"),
        (an_answer(content_type="text/plain"), "type"),
        (b"ICY 404 Not Found\r\n\r\n", "status"),
        (b"ICYHTTP/1.1 200 OK\r\n\r\n", "protocol"),
    ],
)
def test_a_part_is_read_within_the_same_limits(answer, code):
    parts = {"text/html": lambda headers, read: read(10_000_000)}
    with a_server(answer) as server:
        assert refusal_of(server.get, parts=parts, max_bytes=1_000) == code


def test_icy_is_read_as_http():
    with a_server(an_answer().replace(b"HTTP/1.1", b"ICY")) as server:
        assert server.get().body == b"<p>Hello</p>"
