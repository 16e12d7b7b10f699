"""What of the index readers may see now, by the words of QuerySets that pages ask by."""

from collections.abc import Iterable, Sequence

from .engine import Found
from .sources import source_of


def visible(found: Sequence[Found]) -> list[Found]:
    keys = {
        kind: set(
            source_of(kind).visible().order_by().filter(pk__in=keys).values_list("pk", flat=True)
        )
        for kind, keys in keys_by_kind(found).items()
    }
    return [row for row in found if row.object_id in keys[row.kind]]


def keys_by_kind(found: Iterable[Found]) -> dict[str, set[int]]:
    keys: dict[str, set[int]] = {}
    for row in found:
        keys.setdefault(row.kind, set()).add(row.object_id)
    return keys
