"""Answers what somebody typed, from what readers may see now.

    query = parse('"rust and bone" audiard -festival')
    results = find(query, kind="review", facets={"publication": "3"}, order="date", page=2)

    results.hits        # of the page; hit.kind, hit.row, hit.title, snippet and names as Pieces
    results.total, results.pages, results.page
    results.counts      # {"review": 12, "film": 1, "comment": 3}: hits of each kind
    results.has_more    # there are more hits than `total`: only the newest 1,000 were looked at
    results.capped      # {"comment", ""}: kinds, or all together, of which there may be more
    results.facets      # {"publication": {"3": 9}}: how many hits have each value
    results.corrected   # the Query that was answered instead, or None
    results.names       # where nothing was found, the nearest names: name.kind, name.row

    complete("ch")      # names while typing: name.kind, name.row

Every hit has passed the words of QuerySets that pages ask by (`Source.visible`). Kinds that are
apart, such as comments, are among the hits of their own kind alone.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from core.page_tags import ANYTHING, show

from .correction import corrections
from .engine import Found, Terms, engine
from .index import update_some
from .models import Document
from .names import Name, called, nearest_names, suggest
from .query import Query, parse
from .snippets import Piece, mark, snippet
from .sources import numbers_of, source_of, sources
from .text import words
from .visible import keys_by_kind, visible

MAX_BEST = 200  # by title, names and summary
MAX_NEWEST = 1000  # by all words
MAX_COUNTED = 200  # of a kind that is apart and not asked for
PER_PAGE = 20
MOST_BATCHES = 3  # of changes that a search waits for
FACETS = ("publication", "critic", "year", "genre", "verdict")
_VALUE = re.compile(r"[a-z0-9_-]{1,40}")
_NOTHING = "none"  # no document has it


class Hit(NamedTuple):
    row: Any
    document: Document
    query: Query

    @property
    def kind(self) -> str:
        return self.document.kind

    @property
    def title(self) -> list[Piece]:
        return mark(self.document.title, self.query.phrases)

    @property
    def snippet(self) -> list[Piece]:
        """From the body, or where that has none of the words and the summary does, from there."""
        body = snippet(self.document.body, self.query.phrases)
        if any(piece.is_marked for piece in body):
            return body
        summary = snippet(self.document.summary, self.query.phrases)
        return summary if any(piece.is_marked for piece in summary) else body or summary

    @property
    def names(self) -> list[tuple[str, list[Piece]]]:
        """Other titles and people by which it was found, where it shows none of the words."""
        if any(piece.is_marked for piece in (*self.title, *self.snippet)):
            return []
        names = [(name, mark(name, self.query.phrases)) for name in self.document.names.split(", ")]
        return [(name, pieces) for name, pieces in names if any(p.is_marked for p in pieces)]


@dataclass
class Results:
    query: Query
    kind: str = ""
    page: int = 1
    found: Sequence[Found] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    has_more: bool = False
    capped: Set[str] = frozenset()
    corrected: Query | None = None
    names: Sequence[Name] = ()

    @property
    def total(self) -> int:
        return len(self.found)

    @property
    def number_together(self) -> int:
        """How many of all kinds that are not apart."""
        return sum(n for kind, n in self.counts.items() if not source_of(kind).is_apart)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def facets(self) -> dict[str, Counter[str]]:
        tokens = Counter(token for found in self.found for token in found.facets.split())
        counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for token, number in tokens.items():
            name, _colon, value = token.partition(":")
            if name in counted:
                counted[name][value] = number
        return counted

    @property
    def hits(self) -> list[Hit]:
        found = self.found[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]
        documents = Document.objects.in_bulk([row.key for row in found])
        rows = {
            (kind, key): row
            for kind, keys in keys_by_kind(found).items()
            for key, row in source_of(kind).listed().in_bulk(keys).items()
        }
        places = [(row.key, (row.kind, row.object_id)) for row in found]
        query = self.corrected or self.query
        return [
            Hit(rows[place], documents[key], query)
            for key, place in places
            if place in rows and key in documents
        ]


class OutOfStep(Exception):
    """So much changed at once that nobody should wait for the index; workers go on with it."""


def bring_up_to_date() -> None:
    show(ANYTHING)  # any row may have the words now
    if not update_some(MOST_BATCHES):
        raise OutOfStep


def find(
    query: Query,
    kind: str = "",
    facets: Mapping[str, str] | None = None,
    order: str = "relevance",
    page: int = 1,
) -> Results:
    """The answer; to a query that finds nothing, that to the nearest words. May raise OutOfStep."""
    bring_up_to_date()
    tokens = [_token(name, value) for name, value in (facets or {}).items() if value]
    kind = kind if kind in {source.kind for source in sources()} else ""
    results = _find(query, kind, tokens, order)
    # What is apart, in readers’ spelling, counts for itself.
    if not results.total and not query.is_empty and not results.number_together:
        results = _nearest(results, tokens, order)
    results.page = min(max(page, 1), results.pages)
    return results


def complete(typed: str) -> list[Name]:
    """Names that begin so, or have a word that does."""
    bring_up_to_date()
    return suggest(typed)


def count(query: Query) -> int:
    """How many hits of all kinds that are not apart, up to the most that are counted."""
    return len(_found(query, "", [], "date", MAX_NEWEST)[0])


def keys_with_words(kind: str, text: str) -> list[int]:
    """The newest rows of a kind that have all words of a text; for a search that has more rules."""
    query = parse(text)
    if query.is_empty:
        return []
    update_some()
    terms = Terms(numbers_of(kind), query.phrases, query.without)
    return [row.object_id for row in engine().newest(terms, MAX_NEWEST, is_ranked=False)]


def _nearest(results: Results, tokens: list[str], order: str) -> Results:
    """What the nearest words find, if there are any, beside the nearest names."""
    query = results.query
    if tokens and count(query):
        return results  # the words are right, and the filters leave nothing of them
    names = nearest_names(query.text)
    for corrected in corrections(query, names):
        found = _find(corrected, results.kind, tokens, order)
        if found.number_together:
            counts = {**found.counts, **results.counts}
            return replace(found, query=query, corrected=corrected, counts=counts, names=names)
    return replace(results, names=names)


def _token(name: str, value: str) -> str:
    return f"{name}:{value}" if name in FACETS and _VALUE.fullmatch(value) else _NOTHING


def _find(query: Query, kind: str, tokens: list[str], order: str) -> Results:
    results = Results(query, kind)
    if query.is_empty:
        return results
    kinds = ["", *(source.kind for source in sources() if source.is_apart), kind]
    found = {
        name: _found(query, name, tokens, order, MAX_NEWEST if name in {"", kind} else MAX_COUNTED)
        for name in dict.fromkeys(kinds)
    }
    together = [row for name in found for row in found[name][0]]
    results.counts = {name: len(keys) for name, keys in keys_by_kind(together).items()}
    results.found, results.has_more = found[kind]
    results.capped = {name for name in found if found[name][1]}
    return results


def _found(
    query: Query, kind: str, tokens: list[str], order: str, limit: int
) -> tuple[list[Found], bool]:
    """What is found of a kind, in order, and whether there is more."""
    terms = Terms(numbers_of(kind), query.phrases, query.without, tuple(tokens))
    newest = engine().newest(terms, limit, is_ranked=order != "date")
    has_more = len(newest) == limit
    if order != "date":
        # What is apart has a body alone.
        best = [] if terms.are_apart else engine().best(terms, MAX_BEST)
        newest = _ranked(_called(query, terms), best, newest)
    return visible(newest), has_more


def _ranked(called: list[Found], best: list[Found], newest: list[Found]) -> list[Found]:
    """Those called so, then those with the words in their heads, and then the others."""
    rest = sorted(newest, key=lambda row: -row.score)
    return list({row.key: row for row in [*called, *best, *rest]}.values())


def _called(query: Query, terms: Terms) -> list[Found]:
    """What has the very words as its name, which those with more words would outnumber.

    People and films come before reviews, and what is called so first of all before what was.
    """
    if terms.are_apart or query.without:
        return []
    asked = {*words(query.text)}  # its article too
    found = [
        document
        for document in _documents(called(query.text))
        if asked <= {*words(document.title), *words(document.names)}
        and source_of(document.kind).number in terms.numbers
        and set(terms.tokens) <= set(document.facets.split())
    ]
    found.sort(key=lambda row: (source_of(row.kind).number, asked != {*words(row.title)}, -row.id))
    return [Found(row.id, row.kind, row.object_id, row.facets, 0) for row in found]


def _documents(keys: Mapping[str, list[int]]) -> QuerySet[Document]:
    """Of these rows of each kind."""
    places = [Q(kind=kind, object_id__in=found) for kind, found in keys.items()]
    return Document.objects.filter(reduce(or_, places)) if places else Document.objects.none()
