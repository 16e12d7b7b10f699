"""Counts readers of reviews, before the page cache answers: a page that is kept is read too.

A reader counts once for a review in an hour. They are known by a keyed hash of address and page
alone, for a browser calls itself what it likes; its key is made anew each hour, and neither leaves
the process. What is stored is how many read a review on a day. Robots and pages that a browser
fetches ahead do not count.
"""

import logging
import re
import time
from functools import lru_cache
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock, Thread, main_thread

from django.db import Error, connections
from django.utils import timezone

from core.slugs import is_slug
from reviews.models import ReaderCount

log = logging.getLogger(__name__)

FOLDERS = ("/reviews/", "/articles/")
EVERY = 60.0  # seconds between two writes
HOUR = 3600
MAX_SEEN = 50_000  # readers of pages in an hour, some 5 MB; no more are counted in it
MAX_PAGES = 5_000  # between two writes; addresses that are no review's are told apart only then
AHEAD = {"HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"}  # headers of a page fetched ahead
# CUBOT is a telephone.
ROBOTS = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|fetch|preview|monitor|scan|headless|lighthouse|archiv|feed"
    r"|facebookexternalhit|python|curl|wget|http-?client|validator",
    re.IGNORECASE,
)


@lru_cache(1024)
def is_robot(agent):
    """By its own word; browsers of people have said Mozilla since there were any."""
    return not agent.startswith("Mozilla/") or ROBOTS.search(agent) is not None


class Readership:
    """The WSGI application, with the readers of reviews counted.

    `sender_of` gives the address of a request's reader.
    """

    def __init__(self, application, sender_of):
        self.application, self.sender_of = application, sender_of
        self.numbers, self.seen, self.hour, self.key = {}, set(), 0, b""
        self.lock, self.thread = Lock(), None

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        is_page = path.startswith(FOLDERS) and path not in FOLDERS
        if is_page and environ["REQUEST_METHOD"] == "GET":
            self.note(path, environ)
        return self.application(environ, start_response)

    def note(self, path, environ):
        agent = environ.get("HTTP_USER_AGENT", "")
        if is_robot(agent) or not AHEAD.isdisjoint(environ):
            return
        reader = f"{self.sender_of(environ)} {path}".encode()
        hour = int(time.time()) // HOUR
        with self.lock:
            if hour != self.hour:
                self.hour, self.key, self.seen = hour, token_bytes(32), set()
            mark = blake2b(reader, digest_size=8, key=self.key).digest()
            if mark in self.seen or len(self.seen) >= MAX_SEEN or len(self.numbers) >= MAX_PAGES:
                return
            self.seen.add(mark)
            self.numbers[path] = self.numbers.get(path, 0) + 1
            self.start()

    def start(self):
        """Begin to write: with the first reader, for a thread does not outlive a fork."""
        if self.thread is None:
            self.thread = Thread(target=self.run, name="readership")
            self.thread.start()

    def run(self):
        """Write until the process ends, and then once more."""
        while main_thread().is_alive():
            main_thread().join(EVERY)
            self.write()
            connections.close_all()

    def write(self):
        with self.lock:
            numbers, self.numbers = self.numbers, {}
        try:
            if numbers:
                ReaderCount.objects.add(_by_slug(numbers), timezone.localdate())
        except Error:
            log.warning("Readers of %s pages are not counted: the database failed.", len(numbers))


def _by_slug(numbers):
    """By the slugs in the paths, of which a server gives each byte as a character (PEP 3333)."""
    found = {}
    for path, number in numbers.items():
        _root, _folder, slug = path.encode("latin-1").decode(errors="replace").split("/", 2)
        if slug.endswith("/") and is_slug(slug[:-1]):
            found[slug[:-1]] = number
    return found
