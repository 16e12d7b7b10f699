"""Names of what readers may see: the nearest to what was typed, and those that begin so.

The folded names of all rows stand in one table, with an index of three letters at a time
(`core/migrations/0003_name_trigrams.py`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from django.db import connection, transaction

from core.models import SearchName
from core.text import fold
from core.trigrams import HAVING_GRAMS, grams_of, match

from .query import QUOTES
from .sources import Source, name_sources, sources

MAX_TEXT = 100  # characters that are compared
CANDIDATES = 100  # names that are compared
SHORT = 6  # letters of a word that shares few threes with what was meant
MANY_CANDIDATES = 300  # for it
MANY_ROWS = 6000  # that share some three letters, and are ranked
MIN_SCORE = 0.35  # of 1, which is equal
SUGGESTED = 40  # names that begin so, of which some may not be visible
CALLED = 50  # rows of one name
_YEAR = re.compile(r" \(\d{4}\)$")  # as suggestions of films have it

# The nearest at a glance, to be compared letter by letter. On PostgreSQL a word may also be like a
# part of the name.
SIMILAR = {
    "sqlite": """
        SELECT name.model_label, name.object_id, name.folded
        FROM core_searchname_trigram AS trigram
        JOIN core_searchname AS name ON name.id = trigram.rowid
        WHERE core_searchname_trigram MATCH %(grams)s AND name.model_label IN ({labels})
        ORDER BY trigram.rank LIMIT %(limit)s
    """,
    "postgresql": """
        SELECT model_label, object_id, folded FROM core_searchname
        WHERE (folded %% %(text)s OR %(text)s <%% folded) AND model_label IN ({labels})
        ORDER BY least(folded <-> %(text)s, %(text)s <<-> folded) LIMIT %(limit)s
    """,
}
HOW_OFTEN = "SELECT doc, term FROM core_searchname_vocab WHERE term IN ({}) ORDER BY doc"
THRESHOLD = "SELECT set_config('pg_trgm.word_similarity_threshold', '0.3', true)"
BEGINNING = """
    SELECT model_label, object_id, folded FROM core_searchname
    WHERE {narrow} model_label IN ({labels})
    AND (folded LIKE %(first)s ESCAPE '\\' OR folded LIKE %(later)s ESCAPE '\\')
    ORDER BY folded NOT LIKE %(first)s ESCAPE '\\', length(folded), folded LIMIT %(limit)s
"""
NARROW = {
    "sqlite": f"id IN ({HAVING_GRAMS.replace('%s', '%(grams)s')}) AND",
    "postgresql": "",
}


class Name(NamedTuple):
    """A row, and the folded name of it that was near."""

    kind: str
    row: Any
    folded: str


class _Candidate(NamedTuple):
    label: str
    object_id: int
    folded: str


def called(text: str) -> dict[str, list[int]]:
    """The rows of each kind that have just this name or title; some may not be visible."""
    kinds = {source.model_label: source.kind for source in sources()}
    folded = _YEAR.sub("", fold(text.strip(QUOTES)))
    rows = SearchName.objects.filter(model_label__in=kinds, folded=folded)
    found: dict[str, list[int]] = {}
    for label, key in rows.order_by("pk").values_list("model_label", "object_id")[:CALLED]:
        found.setdefault(kinds[label], []).append(key)
    return found


def nearest_names(text: str, limit: int = 5) -> list[Name]:
    return _visible(nearest(text), limit)


def nearest(text: str) -> list[_Candidate]:
    """Whether readers may see them or not, the nearest first."""
    folded = fold(text)[:MAX_TEXT].strip()
    if not folded:
        return []
    is_short = len(folded) <= SHORT
    found = _similar(folded, MANY_CANDIDATES if is_short else CANDIDATES)
    nearness = nearness_to(folded)
    scored = ((nearness(name.folded), name) for name in found)
    near = [(score, name) for score, name in scored if score >= MIN_SCORE]
    near.sort(key=lambda pair: (-pair[0], len(pair[1].folded), pair[1]))
    return [name for _score, name in near]


def suggest(prefix: str, limit: int = 8) -> list[Name]:
    """Names with a word that begins so, from two letters on."""
    folded = fold(prefix)[:MAX_TEXT]
    if len(folded) < 2:
        return []
    like = connection.ops.prep_for_like_query(folded)
    values: dict[str, str | int] = {
        "first": f"{like}%",
        "later": f"% {like}%",
        "grams": match(grams_of(f" {folded}"), "AND"),
        "limit": SUGGESTED,
    }
    return _visible(_query(BEGINNING, values), limit)


def nearness_to(text: str) -> Callable[[str], float]:
    """How near a name is to the text, up to 1; to a single word, its nearest word."""
    if " " in text:
        return partial(_overlap, text)
    of_word = cache(partial(word_similarity, text))  # names share words
    # The length of the rest tells equals apart.
    return lambda name: max(of_word(word.strip(',.:;!?()“”"')) for word in name.split())


def _overlap(one: str, other: str) -> float:
    grams, others = set(grams_of(f" {one} ")), set(grams_of(f" {other} "))
    return len(grams & others) / (len(grams | others) or 1)


def word_similarity(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if longest - min(len(one), len(other)) > longest // 2:
        return 0.0
    return 1 - edits(one, other) / (longest or 1)


def edits(one: str, other: str) -> int:
    """Letters lost, added, changed or swapped with their neighbour between two words."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, wanted in enumerate(other, 1):
            least = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != wanted))
            if at > 1 < place and letter == other[place - 2] and one[at - 2] == wanted:
                least = min(least, before[place - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


def _similar(folded: str, limit: int) -> list[_Candidate]:
    values: dict[str, str | int] = {"text": folded, "limit": limit}
    if connection.vendor == "sqlite":
        grams = match(_rare(grams_of(f" {folded} ")), "OR")
        return _query(SIMILAR["sqlite"], values | {"grams": grams}) if grams else []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(THRESHOLD)
        return _query(SIMILAR["postgresql"], values)


def _rare(grams: list[str]) -> list[str]:
    """The rarest of those in any name; what is in too many tells little, and costs most."""
    found: list[str] = []
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(HOW_OFTEN.format(", ".join(["%s"] * len(grams))), grams)
        for number, gram in cursor.fetchall():
            rows += number
            if found and rows > MANY_ROWS:
                break
            found.append(gram)
    return found


def _query(sql: str, values: Mapping[str, str | int]) -> list[_Candidate]:
    labels = {f"label{at}": label for at, label in enumerate(_sources_by_label())}
    sql = sql.replace("{labels}", ", ".join(f"%({name})s" for name in labels))
    sql = sql.replace("{narrow}", NARROW[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, **labels})
        return [_Candidate(*row) for row in cursor.fetchall()]


def _sources_by_label() -> dict[str, Source]:
    return {source.model_label: source for source in name_sources()}


def _visible(candidates: Iterable[_Candidate], limit: int) -> list[Name]:
    """The first of them, each row once, that readers may see."""
    places: dict[tuple[str, int], str] = {}
    for label, key, folded in candidates:
        places.setdefault((label, key), folded)
    left, names = list(places.items()), list[Name]()
    while left and len(names) < limit:
        batch, left = left[: 2 * limit], left[2 * limit :]
        rows = _visible_rows(place for place, _folded in batch)
        names += [Name(*rows[place], folded) for place, folded in batch if place in rows]
    return names[:limit]


def _visible_rows(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, Any]]:
    keys: dict[str, list[int]] = {}
    for label, key in places:
        keys.setdefault(label, []).append(key)
    sources = _sources_by_label()
    return {
        (label, key): (sources[label].kind, row)
        for label, several in keys.items()
        for key, row in sources[label].visible().in_bulk(several).items()
    }
