"""Long answers wait for their readers in threads of their own.

Granian’s threads, which make pages, take an answer that comes in blocks to its end, at the pace of
who reads it: four people who listen on a slow line would stop the site. Nothing is asked of the
database while blocks are sent.
"""

from threading import BoundedSemaphore, Thread

BUFFER = 64 * 1024  # bytes that a connection takes in at once
MAX_ANSWERS = 200  # at a time, in a worker; each has a thread of some 50 kB and two blocks
_places = BoundedSemaphore(MAX_ANSWERS)
TOO_MANY = b"Too many people are downloading just now. Try again in a minute.\n"
TRY_AGAIN = [
    *(("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(TOO_MANY)))),
    *(("Retry-After", "60"), ("Cache-Control", "no-store")),
]


class Answer:
    """What Granian gives for answering one request (`granian/wsgi.py`)."""

    def __init__(self, protocol):
        self.protocol = protocol
        self.response_bytes = protocol.response_bytes

    def response_iter(self, status, headers, body):
        if not is_long(headers):
            self.protocol.response_iter(status, headers, body)
        elif _places.acquire(blocking=False):
            Thread(target=self.send, args=(status, headers, body), daemon=True).start()
        else:
            body.close()
            self.response_bytes(503, TRY_AGAIN, TOO_MANY)

    def send(self, status, headers, body):
        try:
            self.protocol.response_iter(status, headers, body)
        finally:
            _places.release()


def is_long(headers):
    length = next((value for name, value in headers if name == "Content-Length"), "")
    return length.isdecimal() and int(length) > BUFFER


def answering(wrap):
    """Granian’s function that makes a worker’s callback of an application, with such answers."""

    def wrap_application(*args, **kwargs):
        callback = wrap(*args, **kwargs)
        return lambda protocol, scope: callback(Answer(protocol), scope)

    return wrap_application
