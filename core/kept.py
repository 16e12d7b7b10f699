"""Pages and their parts, kept in the process until something that they show changes.

What is kept knows its tags, and how many changes were heard of when its making began. So a change
that came meanwhile is not missed, and nobody has to be told to forget anything.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from itertools import chain
from math import inf
from sys import intern
from threading import Lock
from typing import NamedTuple, Protocol, TypeVar

from .caches import LRU
from .change_log import LogLost
from .page_tags import ANYTHING, NOW, SITE, Tagged, end_of, gather, show
from .replica import is_replica_asked

T = TypeVar("T")

MAX_TAGS = 10_000  # that are remembered as changed
MAX_SILENCE = 30 * 60.0  # seconds between two looks; rows of page_change last an hour


class Log(Protocol):
    def read(self) -> Iterable[str]: ...


class Changes:
    """Which tags changed, in the order in which this process heard of it."""

    def __init__(self, log: Log) -> None:
        self.log, self.lock = log, Lock()
        self.number = self.forgotten = 0
        self.latest: dict[str, int] = {}
        self.heard_at = time.time()  # which goes on while a machine sleeps
        self.looks, self.is_known = 0, False  # at the log, and what the last one gave

    def hear(self) -> bool:
        """Ask what changed since; False where nobody knows, and then all that is kept is void.

        Who comes while another looks may not take what that one sees, which can be older; but all
        who wait for it share the next look.
        """
        next_look = self.looks + 1
        with self.lock:
            if self.looks < next_look:
                self.looks = next_look
                self.is_known = self._look()
            return self.is_known

    def _look(self) -> bool:
        try:
            tags = self.log.read()
        except LogLost:
            self._forget()
            self.heard_at = -inf  # also what was made before the log is found again
            return False
        now = time.time()
        is_late = not 0 <= now - self.heard_at <= MAX_SILENCE
        if tags or is_late:
            self._note([SITE] if is_late else tags)
        self.heard_at = now
        return True

    def _note(self, tags: Iterable[str]) -> None:
        number = self.number + 1
        self.latest.update((tag, number) for tag in (ANYTHING, *tags))
        if SITE in self.latest or len(self.latest) > MAX_TAGS:
            self._forget()
        else:
            self.number = number

    def _forget(self) -> None:
        # In this order: other threads read them meanwhile, and may find too much changed.
        self.forgotten = self.number + 1
        self.number = self.forgotten
        self.latest = {}

    def has_changed(self, tags: Iterable[str], since: int) -> bool:
        """Whether one of the tags changed after that number."""
        latest = self.latest
        if since == self.number:
            return False
        return since < self.forgotten or any(latest.get(tag, 0) > since for tag in tags)


class Kept(NamedTuple):
    value: object
    tags: tuple[str, ...]
    number: int  # of changes that were known when its making began
    until: float | None  # seconds since the epoch


class Store:
    """Values by key, in at most `max_bytes`."""

    def __init__(self, changes: Changes, max_bytes: int) -> None:
        self.changes, self.rows = changes, LRU(max_bytes)

    def get(self, key: Hashable) -> Kept | None:
        kept: Kept | None = self.rows.get(key)
        if kept is None or self.changes.has_changed(kept.tags, kept.number):
            return None
        return kept if kept.until is None or time.time() < kept.until else None

    def put(self, key: Hashable, kept: Kept) -> None:
        if NOW in kept.tags:
            return
        self.rows.put(key, kept._replace(tags=tuple(map(intern, kept.tags))))


class Making:
    """An answer that is being made, from parts that are kept and parts that will be.

    `next_change` gives the time at which pages change without anybody writing, after the time that
    it takes; `clock_tags` say what it depends on.
    """

    def __init__(
        self,
        parts: Store,
        next_change: Callable[[float], float | None],
        clock_tags: tuple[str, ...],
    ) -> None:
        self.parts, self.next_change, self.clock_tags = parts, next_change, clock_tags
        self.number, self.began_at = parts.changes.number, time.time()

    @cached_property
    def until(self) -> float | None:
        kept = self.parts.get("next change")  # after the moment that is its value
        if kept is None or kept.value > self.began_at:  # type: ignore[operator]
            until = self.next_change(self.began_at)
            kept = Kept(self.began_at, self.clock_tags, self.number, until)
            self.parts.put("next change", kept)
        return kept.until

    def keep(self, key: Hashable, make: Callable[[], T], shown: Iterable[str]) -> T:
        kept = self.parts.get(key)
        if kept is None:
            with gather() as tags:
                show(*shown)
                value = make()
            self.parts.put(key, self.kept(value, tags))
            return value
        show(*kept.tags)
        return kept.value  # type: ignore[return-value]  # what `make` gave

    def keep_each(
        self, name: str, keys: Sequence[Hashable], make: Callable[[list[Hashable]], list[T]]
    ) -> list[T]:
        found = {key: self.parts.get((name, key)) for key in keys}
        missing = [key for key, kept in found.items() if kept is None]
        if missing:
            with gather() as tags:
                values = make(missing)
            for key, value in zip(missing, values, strict=True):
                found[key] = kept = self.kept(value, tags)
                self.parts.put((name, key), kept)
        rows = [row for key in keys if (row := found[key])]
        show(*chain.from_iterable(row.tags for row in rows))
        return [row.value for row in rows]  # type: ignore[misc]  # what `make` gave

    def kept(self, value: object, tags: Iterable[str]) -> Kept:
        """The value, to be kept as long as it is true."""
        found = tuple(tags)
        ends = [end for end in (self.until, end_of(found)) if end is not None]
        return Kept(value, found, self.number, min(ends, default=None))


_making: ContextVar[Making | None] = ContextVar("making", default=None)


@contextmanager
def making(current: Making) -> Iterator[set[str]]:
    """Make a response for everybody; gives the tags of what it shows."""
    token = _making.set(current)
    try:
        with gather() as tags:
            yield tags
    finally:
        _making.reset(token)


def keep(name: str, make: Callable[[], T], *about: Tagged | Hashable) -> T:
    """A part of the page: as kept under its name and what it is about, or made and then kept.

    Name every row that was loaded before; what `make` loads tags the part by itself. The part may
    not depend on the one who asks, on the address or on the time. On a page for one person nothing
    is kept.
    """
    current = _current()
    if current is None:
        return make()
    shown = [thing.tag for thing in about if isinstance(thing, Tagged)]
    key = [thing.tag if isinstance(thing, Tagged) else thing for thing in about]
    return current.keep((name, *key), make, shown)


def keep_each(
    name: str, keys: Sequence[Hashable], make: Callable[[list[Hashable]], list[T]]
) -> list[T]:
    """Parts of one kind, in the order of their keys; `make` makes those that are not kept at once.

    They have the tags of all that were made with them.
    """
    current = _current()
    return make(list(keys)) if current is None else current.keep_each(name, keys, make)


def _current() -> Making | None:
    """The answer that is being made; None where what is read may be old already."""
    return None if is_replica_asked() else _making.get()
