"""What somebody probably meant who typed words that stand nowhere."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from core.text import fold

from .engine import Terms, engine
from .names import Name, edits, nearest_names
from .query import Query, parse
from .sources import numbers_of
from .text import chunk_words, words
from .visible import visible

MAX_WORDS = 4  # that are looked for among the names
ENOUGH = 50  # documents: of the newest, some may be scheduled
SHORTEST = 5  # letters of a word that is corrected: of the short, many are alike
LONG = 8  # letters of one that may differ in two
_WORD = re.compile(r"[\w'’]+")


class _Near(NamedTuple):
    edits: int
    word: str
    name: Name


def corrections(query: Query, names: Sequence[Name]) -> Iterator[Query]:
    """What may have been meant, the likeliest first; `names` are the nearest to its whole text.

    First the nearest words of names instead of those that stand nowhere, then a whole name.
    """
    texts = (_with_nearest_words(query, names), _nearest_name(query, names))
    for corrected in map(parse, filter(None, texts)):
        if corrected.phrases != query.phrases:
            yield corrected


def _with_nearest_words(query: Query, names: Sequence[Name]) -> str:
    """What was typed with other words; nothing where one is like no word of a name."""
    unknown = [word for word in query.words if not _stands_somewhere(word)][:MAX_WORDS]
    meant = {
        word: _nearest_word(word, names if word == fold(query.text) else nearest_names(word))
        for word in unknown
    }
    if not unknown or "" in meant.values():
        return ""
    return _WORD.sub(lambda found: meant.get(fold(found[0]), found[0]), query.text)


def _stands_somewhere(word: str) -> bool:
    terms = Terms(numbers_of(), ((word,),))
    return bool(visible(engine().newest(terms, ENOUGH, is_ranked=False)))


def _nearest_word(word: str, names: Sequence[Name]) -> str:
    """As it is written in its name."""
    if len(word) < SHORTEST:
        return ""
    near = (
        _Near(edits(word, other), other, name)
        for name in names
        for other in words(name.folded)
        if _is_near(word, other)
    )
    best = min(near, key=lambda found: found[:2], default=None)
    return _as_written(best.word, best.name) if best else ""


def _is_near(word: str, other: str) -> bool:
    most = 2 if len(word) >= LONG else 1
    return abs(len(word) - len(other)) <= most and edits(word, other) <= most


def _as_written(word: str, name: Name) -> str:
    chunks = _WORD.findall(" ".join(name.row.search_names()))
    return next((chunk for chunk in chunks if chunk_words(chunk) == (word,)), word)


def _nearest_name(query: Query, names: Sequence[Name]) -> str:
    """A name with as many words, each near to the typed, or the same with other blanks."""
    typed = words(query.text)
    if query.without or len("".join(typed)) < SHORTEST:
        return ""
    for written in chain.from_iterable(name.row.search_names() for name in names):
        others = words(written)
        are_near = len(typed) == len(others) and all(map(_is_near, typed, others))
        if are_near or "".join(typed) == "".join(others):
            return str(written)
    return ""
