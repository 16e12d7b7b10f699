"""Keeps the index in step with what is public.

Whatever changes a public row leaves its tag in `search_mark`, in the same transaction, by the
triggers of `core/changes.py` and one on `page_change`. `update` remakes the documents of the rows
that the tags concern. Each search calls it first, so none sees an index that is out of step; the
workers of jobs call it besides, so that few searches have anything to do.
"""

from collections.abc import Iterable, Iterator, Set

from django.db import connection, transaction

from core.named import rebuild as rebuild_names
from core.named import update_names

from .engine import Terms, engine
from .models import Document, Mark
from .sources import Source, documents_of, numbers_of, sources

MARKS = 1000  # of one transaction
TAKE = """
    DELETE FROM search_mark WHERE id IN (SELECT id FROM search_mark ORDER BY id LIMIT %s)
    RETURNING tag
"""
EVERY = 1_000_000_000
BATCH = 200  # documents; each may have a long text


def update() -> None:
    while not update_some():
        pass


def update_some(batches: int = 1) -> bool:
    """Make the index true; False where after so many batches more is to do."""
    return any(not Mark.objects.exists() or _update_batch() < MARKS for _batch in range(batches))


@transaction.atomic
def _update_batch() -> int:
    engine().lock()
    marks = _take_marks()
    tags = _keys_by_kind(marks)
    update_names(tags)
    renamed: dict[str, set[int]] = {}
    for source in sources():
        keys = tags.get(source.kind, set()).union(source.affected(tags, renamed))
        renamed[source.kind] = _replace(source, keys)
    return len(marks)


def _take_marks() -> list[str]:
    """The tags of the oldest, which are gone when the transaction ends well."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [MARKS])
        return [tag for (tag,) in cursor.fetchall()]


def _keys_by_kind(tags: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for tag in tags:
        kind, _colon, key = tag.partition(":")
        found.setdefault(kind, set()).add(int(key))
    return found


def _replace(source: Source, keys: Iterable[int], is_anew: bool = False) -> set[int]:
    """Make the documents of these rows true; gives the rows whose names or facets were others."""
    renamed = set()
    for batch in _batches(keys):
        made, there, same = _compare(source, batch)
        differing = [row for key, row in made.items() if is_anew or key not in same]
        old = (there.keys() - made.keys()) | {document.object_id for document in differing}
        engine().remove([there[key].id for key in old if key in there])
        engine().write(differing)
        renamed |= {key for key in old if _named(there.get(key)) != _named(made.get(key))}
    return renamed


def _compare(
    source: Source, keys: list[int]
) -> tuple[dict[int, Document], dict[int, Document], set[int]]:
    """The documents of these rows as they should be, those that there are, and which are alike."""
    made = {document.object_id: document for document in source.documents(keys)}
    there = documents_of(source.kind, keys)
    same = {
        key for key in made.keys() & there.keys() if made[key].content() == there[key].content()
    }
    return made, there, same


def _named(document: Document | None) -> tuple[object, ...]:
    return document.named() if document else ()


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    left = sorted(set(keys))
    for start in range(0, len(left), BATCH):
        yield left[start : start + BATCH]


def keys_with(kind: str, token: str) -> dict[int, str]:
    """The rows of a kind whose documents have a token, each with all its tokens."""
    terms = Terms(numbers_of(kind), tokens=(token,))
    return {
        found.object_id: found.facets for found in engine().newest(terms, EVERY, is_ranked=False)
    }


def rebuild() -> int:
    """Make the names and the whole index anew; how many documents it has.

    Row by row, so that who searches meanwhile finds nearly all.
    """
    Mark.objects.all().delete()
    rebuild_names()
    for source in sources():
        for batch in _batches(_all_keys(source)):
            with transaction.atomic():
                engine().lock()
                _replace(source, batch, is_anew=True)
    engine().delete_orphans()
    return Document.objects.count()


def _all_keys(source: Source) -> Set[int]:
    """Of the rows that there are, and of those that the index knows."""
    rows = source.rows().order_by().values_list("pk", flat=True)
    indexed = Document.objects.filter(kind=source.kind).values_list("object_id", flat=True)
    return {*rows, *indexed}


def count_drift() -> int:
    """How many documents differ from what they would be if they were made now."""
    drift = engine().count_orphans()
    for source in sources():
        for batch in _batches(_all_keys(source)):
            made, there, same = _compare(source, batch)
            damaged = engine().damaged([made[key] for key in same])
            drift += len(made.keys() | there.keys()) - len(same) + len(damaged)
    return drift
