"""Counts readers of reviews.

A reader counts once for a review in an hour. They are known by a keyed hash of address and page
alone, for a browser calls itself what it likes; its key is made anew each hour, and neither leaves
the process. What is stored is how many read a review on a day.
"""

import time
from hashlib import blake2b
from secrets import token_bytes

from core.slugs import is_slug
from reviews.models import ReaderCount

from .counting import Counting, is_read

FOLDERS = ("/reviews/", "/articles/")
HOUR = 3600
MAX_SEEN = 50_000  # readers of pages in an hour, some 5 MB; no more are counted in it
MAX_PAGES = 5_000  # between two writes; addresses that are no review's are told apart only then


class Readership(Counting):
    """The WSGI application, with the readers of reviews counted.

    `sender_of` gives the address of a request's reader.
    """

    def __init__(self, application, sender_of):
        super().__init__(application)
        self.sender_of = sender_of
        self.seen, self.hour, self.key = set(), 0, b""

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith(FOLDERS) and path not in FOLDERS and is_read(environ):
            self.note(path.split("/", 2)[2], environ)  # either folder leads to the other
        return self.application(environ, start_response)

    def note(self, page, environ):
        reader = f"{self.sender_of(environ)} {page}".encode()
        hour = int(time.time()) // HOUR
        with self.lock:
            if hour != self.hour:
                self.hour, self.key, self.seen = hour, token_bytes(32), set()
            mark = blake2b(reader, digest_size=8, key=self.key).digest()
            if mark in self.seen or len(self.seen) >= MAX_SEEN or len(self.numbers) >= MAX_PAGES:
                return
            self.seen.add(mark)
            self.numbers[page] = self.numbers.get(page, 0) + 1
            self.start()

    def store(self, numbers, day):
        ReaderCount.objects.add(_by_slug(numbers), day)


def _by_slug(numbers):
    """By the slugs of pages, of whose paths a server gives each byte as a character (PEP 3333)."""
    found = {}
    for page, number in numbers.items():
        slug = page.encode("latin-1").decode(errors="replace")
        if slug.endswith("/") and is_slug(slug[:-1]):
            found[slug[:-1]] = number
    return found
