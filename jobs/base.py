"""Functions that run later: the names of `django.tasks` (Django 6), kept in our own table.

    @task(priority=10)
    def render(film_id: int) -> None: ...

    render.enqueue(film.pk)
    render.using(run_after=tonight, key=f"render {film.pk}").enqueue(film.pk)

A job is part of the transaction that enqueues it, runs at least once, and must be safe to run
twice. Beyond django.tasks stand `key` (one at most waits under it), `every` (repeat the function,
once for all hosts) and `lease_time` (how long one attempt may take). Return values are not kept.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar, overload

from django.utils import timezone
from django.utils.module_loading import import_string

from .models import (
    FINISHED,
    LEASE_TIME,
    MAX_PRIORITY,
    MIN_PRIORITY,
    Job,
    TaskResultStatus,
)

__all__ = ["InvalidTask", "Task", "TaskNotFound", "TaskResult", "TaskResultStatus", "task"]

P = ParamSpec("P")
R = TypeVar("R")


class InvalidTask(ValueError):
    """The declaration cannot work."""


class TaskNotFound(LookupError):
    """No task has this name: the code of this worker is older or newer than the job."""


class TaskResult:
    """What became of an enqueued call, when it was last looked at."""

    def __init__(self, job: Job) -> None:
        self._job = job

    @property
    def id(self) -> str:
        return str(self._job.pk)

    @property
    def status(self) -> TaskResultStatus:
        return TaskResultStatus(self._job.status)

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    @property
    def attempts(self) -> int:
        return self._job.attempts

    def refresh(self) -> None:
        """Look again; Job.DoesNotExist once it is no longer kept."""
        self._job.refresh_from_db()


@dataclass(frozen=True, kw_only=True)
class Task(Generic[P, R]):
    """A function that can be enqueued, and how it is to be run."""

    func: Callable[P, R]
    priority: int = 0
    run_after: datetime | None = None
    key: str = ""
    every: timedelta | None = None
    lease_time: timedelta = LEASE_TIME

    def __post_init__(self) -> None:
        if self.func.__qualname__ != self.func.__name__:
            raise InvalidTask(f"{self.module_path} is not a function of a module.")
        if not MIN_PRIORITY <= self.priority <= MAX_PRIORITY:
            raise InvalidTask(f"Priorities go from {MIN_PRIORITY} to {MAX_PRIORITY}.")
        if self.run_after is not None and timezone.is_naive(self.run_after):
            raise InvalidTask("run_after needs a time zone.")

    @property
    def name(self) -> str:
        return self.func.__name__

    @property
    def module_path(self) -> str:
        return f"{self.func.__module__}.{self.func.__qualname__}"

    def using(
        self,
        *,
        priority: int | None = None,
        run_after: datetime | None = None,
        key: str | None = None,
    ) -> "Task[P, R]":
        """The same function, to be run with these; None leaves what is."""
        given = {"priority": priority, "run_after": run_after, "key": key}
        changes: dict[str, Any] = {name: each for name, each in given.items() if each is not None}
        return replace(self, **changes)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult:
        """Have it called with these values later; TypeError where JSON cannot hold them."""
        job = self._job(args=as_json(args), kwargs=as_json(kwargs), key=self.key)
        return TaskResult(Job.objects.add(job))

    def call(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call it at once, here."""
        return self.func(*args, **kwargs)

    def repeat(self) -> None:
        """Have it in the table as the job that repeats."""
        Job.objects.repeat(self._job(every=self.every))

    def _job(self, **fields: Any) -> Job:
        return Job(
            function=self.module_path,
            priority=self.priority,
            run_after=self.run_after or timezone.now(),
            lease_time=self.lease_time,
            **fields,
        )


_repeating: dict[str, Task[[], Any]] = {}


@overload
def task(function: Callable[P, R], /) -> Task[P, R]: ...


@overload
def task(
    *, priority: int = ..., every: timedelta | None = ..., lease_time: timedelta = ...
) -> Callable[[Callable[P, R]], Task[P, R]]: ...


def task(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Declare a function as a task, with or without options."""
    if function is None:
        return lambda function: _declare(function, **options)
    return _declare(function)


def _declare(function: Callable[..., Any], **options: Any) -> Task[..., Any]:
    declared = Task(func=function, **options)
    if declared.every:
        _repeating[declared.module_path] = declared
    return declared


def repeating_tasks() -> list[Task[[], Any]]:
    """All that were declared with `every`."""
    return list(_repeating.values())


def find_task(module_path: str) -> Task[..., Any]:
    """The task of this name; TaskNotFound also for functions that were never declared as one."""
    try:
        found = import_string(module_path)
    except ImportError as error:
        raise TaskNotFound(module_path) from error
    if not isinstance(found, Task):
        raise TaskNotFound(module_path)
    return found


def as_json(value: Any) -> Any:
    """The value as it comes back from the table: tuples are lists then."""
    return json.loads(json.dumps(value))
