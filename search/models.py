"""What can be found, and what changed since it was indexed."""

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models

BEGINNING = datetime(1870, 1, 1, tzinfo=UTC)
OBJECT_BITS, KIND_BITS = 28, 4  # beside hours until the year 2827, which take 23
KEY_BITS = 55


def document_key(date: datetime, object_id: int, number: int) -> int:
    """It grows with the date; the last bits are the number of the kind.

    Below 0 if that is: so the index passes over what is apart without looking at it. No two keys
    are 2**56 or more apart: FTS5 loses rows between such, where it reads from the newest on.
    """
    hours = int((date - BEGINNING).total_seconds() // 3600)
    key = (hours << OBJECT_BITS | object_id) << KIND_BITS | abs(number)
    return key if number > 0 else key - 2**KEY_BITS


class Mark(models.Model):
    """The tag of a change that is not indexed yet; a trigger on `page_change` writes it.

    A tag may stand here twice: if it were unique, writers would wait for each other.
    """

    tag = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.tag


class Document(models.Model):
    """What can be found of a row, none of it a spoiler.

    By its key the index gives the newest first without sorting. The words, folded, are in the
    index itself (`search/engine.py`).
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    facets = models.TextField()  # tokens that narrow a search, such as publication:3
    title = models.TextField()
    names = models.TextField()  # films, other titles, people
    summary = models.TextField()
    body = models.TextField()

    CONTENT: ClassVar = ("id", "facets", "title", "names", "summary", "body")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"

    def content(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.CONTENT)

    def named(self) -> tuple[object, ...]:
        """What documents of other rows repeat."""
        return self.facets, self.title, self.names
