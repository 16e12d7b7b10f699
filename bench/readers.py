"""Connections that stay open and read as a browser does, with little Python for each answer."""

import socket
import time
from contextlib import ExitStack, closing
from typing import NamedTuple

CONNECTIONS = 8
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
MADE = "Bench-Made"  # what counted.py says of an answer that was not kept
AT_ONCE = 1 << 18  # bytes


class Answer(NamedTuple):
    head: bytes
    body: bytes


class Reader:
    def __init__(self, port, codings="gzip, br"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": codings, "User-Agent": BROWSER}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        self.rest = f"HTTP/1.1\r\n{lines}\r\n"

    def send(self, address):
        self.address = address
        self.socket.sendall(f"GET {address} {self.rest}".encode())

    def receive(self):
        """The answer to what was sent; it has to be a page."""
        data = self._receive()
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._receive()
        head, body = data[:end], data[end + 4 :]
        length = int(head.lower().partition(b"content-length: ")[2].split(None, 1)[0])
        while len(body) < length:
            body += self._receive()
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{self.address} was answered {head.decode('latin-1')}.")
        return Answer(head, body)

    def _receive(self):
        if data := self.socket.recv(AT_ONCE):
            return data
        raise SystemExit(f"The server closed the connection that asked for {self.address}.")

    def close(self):
        self.socket.close()


def open_readers(stack, port, number=CONNECTIONS, **codings):
    return [stack.enter_context(closing(Reader(port, **codings))) for _ in range(number)]


def ask_for(port, address, seconds):
    """How many answers come in so many seconds to readers who all wait at once."""
    with ExitStack() as stack:
        readers, asked = open_readers(stack, port), 0
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            for reader in readers:
                reader.send(address)
            for reader in readers:
                reader.receive()
            asked += len(readers)
    return asked
