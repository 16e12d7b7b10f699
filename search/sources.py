"""What apps let readers find: a `Source` for each kind, registered in their `search.py`."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Manager, Model, QuerySet

from .models import BEGINNING, Document, document_key

Changed = Mapping[str, Set[int]]


class Source:
    """One kind of rows that can be found.

    `kind` is the model's part of their tags. Sources stand in the order in which they are indexed:
    those that others repeat names of come first.
    """

    kind: ClassVar[str]
    model: ClassVar[type[Model]]
    number: ClassVar[int]  # up to 15; -1 to -15 for what is found by who asks for it alone
    has_names: ClassVar[bool] = True  # that are suggested

    def visible(self) -> QuerySet[Any]:
        """What readers may see now, by the word that pages use."""
        raise NotImplementedError

    def listed(self) -> QuerySet[Any]:
        """Rows with what a list shows of them; only the visible are asked for."""
        return self.model._default_manager.all()

    def rows(self) -> QuerySet[Any]:
        """What is public or becomes so without anybody writing, with all that `document` reads."""
        return self.listed()

    def document(self, row: Any) -> Document:
        raise NotImplementedError

    def affected(self, tags: Changed, renamed: Changed) -> Iterable[int]:
        """Rows that a change concerns beside those that it names.

        `tags` are keys by kind, as triggers wrote them; `renamed` those whose names or facets are
        others in the index now.
        """
        return ()

    @property
    def is_apart(self) -> bool:
        return self.number < 0

    @property
    def model_label(self) -> str:
        return self.model._meta.label_lower

    def documents(self, keys: Iterable[int]) -> list[Document]:
        return [self.document(row) for row in self.rows().filter(pk__in=keys)]

    def make(
        self, row: Model, date: datetime | None = None, facets: Iterable[str] = (), **texts: Any
    ) -> Document:
        """A document of the row. `names` are joined."""
        names = ", ".join(dict.fromkeys(filter(None, texts.pop("names", ()))))
        fields = {"title": "", "summary": "", "body": "", "names": names} | texts
        return Document(
            id=document_key(date or BEGINNING, row.pk, self.number),
            kind=self.kind,
            object_id=row.pk,
            facets=" ".join(dict.fromkeys(facets)),
            **fields,
        )


def documents_of(kind: str, keys: Iterable[int]) -> dict[int, Document]:
    """What the index has of these rows, for documents of others that repeat it."""
    found = Document.objects.filter(kind=kind, object_id__in=keys)
    return {document.object_id: document for document in found}


def keys_of(
    rows: Manager[Any] | QuerySet[Any], kind: str, changed: Changed, key: str
) -> Iterable[int]:
    """What these rows have as `key`, where their row of that kind is among the changed."""
    if not changed.get(kind):
        return ()
    return rows.filter(**{f"{kind}__in": changed[kind]}).order_by().values_list(key, flat=True)


_sources: dict[str, Source] = {}


def register(*sources: Source) -> None:
    for source in sources:
        if source.number in {other.number for other in _sources.values()} - {source.number}:
            raise ValueError(f"{source.kind} has the number of another kind.")
        _sources[source.kind] = source


def sources() -> Iterator[Source]:
    yield from _sources.values()


def source_of(kind: str) -> Source:
    return _sources[kind]


def numbers_of(kind: str = "") -> tuple[int, ...]:
    """Of a kind, or of all that are not apart."""
    found = [source_of(kind)] if kind else [row for row in sources() if not row.is_apart]
    return tuple(source.number for source in found)


def name_sources() -> list[Source]:
    return [source for source in sources() if source.has_names]
