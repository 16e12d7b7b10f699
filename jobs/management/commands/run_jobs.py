"""`manage.py run_jobs`: runs jobs until stopped, or once what is due (for cron)."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from jobs.worker import Outcome, Worker


class Command(BaseCommand):
    help = "Runs the jobs that are due, until stopped. bin/serve does so by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when no job is due")

    def handle(self, *, once: bool, **options: Any) -> None:
        worker = Worker(stop_signal().is_set)
        if once:
            worker.run_once()
        else:
            worker.run()
        # Who was told to stop ended well, whatever failed in the weeks before.
        if once and worker.outcomes.keys() - {Outcome.DONE}:
            raise CommandError(summary(worker))
        self.stdout.write(summary(worker))


def stop_signal() -> Event:
    """What SIGTERM and Ctrl-C set from now on."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def summary(worker: Worker) -> str:
    counts = {outcome.value: worker.outcomes[outcome] for outcome in Outcome}
    return (
        _(
            "Jobs done: %(done)d, to be retried: %(retried)d, given up: %(given_up)d, "
            "taken over: %(taken_over)d."
        )
        % counts
    )
