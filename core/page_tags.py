"""The tags of what a page shows, gathered while it is made.

`film:3` stands for one film, `film` for which films there are and in what order, `site` for
everything. See `core/changes.py` for who writes the tags of a change.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

from django.db import models

T = TypeVar("T")

SITE = "site"
ANYTHING = "anything"  # of what any change may change
NOW = "now"  # of what may change at any time; it is not kept
UNTIL = "until:"  # before the second at which it changes by the clock; parts hand it to their page

_shown: ContextVar[set[str] | None] = ContextVar("shown", default=None)


def show(*tags: str) -> None:
    """Say that the page being made, if any, shows what has these tags."""
    shown = _shown.get()
    if shown is not None:
        shown.update(tags)


def show_until(moment: datetime) -> None:
    """Say that what is being made is true until then, if nothing changes before."""
    show(f"{UNTIL}{moment.timestamp():.0f}")


def end_of(tags: Iterable[str]) -> float | None:
    """The first end that was said of what has these tags, in seconds since the epoch."""
    ends = (float(tag.removeprefix(UNTIL)) for tag in tags if tag.startswith(UNTIL))
    return min(ends, default=None)


class Tagged(models.Model):
    """A row that tags the page being made, whatever reads it."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row, shown = super().from_db(*args, **kwargs), _shown.get()
        if shown is not None:
            shown.add(row.tag)
        return row

    @property
    def tag(self) -> str:
        return f"{self._meta.model_name}:{self.pk}"


class Loaded(Generic[T]):
    """What several parts of a page show, loaded for the first that asks; each gets its tags.

    Templates call it by naming it.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self.load = load

    def __call__(self) -> T:
        value, tags = self._loaded
        show(*tags)
        return value

    @cached_property
    def _loaded(self) -> tuple[T, set[str]]:
        with gather() as tags:
            value = self.load()
        return value, tags


@contextmanager
def gather() -> Iterator[set[str]]:
    """The tags shown within, which what stands around it shows as well."""
    tags = set[str]()
    token = _shown.set(tags)
    try:
        yield tags
    finally:
        _shown.reset(token)
        show(*tags)
