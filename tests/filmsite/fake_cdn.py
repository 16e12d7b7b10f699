"""A CDN's purge service on loopback: it notes what it is asked, and answers as it is told."""

import json
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import NamedTuple


class Asked(NamedTuple):
    method: str
    path: str
    headers: dict
    body: dict | None


class FakeCDN(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.ended = [], Event()
        self.answers = deque()  # (status, headers), or None for silence; then 200

    @property
    def host(self):
        return f"127.0.0.1:{self.server_port}"

    def tags(self):
        """The sorted tags of each purge since the last call."""
        found = [sorted(_tags(asked)) for asked in self.asked]
        self.asked.clear()
        return found


def _tags(asked):
    body = asked.body or {}
    return body.get("surrogate_keys") or body.get("tags") or asked.headers["xkey"].split()


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, self.headers, json.loads(body) if body else None)
        self.server.asked.append(asked)
        answer = self.server.answers.popleft() if self.server.answers else (200, {})
        if answer is None:
            self.server.ended.wait(10)
            return
        status, headers = answer
        self.send_response(status)
        for name, value in (headers | {"Content-Length": "2"}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_PURGE = answer

    def log_message(self, *args):
        pass


@contextmanager
def a_cdn():
    server = FakeCDN()
    thread = Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()
