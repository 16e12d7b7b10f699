"""A WSGI application for `test_long_answers`: long answers and short ones."""

from pathlib import Path
from tempfile import gettempdir

BLOCK, BLOCKS = 64 * 1024, 512
CLOSED = Path(gettempdir()) / "closed"  # a line for each long answer that was closed


class Blocks:
    def __init__(self):
        self.left = BLOCKS

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return bytes(BLOCK)

    def close(self):
        with CLOSED.open("a") as file:
            file.write("closed\n")


def application(environ, start_response):
    if environ["PATH_INFO"] == "/long":
        start_response("200 OK", [("Content-Length", str(BLOCK * BLOCKS))])
        return Blocks()
    start_response("200 OK", [("Content-Length", "4")])
    return [b"page"]
