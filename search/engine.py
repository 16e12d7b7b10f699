"""The index itself: FTS5 on SQLite, two `tsvector` columns on PostgreSQL.

Both are given folded words, split by `search/text.py`, so both find the same. `head` holds title,
names and summary, `whole` the body besides.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from .models import KIND_BITS, Document
from .text import indexed_words

MAX_WORDS = 16_000  # of a text; PostgreSQL counts places so far, and an essay has 10,000
WEIGHTS = {"title": "A", "names": "B", "summary": "C", "body": "D"}
HEAD = ("title", "names", "summary")
COLUMNS = ("id", "kind", "object_id", "facets", "title", "names", "summary", "body")
MAX_RANKED = 4000  # heads, the newest; a word that more have says little about any


class Terms(NamedTuple):
    """What a document must have: each of the phrases, none of those without, each token.

    `numbers` are those of its kinds. A token for each kind would be in so many documents that
    FTS5 took longer to count them than to find a word.
    """

    numbers: tuple[int, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    tokens: tuple[str, ...] = ()

    @property
    def are_apart(self) -> bool:
        return self.numbers[0] < 0

    def is_of_kind(self, key: str) -> str:
        """The SQL that says it of a document by its key; what is apart has keys below 0."""
        sign, numbers = "<" if self.are_apart else ">=", map(str, map(abs, self.numbers))
        return f"{key} {sign} 0 AND {key} & {2**KIND_BITS - 1} IN ({', '.join(numbers)})"


def _values_of(document: Document) -> tuple[int | str, ...]:
    return tuple(getattr(document, name) for name in COLUMNS)


class Found(NamedTuple):
    key: int
    kind: str
    object_id: int
    facets: str
    score: float  # the more, the better


class Engine:
    """Writes and finds documents in SQL of its own: Django would take several times as long."""

    INSERT = """
        INSERT INTO search_document (id, kind, object_id, facets, title, names, summary, body{more})
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s{values})
    """

    def lock(self) -> None:
        """Until the transaction ends nobody else writes documents; who tries to waits.

        SQLite has one writer at a time anyway.
        """

    def remove(self, keys: Sequence[int]) -> None:
        """Drop the documents, and with them their words."""
        sql = "DELETE FROM search_document WHERE id = %s"
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(key,) for key in keys])

    def found(self, sql: str, values: Sequence[str | int] | Mapping[str, str | int]) -> list[Found]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(map(Found._make, cursor.fetchall()))


class SQLite(Engine):
    CREATE = (
        "CREATE VIRTUAL TABLE search_index USING fts5(title, names, summary, body, facets, "
        """tokenize = "ascii tokenchars ':-_'")""",
        "INSERT INTO search_index (search_index, rank) "
        "VALUES ('rank', 'bm25(10.0, 6.0, 3.0, 1.0, 0.0)')",
        "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document "
        "BEGIN DELETE FROM search_index WHERE rowid = OLD.id; END",
    )
    ORPHANS = "FROM search_index WHERE rowid NOT IN (SELECT id FROM search_document)"
    # All of a document that `SELECT` asks for: hundreds of its rows, with their texts, would be
    # more pages than a connection keeps.
    CREATE_COVERING = (
        "CREATE INDEX search_document_found ON search_document (id, kind, object_id, facets)"
    )
    NEWEST = """
        SELECT rowid, {score} AS score FROM search_index
        WHERE search_index MATCH %s AND {is_of_kind} ORDER BY rowid DESC LIMIT %s
    """
    BEST = f"SELECT * FROM ({NEWEST}) ORDER BY score LIMIT %s"  # noqa: S608 (our own words)
    SELECT = """
        SELECT document.id, document.kind, document.object_id, document.facets, -found.score
        FROM ({found}) AS found
        JOIN search_document AS document INDEXED BY search_document_found
        ON document.id = found.rowid
    """

    def row(self, document: Document) -> tuple[int | str, ...]:
        texts = (" ".join(indexed_words(getattr(document, name))[:MAX_WORDS]) for name in WEIGHTS)
        return (document.id, *texts, document.facets)

    def write(self, documents: Sequence[Document]) -> None:
        sql = (
            "INSERT INTO search_index (rowid, title, names, summary, body, facets) "
            "VALUES (%s, %s, %s, %s, %s, %s)"
        )
        plain = self.INSERT.format(more="", values="")
        with connection.cursor() as cursor:
            cursor.executemany(plain, [_values_of(document) for document in documents])
            cursor.executemany(sql, [self.row(document) for document in documents])

    def damaged(self, documents: Sequence[Document]) -> set[int]:
        """The keys of those that the index holds otherwise."""
        found = {}
        with connection.cursor() as cursor:
            for document in documents:
                sql = "SELECT rowid, * FROM search_index WHERE rowid = %s"
                cursor.execute(sql, [document.id])
                found[document.id] = cursor.fetchone()
        return {document.id for document in documents if found[document.id] != self.row(document)}

    def count_orphans(self) -> int:
        """How many rows of the index have no document."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {self.ORPHANS}")
            return int(cursor.fetchone()[0])

    def delete_orphans(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE {self.ORPHANS}")

    def best(self, terms: Terms, limit: int) -> list[Found]:
        """By their heads, the best first."""
        return self._find(self.BEST, HEAD, terms, "rank", MAX_RANKED, limit)

    def newest(self, terms: Terms, limit: int, is_ranked: bool = True) -> list[Found]:
        """By all their words, the newest first."""
        score = "rank" if is_ranked else "0"
        return self._find(self.NEWEST, tuple(WEIGHTS), terms, score, limit)

    def _find(
        self, sql: str, columns: Iterable[str], terms: Terms, score: str, *limits: int
    ) -> list[Found]:
        found = sql.format(score=score, is_of_kind=terms.is_of_kind("rowid"))
        return self.found(self.SELECT.format(found=found), [self._match(columns, terms), *limits])

    def _match(self, columns: Iterable[str], terms: Terms) -> str:
        tokens = " AND ".join(f'"{token}"' for token in terms.tokens)
        parts = [f"{{facets}} : ({tokens})"] if tokens else []
        parts += [f"{{{' '.join(columns)}}} : {_quoted(phrase)}" for phrase in terms.phrases]
        everywhere = " ".join(WEIGHTS)
        without = "".join(f" NOT {{{everywhere}}} : {_quoted(phrase)}" for phrase in terms.without)
        return f"({' AND '.join(parts)}){without}"


def _quoted(phrase: Iterable[str]) -> str:
    return f'"{" ".join(phrase)}"'


class PostgreSQL(Engine):
    CREATE = (
        "ALTER TABLE search_document ADD COLUMN head tsvector, ADD COLUMN whole tsvector",
        "CREATE INDEX search_document_head ON search_document USING gin (head) "
        "WITH (fastupdate = off)",
        "CREATE INDEX search_document_whole ON search_document USING gin (whole) "
        "WITH (fastupdate = off)",
        # Without it the planner takes any word for a rare one, and reads the whole table.
        "CREATE STATISTICS search_document_number ON (id & 15) FROM search_document",
    )
    LOCK = 1_718_603_897  # among the advisory locks of the database, any number of our own
    SELECT = """
        SELECT id, kind, object_id, facets, {score} AS score FROM (
            SELECT * FROM search_document
            WHERE {column} @@ %(all)s::tsquery AND {is_of_kind} ORDER BY id DESC LIMIT %(most)s
        ) AS document ORDER BY {order} LIMIT %(limit)s
    """

    def lock(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [self.LOCK])

    def row(self, document: Document) -> tuple[str, str]:
        place, head = 0, []
        for name in HEAD:
            found, place = _vector(getattr(document, name), place, WEIGHTS[name])
            head.append(found)
        body, _place = _vector(document.body, place, WEIGHTS["body"])
        tokens = " ".join(f"'{token}'" for token in document.facets.split())
        return " ".join([*head, tokens]), " ".join([*head, body, tokens])

    def write(self, documents: Sequence[Document]) -> None:
        sql = self.INSERT.format(more=", head, whole", values=", %s::tsvector, %s::tsvector")
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(*_values_of(row), *self.row(row)) for row in documents])

    def damaged(self, documents: Sequence[Document]) -> set[int]:
        sql = (
            "SELECT 1 FROM search_document "
            "WHERE head = %s::tsvector AND whole = %s::tsvector AND id = %s"
        )
        found = set()
        with connection.cursor() as cursor:
            for document in documents:
                cursor.execute(sql, (*self.row(document), document.id))
                if not cursor.fetchone():
                    found.add(document.id)
        return found

    def count_orphans(self) -> int:
        return 0  # the index is columns of the documents

    def delete_orphans(self) -> None:
        pass

    def best(self, terms: Terms, limit: int) -> list[Found]:
        # Among a long document's words each counts less.
        score = "ts_rank(head, %(words)s::tsquery, 1)"
        return self._find(score, "head", "score DESC", terms, MAX_RANKED, limit)

    def newest(self, terms: Terms, limit: int, is_ranked: bool = True) -> list[Found]:
        score = "ts_rank(whole, %(words)s::tsquery, 1)" if is_ranked else "0"
        return self._find(score, "whole", "id DESC", terms, limit, limit)

    def _find(
        self, score: str, column: str, order: str, terms: Terms, most: int, limit: int
    ) -> list[Found]:
        kind = terms.is_of_kind("id")
        sql = self.SELECT.format(score=score, column=column, order=order, is_of_kind=kind)
        asked = " & ".join(map(_followed, terms.phrases))
        rest = [f"!({_followed(phrase)})" for phrase in terms.without]
        rest += [f"'{token}'" for token in terms.tokens]
        values: dict[str, str | int] = {
            "words": asked,
            "all": " & ".join(filter(None, [asked, *rest])),
            "most": most,
            "limit": limit,
        }
        return self.found(sql, values)


def _vector(text: str, place: int, weight: str) -> tuple[str, int]:
    """The words as PostgreSQL writes them down, each with its place; and the last place."""
    found = indexed_words(text)[: MAX_WORDS - place]
    vector = " ".join(f"'{word}':{place + at}{weight}" for at, word in enumerate(found, 1))
    return vector, place + len(found) + 1


def _followed(phrase: Iterable[str]) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"


def engine() -> SQLite | PostgreSQL:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
