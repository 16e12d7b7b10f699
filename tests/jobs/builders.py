"""Jobs and workers as these tests need them."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from jobs import base
from jobs.base import Task
from jobs.models import Job
from jobs.worker import Worker

from .sample_tasks import record


def a_job(function=record, *args, **changes):
    """An enqueued call: the one that waits under its key, or the newest."""
    function.using(**changes).enqueue(*args)
    rows = Job.objects.filter(status="READY", key=changes.get("key", ""))
    return rows.latest("pk")


def work():
    """Run what is due; what became of it."""
    worker = Worker(lambda: False)
    worker.run_once()
    return {outcome.value: number for outcome, number in worker.outcomes.items()}


def later(time_machine, **delta):
    time_machine.move_to(timezone.now() + timedelta(**delta), tick=False)


@contextmanager
def repeating(monkeypatch, function, every):
    """Within, this task and no other repeats."""
    task = Task(func=function.func, every=every)
    with monkeypatch.context() as patch:
        patch.setattr(base, "_repeating", {task.module_path: task})
        yield task
