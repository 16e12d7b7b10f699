"""The worker that sends e-mails beside the requests of a process, and does what is due then."""

import logging
from collections.abc import Callable
from threading import Thread, main_thread
from time import monotonic, sleep

from django.db import close_old_connections, connections

from .models import OutgoingEmail
from .sending import describe, purge, send_due

log = logging.getLogger(__name__)

POLL = 2  # seconds between two looks into the queue
CLEANUP_EVERY = 3600  # seconds
LONGEST_WAIT = 300  # seconds until a mail server that did not answer is asked again
STUCK = 900  # seconds without a sign of life; a mail server may take minutes over an e-mail
MANY_FAILURES = 5  # in a row, some minutes of trying

EACH_ROUND: list[Callable[[], object]] = []  # other rooms add what queues e-mails in time,
HOURLY: list[Callable[[], object]] = [purge]  # and what they delete

running: "tuple[EmailWorker, Thread] | None" = None  # what this process started


class EmailWorker:
    """Looks into the queue until told to stop; `failures` counts bad rounds in a row."""

    def __init__(self, is_stopped: Callable[[], bool]) -> None:
        self.is_stopped = is_stopped
        self.failures = 0
        self.cleaned_at: float | None = None
        self.seen_at = monotonic()

    def stopped(self) -> bool:
        """Asked between any two e-mails and naps, so it tells that this one is alive as well."""
        self.seen_at = monotonic()
        return self.is_stopped()

    def run(self) -> None:
        while not self.stopped():
            done = [self.attempt(act) for act in (self.cleanup, *EACH_ROUND, self.send)]
            self.failures = 0 if all(done) else self.failures + 1
            self.sleep(min(POLL * 2 ** min(self.failures, 10), LONGEST_WAIT))
        connections.close_all()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do one thing; whether it went well. No error of one ends the others, or the thread."""
        try:
            close_old_connections()
            act()
        except Exception as error:
            if not self.failures:
                log.warning("E-mails wait: %s", describe(error))
            return False
        return True

    def cleanup(self) -> None:
        if self.cleaned_at is None or monotonic() - self.cleaned_at > CLEANUP_EVERY:
            self.cleaned_at = monotonic()  # also where it fails: it must not hold up the e-mails
            for act in HOURLY:
                act()

    def send(self) -> None:
        send_due(self.stopped)

    def sleep(self, seconds: float) -> None:
        """Wait, but not for longer than a stop may take."""
        until = monotonic() + seconds
        while not self.stopped() and (left := until - monotonic()) > 0:
            sleep(min(left, 0.5))


def start() -> Thread:
    """A worker beside the requests of this process; it ends with it, after the e-mail in hand."""
    global running
    worker = EmailWorker(lambda: not main_thread().is_alive())
    thread = Thread(target=worker.run, name="mail")
    thread.start()
    running = worker, thread
    return thread


def problem() -> str:
    """A sentence where e-mail stands still, else nothing; asks the database."""
    if running:
        worker, thread = running
        if not thread.is_alive():
            return "E-mail stands still: its worker has ended."
        if monotonic() - worker.seen_at > STUCK:
            return "E-mail stands still: its worker is stuck."
        if worker.failures >= MANY_FAILURES:
            return f"E-mail stands still: the worker failed {worker.failures} times in a row."
    is_still = OutgoingEmail.objects.stand_still()
    return "E-mail stands still: it is due and none leaves." if is_still else ""
