"""Reads a site while others write to it: how much was kept, and what was stale.

Started by speed.py, beside servers of counted.py on one database.
"""

import gzip
import json
import os
import re
import sys
import threading
import time
from collections import Counter, deque
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection
from itertools import count
from random import Random
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import quote, urlencode

import django
from readers import MADE, open_readers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from guests import open_to_guests, some_words  # noqa: E402

from core.pagination import PER_PAGE  # noqa: E402
from films.models import Film  # noqa: E402
from reviews.models import Review  # noqa: E402

READS, COMMENTS, SESSIONS = 2_000, 10, 50  # a second
COMMENTERS = 4  # at once, so that one slow answer does not stop them all
ADDRESSES = 500
FEED = "/comments/feed/"
# So many of the newest have to be in the feed, which has 50, and on a review's page, which has 20
# branches: less than half, since a changed one counts as new here and stays where it was there.
NEWEST_IN_FEED, NEWEST_ON_PAGE = 20, 8
TOKEN = re.compile(rb"zq\d{10}zq")
random, numbers = Random(2), count(1)


def addresses():
    """Lists, feeds, films and reviews, these with the newest comments first."""
    reviews = Review.objects.published().filter(kind="review").newest_first()
    pages = Paginator(reviews, PER_PAGE).num_pages
    lists = [f"/reviews/?page={page}" for page in range(1, min(25, pages) + 1)]
    films = [film.get_absolute_url() for film in Film.objects.public().order_by("pk")[:22]]
    others = ["/", "/feed/", FEED, *lists, *films]
    return others, [thread(review.slug) for review in reviews[: ADDRESSES - len(others)]]


def thread(slug):
    return f"/reviews/{quote(slug)}/?order=newest"


class Truth:
    """What an answer has to show, and what it may not: all that was acknowledged before it began.

    Each comment has a token of its own among its words.
    """

    def __init__(self):
        self.shown, self.gone, self.lock = {}, {}, threading.Lock()

    def show(self, token, places):
        with self.lock:
            for place in places:
                tokens = self.shown.setdefault(place, {})
                tokens[token] = time.monotonic()
                while len(tokens) > (NEWEST_IN_FEED if place == FEED else NEWEST_ON_PAGE):
                    del tokens[next(iter(tokens))]

    def may_go(self, token, places):
        """It is about to be changed: either is right until that is acknowledged.

        Gives the places where it has to be now.
        """
        with self.lock:
            return [place for place in places if self.shown.get(place, {}).pop(token, None)]

    def has_gone(self, token):
        with self.lock:
            self.gone[token] = time.monotonic()

    def errors(self, address, began, tokens):
        """What is wrong with an answer: (a word for it, the token, seconds since then)."""
        with self.lock:
            for token, since in self.shown.get(address, {}).items():
                if since < began and token not in tokens:
                    yield "missing", token, began - since
            for token in tokens & self.gone.keys():
                if self.gone[token] < began:
                    yield "still there", token, began - self.gone[token]


class Commenter:
    """Guests who write, each from a network of their own; one in five changes their mind."""

    def __init__(self, truth, threads, ports):
        self.truth, self.threads, self.ports = truth, threads, ports
        self.written, self.did = [], Counter()

    def act(self, number):
        if number % 10 == 4 and self.written:
            self.edit(*self.written.pop(0))
        elif number % 10 == 9 and self.written:
            self.withdraw(*self.written.pop(0))
        else:
            self.comment(random.choice(self.threads))

    def comment(self, page):
        token, email = new_token(), f"i{next(numbers)}@readers.example"
        fields = {"name": "Ines Duarte", "email": email, "body": text(token)}
        address = f"{page.partition('?')[0]}comments/"
        where, cookie = self.post(address, fields)
        if seq := seq_in(where):
            self.truth.show(token, (page, FEED))
            self.written.append((page, f"{address}{seq}/", token, cookie))
        self.did["posted" if seq else "held"] += 1

    def edit(self, page, address, token, cookie):
        new, places = new_token(), self.truth.may_go(token, (page, FEED))
        where, _ = self.post(f"{address}edit/", {"body": text(new)}, cookie)
        self.truth.has_gone(token)
        if seq_in(where):
            self.truth.show(new, places)
        self.did["edited"] += 1

    def withdraw(self, page, address, token, cookie):
        self.truth.may_go(token, (page, FEED))
        self.post(f"{address}delete/", {}, cookie)
        self.truth.has_gone(token)
        self.did["withdrawn"] += 1

    def post(self, address, fields, cookie=""):
        """(where the answer leads, the cookies that it sets)."""
        network = ".".join(str(random.randrange(1, 224)) for _ in range(4))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        headers["X-Forwarded-For"] = network
        connection = HTTPConnection("127.0.0.1", random.choice(self.ports), timeout=60)
        connection.request("POST", address, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 303, (address, answer.status)
        cookies = answer.headers.get_all("Set-Cookie", ())
        return answer.headers["Location"], "; ".join(each.partition(";")[0] for each in cookies)


def new_token():
    return f"zq{os.getpid() % 10_000:04}{next(numbers):06}zq".encode()


def text(token):
    return f"{token.decode()} {some_words()}"


def seq_in(address):
    """The number of the comment that an answer leads to; None where it was held."""
    found = re.search(r"(?:#comment-|/comments/)(\d+)", address)
    return found and found[1]


class Reading:
    """Reads evenly, in order of chance, and compares each answer with the truth."""

    def __init__(self, truth):
        self.truth, self.last, self.made, self.stale, self.errors = truth, {}, 0, 0, []

    def read(self, ports, pages, reads, seconds):
        """How many answers came, in how many seconds; each connection waits for its own alone."""
        start, sent, answered = time.monotonic(), 0, 0
        with ExitStack() as stack:
            waiting = stack.enter_context(DefaultSelector())
            idle = deque(  # first in, first out: the server closes what says nothing for long
                reader
                for port in ports
                for reader in open_readers(stack, port, 8 // len(ports), codings="gzip")
            )
            while (now := time.monotonic()) < start + seconds and answered < reads:
                while idle and sent < min(reads, (now - start) * READS):
                    self.send(idle.popleft(), random.choice(pages), waiting)
                    sent += 1
                for key, _ in waiting.select(0.001):
                    idle.append(self.receive(key.data, waiting))
                    answered += 1
        return answered, time.monotonic() - start

    def send(self, reader, address, waiting):
        reader.began = time.monotonic()
        reader.send(address)
        waiting.register(reader.socket, EVENT_READ, reader)

    def receive(self, reader, waiting):
        waiting.unregister(reader.socket)
        self.compare(reader.address, reader.began, reader.receive())
        return reader

    def compare(self, address, began, answer):
        self.made += MADE.lower().encode() in answer.head.lower()
        errors = list(self.truth.errors(address, began, self.tokens_in(address, answer.body)))
        self.stale += bool(errors)
        self.errors += [(address, what, str(token), ago) for what, token, ago in errors]

    def tokens_in(self, address, body):
        """Those on the page; one that is the same as before is not read again."""
        if self.last.get(address, (None,))[0] != body:
            self.last[address] = body, set(TOKEN.findall(gzip.decompress(body)))
        return self.last[address][1]


def add_session(did, number):
    SessionStore().save(must_create=True)
    did["sessions"] += 1


def every(rate, act, stop, did):
    """Acts so often a second until stopped; late ones are made up for."""
    start = time.monotonic()
    for number in count():
        if stop.wait(max(0, start + number / rate - time.monotonic())):
            return
        try:
            act(number)
        except Exception as error:
            did[f"{type(error).__name__}: {error}"] += 1


def main(ports, reads, seconds):
    open_to_guests()
    others, threads = addresses()
    pages, truth = others + threads, Truth()
    reading = Reading(truth)
    commenters = [Commenter(truth, threads, ports) for _ in range(COMMENTERS)]
    reading.read(ports, pages, 3 * len(pages), seconds)  # so that what can be kept is
    reading.made = 0
    stop, did = threading.Event(), Counter()
    jobs = [(COMMENTS / COMMENTERS, commenter.act) for commenter in commenters]
    jobs.append((SESSIONS, partial(add_session, did)))
    writers = [threading.Thread(target=every, args=(*job, stop, did)) for job in jobs]
    for writer in writers:
        writer.start()
    asked, spent = reading.read(ports, pages, reads, seconds)
    stop.set()
    for writer in writers:
        writer.join()
    return {
        "addresses": len(pages),
        "reads": asked,
        "rate": asked / spent,
        "kept": 1 - reading.made / asked,
        "stale": reading.stale,
        "errors": reading.errors[:5],
        "seconds": spent,
        "did": sum((commenter.did for commenter in commenters), did),
    }


if __name__ == "__main__":
    print(json.dumps(main(*json.loads(sys.argv[1]))))
