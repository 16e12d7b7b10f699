"""Functions that run later: the names of `django.tasks` (Django 6), kept in our own table.

    @task(priority=10)
    def render(film_id: int) -> None: ...

    render.enqueue(film.pk)
    render.using(run_after=tonight, key=f"render {film.pk}").enqueue(film.pk)

A job is part of the transaction that enqueues it, runs at least once, and must be safe to run
twice. Beyond django.tasks stand `key` (one at most waits under it), `every` (repeat the function,
once for all hosts) and `lease_time` (how long one attempt may take). Return values are not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec, TypeVar

from django.utils import timezone
from django.utils.module_loading import import_string

from .models import LEASE_TIME, Job

P = ParamSpec("P")
R = TypeVar("R")


class InvalidTask(ValueError):
    """The declaration cannot work."""


class TaskNotFound(LookupError):
    """No task has this name: the code of this worker is older or newer than the job."""


@dataclass(frozen=True, kw_only=True)
class Task(Generic[P, R]):
    """A function that can be enqueued, and how it is to be run."""

    func: Callable[P, R]
    priority: int = 0  # -100 to 100
    run_after: datetime | None = None
    key: str = ""
    every: timedelta | None = None
    lease_time: timedelta = LEASE_TIME

    def __post_init__(self) -> None:
        if self.func.__qualname__ != self.func.__name__:
            raise InvalidTask(f"{self.module_path} is not a function of a module.")

    @property
    def module_path(self) -> str:
        return f"{self.func.__module__}.{self.func.__qualname__}"

    def using(self, **changes: Any) -> "Task[P, R]":
        """The same function, to be run with another `priority`, `run_after` or `key`."""
        return replace(self, **changes)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Have it called with these values later; TypeError where JSON cannot hold them."""
        Job.objects.add(self._job(args=args, kwargs=kwargs, key=self.key))

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


_repeating: dict[str, Task[..., Any]] = {}
_watches: list[Callable[[], None]] = []


def watch(function: Callable[[], None]) -> Callable[[], None]:
    """Declare a function that each worker calls before it looks for jobs, every two seconds.

    It asks whether there is something to do, and enqueues that under a key. So nobody has to
    enqueue it who has other things to write.
    """
    _watches.append(function)
    return function


def call_watches() -> None:
    for function in _watches:
        function()


def task(
    *, priority: int = 0, every: timedelta | None = None, lease_time: timedelta = LEASE_TIME
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Declare a function as a task."""

    def declare(function: Callable[P, R]) -> Task[P, R]:
        declared = Task(func=function, priority=priority, every=every, lease_time=lease_time)
        if every:
            _repeating[declared.module_path] = declared
        return declared

    return declare


def repeating_tasks() -> list[Task[..., Any]]:
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
