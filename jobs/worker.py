"""Runs the jobs, beside a server or by a command: any number of workers on any number of hosts."""

import logging
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from threading import Thread, main_thread
from time import monotonic, sleep
from traceback import extract_tb

from django.db import close_old_connections, connections

from .base import TaskNotFound, call_watches, find_task, repeating_tasks
from .models import MAX_ATTEMPTS, Job, LeaseLost

log = logging.getLogger(__name__)

POLL = 2.0  # seconds between two looks into the table
STEP = 0.5  # seconds: a worker that waits notices so soon that it is stopped
LONGEST_WAIT = 300.0  # seconds until a database that did not answer is asked again
SCHEDULE_EVERY = 3600.0  # seconds; brings jobs that repeat back where their rows were deleted
STUCK = 900.0  # seconds without a sign of life, beyond the time that a job may take
MANY_FAILURES = 5  # rounds in a row, some minutes of trying
LONGEST_ERROR = 500  # characters

_running: "tuple[Worker, Thread] | None" = None  # what this process started


class Outcome(StrEnum):
    """What an attempt led to."""

    DONE = "done"
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    TAKEN_OVER = "taken_over"


class WorkerKilled(Exception):
    """All attempts were begun and none was ended: the job takes its worker along."""


def run(job: Job) -> Outcome:
    """Make one attempt at a leased job. Only an error of the database gets out of here."""
    error = _call(job)
    try:
        if error is None:
            job.succeed()
            return Outcome.DONE
        log.warning("Job %s failed: %s", job, type(error).__name__)  # its words may hold an address
        is_retried = job.fail(describe(error), can_repeat=not isinstance(error, TaskNotFound))
        return Outcome.RETRIED if is_retried else Outcome.GIVEN_UP
    except LeaseLost:
        log.warning("Job %s took longer than %s; another worker has it.", job, job.lease_time)
        return Outcome.TAKEN_OVER


def _call(job: Job) -> BaseException | None:
    """Call the function; the error that it met."""
    try:
        if job.attempts > MAX_ATTEMPTS:
            raise WorkerKilled("The worker ended in the middle of the last attempt.")
        find_task(job.function).call(*job.args, **job.kwargs)
    except (Exception, SystemExit) as error:  # a job that exits ends no worker
        return error
    return None


def describe(error: BaseException) -> str:
    """What it is, what it says and where it rose, as one line of plain characters."""
    frames = extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    words = ascii(f"{type(error).__name__}: {error}")[1:-1]
    return words[: LONGEST_ERROR - len(place)] + place[:LONGEST_ERROR]


class Worker:
    """Runs what is due until told to stop, through whatever goes wrong.

    `failures` counts rounds in a row that an error of its own ended, such as a database that is
    gone; a job that fails is none. Nothing may be left half done: it is stopped between jobs.
    """

    def __init__(
        self, is_stopped: Callable[[], bool], sleep: Callable[[float], None] = sleep
    ) -> None:
        self.is_stopped, self.sleep = is_stopped, sleep
        self.outcomes: Counter[Outcome] = Counter()
        self.failures = 0
        self.scheduled_at: float | None = None
        self.show_life()

    def show_life(self, seconds: float = 0.0) -> None:
        """Set `stuck_at` to STUCK and so many seconds more from now."""
        self.stuck_at = monotonic() + STUCK + seconds

    def run(self) -> None:
        """Go on until stopped."""
        while not self.is_stopped():
            self.failures = 0 if self.attempt_round() else self.failures + 1
            self.wait(min(POLL * 2 ** min(self.failures, 10), LONGEST_WAIT))
        connections.close_all()

    def attempt_round(self) -> bool:
        """Do a round; whether it went well. No error ends the thread."""
        try:
            close_old_connections()
            self.run_once()
        except Exception as error:
            if not self.failures:
                log.warning("Jobs wait: %s", describe(error))
            return False
        return True

    def run_once(self) -> None:
        """Run what is due, until nothing is or until stopped."""
        self.show_life()
        self.schedule()
        call_watches()
        while not self.is_stopped() and (job := Job.objects.claim()):
            self.show_life(job.lease_time.total_seconds())
            self.outcomes[run(job)] += 1
            call_watches()

    def schedule(self) -> None:
        """See to it that all that repeats is in the table."""
        now = monotonic()
        if self.scheduled_at is None or now - self.scheduled_at > SCHEDULE_EVERY:
            for task in repeating_tasks():
                task.repeat()
            self.scheduled_at = now

    def wait(self, seconds: float) -> None:
        """Wait, but not for longer than a stop may take."""
        while seconds > 0 and not self.is_stopped():
            self.show_life()
            self.sleep(min(seconds, STEP))
            seconds -= STEP

    def problem(self) -> str:
        """A sentence where this worker gets nothing done, else nothing."""
        if monotonic() > self.stuck_at:
            return "Jobs stand still: their worker is stuck."
        if self.failures >= MANY_FAILURES:
            return f"Jobs stand still: their worker failed {self.failures} times in a row."
        return ""


def start() -> None:
    """A worker beside the requests of this process; it ends with it, after the job that it does."""
    global _running
    worker = Worker(lambda: not main_thread().is_alive())
    thread = Thread(target=worker.run, name="jobs")
    thread.start()
    _running = worker, thread


def problem() -> str:
    """A sentence where jobs stand still, else nothing; asks the database."""
    if _running:
        worker, thread = _running
        if not thread.is_alive():
            return "Jobs stand still: their worker has ended."
        if sentence := worker.problem():
            return sentence
    return "Jobs stand still: some are due and none runs." if Job.objects.is_stalled() else ""
