"""Fetches an address that a stranger chose, and cannot be led into our own network by it.

For the worker only: it may take its whole time, and the system's resolver some seconds more. All
addresses of a host are checked and the checked one is connected to, so that a name which leads
elsewhere a moment later (DNS rebinding) changes nothing; each redirect is checked like the first.
"""

import io
import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import cast
from urllib.parse import urljoin

from .outside_url import FetchError, OutsideURL, is_public

MAX_REDIRECTS = 3
MAX_TRIED = 4  # addresses of one host
REDIRECTS = {301, 302, 303, 307, 308}
OVERHEAD = 128 * 1024  # bytes of headers and framing beyond those of the body
HTTP = b"HTTP/1.0"

Resolve = Callable[[str], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]
# What is wanted of a body without an end: of the headers, and of a way to read so many bytes.
ReadPart = Callable[[Message, Callable[[int], bytes]], bytes]


@dataclass(frozen=True)
class Document:
    """What was found, and at which address in the end."""

    url: str
    content_type: str
    charset: str  # as the server named it, or empty
    body: bytes


def resolve_host(host: str) -> Sequence[str]:
    """All IP addresses of a host."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def connect_to(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Fetcher:
    """What may be fetched, and within which limits; `get` raises FetchError for all else.

    Types are media types in small letters, such as `text/html`. Of a type in `parts` only that part
    is read, within the same limits. Tests hand in a resolver and the way to connect; no setting
    can.
    """

    content_types: Collection[str]
    max_bytes: int = 2 * 1024 * 1024
    max_seconds: float = 10
    user_agent: str = "filmsite"
    headers: Mapping[str, str] = field(default_factory=dict)  # beyond those of every request
    parts: Mapping[str, ReadPart] = field(default_factory=dict)
    resolve: Resolve = resolve_host
    connect: Connect = connect_to
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(self, address: str) -> Document:
        deadline = Deadline(self.max_seconds)
        for _hop in range(MAX_REDIRECTS + 1):
            url = OutsideURL.parse(address)
            with self._ask(url, deadline) as response:
                if response.status not in REDIRECTS:
                    return self._read(response, url)
                address = _location(response, url)
        raise FetchError("redirects", "It redirects too often.")

    @contextmanager
    def _ask(self, url: OutsideURL, deadline: "Deadline") -> Iterator[HTTPResponse]:
        with _plain_errors(), closing(self._connect(url, deadline)) as connection:
            connection.settimeout(deadline.left())
            connection.sendall(self._request(url))
            wire = _Wire(connection, deadline, self.max_bytes + OVERHEAD)
            response = HTTPResponse(cast(socket.socket, wire), method="GET")
            response.begin()
            yield response

    def _request(self, url: OutsideURL) -> bytes:
        lines = [
            f"GET {url.target} HTTP/1.1",
            f"Host: {url.authority}",
            f"User-Agent: {self.user_agent}",
            f"Accept: {', '.join(sorted(self.content_types))}",
            "Accept-Encoding: identity",
            "Connection: close",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("ascii")

    def _connect(self, url: OutsideURL, deadline: "Deadline") -> socket.socket:
        connection = self._connect_to_any(self._addresses(url.host), url.port, deadline)
        if url.scheme == "http":
            return connection
        try:
            connection.settimeout(deadline.left())
            return self.tls.wrap_socket(connection, server_hostname=url.host)
        except BaseException:
            connection.close()
            raise

    def _addresses(self, host: str) -> Sequence[str]:
        """Those of a host, all of them checked: one that is ours refuses the others with it."""
        try:
            addresses = self.resolve(host)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise FetchError("unresolved", "No such host is known.")
        if not all(map(is_public, addresses)):
            raise FetchError("private", "The host is not on the public internet.")
        return addresses[:MAX_TRIED]

    def _connect_to_any(
        self, addresses: Sequence[str], port: int, deadline: "Deadline"
    ) -> socket.socket:
        """The first that answers; each gets its share of the time that is left."""
        failure: OSError | None = None
        for number, address in enumerate(addresses):
            try:
                return self.connect(address, port, deadline.left() / (len(addresses) - number))
            except OSError as error:
                failure = error
        raise FetchError("unreachable", "The host does not answer.") from failure

    def _read(self, response: HTTPResponse, url: OutsideURL) -> Document:
        """The body, once status, type, encoding and size are what they may be."""
        if response.status != 200:
            sentence = f"The host answered with status {response.status}."
            raise FetchError("status", sentence, response.status)
        headers = response.headers
        content_type = headers.get_content_type() if "Content-Type" in headers else ""
        if content_type not in self.content_types:
            raise FetchError("type", f"It is of another type ({content_type or 'none'}).")
        # A small body may unpack to a huge one, so none is unpacked.
        if headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise FetchError("encoding", "It is compressed, which was not asked for.")
        read_part = self.parts.get(content_type)
        body = read_part(headers, response.read) if read_part else self._body(response)
        return Document(str(url), content_type, headers.get_content_charset() or "", body)

    def _body(self, response: HTTPResponse) -> bytes:
        if (response.length or 0) > self.max_bytes:
            raise FetchError("size", "It is too large.")
        body = response.read(self.max_bytes + 1)
        if len(body) > self.max_bytes:
            raise FetchError("size", "It is too large.")
        if response.length:
            raise FetchError("protocol", "It ended too early.")
        return body


class Deadline:
    """When all is to be over, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.at = monotonic() + seconds

    def left(self) -> float:
        """Seconds; FetchError where there are none."""
        seconds = self.at - monotonic()
        if seconds <= 0:
            raise FetchError("time", "It took too long.")
        return seconds


class _Wire(io.RawIOBase):
    """What the server sends, read within the deadline and up to so many bytes.

    A timeout of a socket begins anew with each byte, and headers may go on for ever; here neither.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline, max_bytes: int) -> None:
        self.connection, self.deadline, self.bytes_left = connection, deadline, max_bytes
        self.is_begun = False

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The one thing that HTTPResponse asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.connection.settimeout(self.deadline.left())
        room = len(buffer) if self.is_begun else len(buffer) - len(HTTP)
        number = self.connection.recv_into(buffer[:room])
        self.bytes_left -= number
        if self.bytes_left < 0:
            raise FetchError("size", "It is too large.")
        return number if self.is_begun else self._begin(buffer, number)

    def _begin(self, buffer: memoryview, number: int) -> int:
        """SHOUTcast writes “ICY 200 OK” and HTTP after it."""
        self.is_begun = True
        sent = bytes(buffer[:number])
        if sent.startswith(b"ICY "):
            sent = HTTP + sent.removeprefix(b"ICY")
            buffer[: len(sent)] = sent
        return len(sent)


def _location(response: HTTPResponse, url: OutsideURL) -> str:
    """Where a redirect leads; headers come as Latin-1, addresses are written in UTF-8."""
    location = response.headers.get("Location", "")
    if not location:
        raise FetchError("protocol", "It redirects to nowhere.")
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(str(url), location)
    except ValueError as error:
        raise FetchError("address", "It redirects to what is no address.") from error


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Say in a sentence what the layers beneath say in theirs."""
    try:
        yield
    except TimeoutError as error:
        raise FetchError("time", "It took too long.") from error
    except ssl.SSLError as error:
        raise FetchError("tls", "The connection cannot be trusted.") from error
    except HTTPException as error:
        raise FetchError("protocol", "The host does not answer as a web server does.") from error
    except OSError as error:
        raise FetchError("unreachable", "The connection broke.") from error
