"""The passage of a text that holds most of what was asked for, with it marked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from .query import Phrase
from .text import UNSPACED, all_words, chunk_words, is_of_word, parted_words

LENGTH = 32  # words, or characters of a script without blanks
BEFORE = 6  # of these, before the first that is marked
# A character, or what stands between two blanks, with the blank before it.
_UNSPACED_CHUNK = re.compile(rf"\s*(?:{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\S)+)")


class Piece(NamedTuple):
    text: str
    is_marked: bool


def snippet(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """The passage, or the beginning; … where the text goes on."""
    chunks = _chunks(text)
    found = _find(chunks, phrases)
    start = _best_start(found)
    end = start + LENGTH
    before = [Piece("…", False)] if start else []
    after = [Piece(" …", False)] if end < len(chunks) else []
    return [*before, *_pieces(chunks[start:end], start, found), *after]


def mark(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """A whole text, such as a title."""
    chunks = _chunks(text)
    return _pieces(chunks, 0, _find(chunks, phrases))


def _chunks(text: str) -> list[str]:
    if UNSPACED.search(text):
        return _UNSPACED_CHUNK.findall(text)
    first, *rest = text.split(" ")
    return [first, *(f" {chunk}" for chunk in rest)]


def _find(chunks: Sequence[str], phrases: Sequence[Phrase]) -> dict[int, Phrase]:
    """The phrase that each chunk belongs to, if any, in the order of the chunks."""
    found: dict[int, Phrase] = {}
    firsts = {phrase[0] for phrase in phrases}
    for at, chunk in enumerate(chunks):
        if firsts.isdisjoint(all_words(chunk)):
            continue
        if firsts.isdisjoint(chunk_words(chunk)):
            found |= [(at, (word,)) for word in parted_words(chunk) if (word,) in phrases]
        else:
            for phrase in phrases:
                found |= _run(chunks[at : at + len(phrase)], at, phrase)
    return dict(sorted(found.items()))


def _run(chunks: Sequence[str], start: int, phrase: Phrase) -> dict[int, Phrase]:
    """The phrase where it begins in the first of the chunks."""
    flat = [(word, at) for at, chunk in enumerate(chunks, start) for word in chunk_words(chunk)]
    for place, (_word, at) in enumerate(flat):
        run = flat[place : place + len(phrase)]
        if at == start and tuple(word for word, _at in run) == phrase:
            return {at: phrase for _word, at in run}
    return {}


def _best_start(found: dict[int, Phrase]) -> int:
    """Where the passage begins that has most phrases, the first of its like."""
    places, best, start, first = list(found), 0, 0, 0
    inside: Counter[Phrase] = Counter()
    for place in places:
        inside[found[place]] += 1
        while place - places[first] >= LENGTH - BEFORE:
            inside[found[places[first]]] -= 1
            first += 1
        if (number := sum(1 for count in inside.values() if count > 0)) > best:
            best, start = number, places[first]
    return max(start - BEFORE, 0)


def _pieces(chunks: Sequence[str], start: int, found: dict[int, Phrase]) -> list[Piece]:
    parts = [part for at, chunk in enumerate(chunks, start) for part in _parts(chunk, at in found)]
    return [
        Piece("".join(part.text for part in same), is_marked)
        for is_marked, same in groupby(parts, key=lambda part: part.is_marked)
    ]


def _parts(chunk: str, is_marked: bool) -> Iterator[Piece]:
    """The chunk, marked without the signs around its word."""
    inside = [at for at, char in enumerate(chunk) if is_marked and is_of_word(char)]
    start, end = (inside[0], inside[-1] + 1) if inside else (0, 0)
    texts = (chunk[:start], chunk[start:end], chunk[end:])
    for text, is_word in zip(texts, (False, True, False), strict=True):
        if text:
            yield Piece(text, is_word)
