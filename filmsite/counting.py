"""What is counted of answers: in the process’s memory, and stored as sums once a minute.

The layers that count stand before Django and before the page cache: a page that is kept is read
too. Robots and pages that a browser fetches ahead do not count.
"""

import logging
import re
from functools import lru_cache
from threading import Lock, Thread, main_thread

from django.db import Error, connections
from django.utils import timezone

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds between two writes
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


def is_read(environ):
    """Whether somebody will see the answer, as far as a request tells."""
    is_asked = environ["REQUEST_METHOD"] == "GET" and environ.keys().isdisjoint(AHEAD)
    return is_asked and not is_robot(environ.get("HTTP_USER_AGENT", ""))


class Counting:
    """A WSGI application whose requests are counted in `numbers`, which `store` writes."""

    def __init__(self, application):
        self.application, self.numbers = application, {}
        self.lock, self.thread = Lock(), None

    def store(self, numbers, day):
        raise NotImplementedError

    def start(self):
        """Begin to write: with the first request, for a thread does not outlive a fork."""
        if self.thread is None:
            self.thread = Thread(target=self.run, name=type(self).__name__)
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
                self.store(numbers, timezone.localdate())
        except Error:
            name = type(self).__name__
            log.warning("%s: %s sums are not counted: the database failed.", name, len(numbers))
