"""Text as the index holds it: the same words on both databases, whatever the script."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from core.text import APOSTROPHES, fold

T = TypeVar("T")
MAX_WORD = 60  # characters; PostgreSQL takes no more than 2,046 bytes
MAX_CHARACTERS = 20_000  # that are remembered; a robot may send each that there is
MAX_CHUNK = 40  # characters that are worth remembering

# Scripts that set no blanks between words: each character of theirs is a word, a run is a phrase.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def is_of_word(char: str) -> bool:
    """A letter, a digit or a mark on one."""
    return unicodedata.category(char)[0] in "LNM"


class _Separated(dict[int, str]):
    """What stands for each character: a blank for signs, itself for letters, digits and marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = char if is_of_word(char) else " "
        separated = f" {char} " if UNSPACED.match(char) else shown
        if len(self) < MAX_CHARACTERS:
            self[code] = separated
        return separated


_separated = _Separated()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:MAX_WORD] for word in fold(text).translate(_separated).split()]


def _remembering(split: Callable[[str], T]) -> Callable[[str], T]:
    """The function, with what it gave for chunks of common lengths kept: prose repeats them."""
    kept = lru_cache(8192)(split)

    @wraps(split)
    def remembered(chunk: str) -> T:
        return kept(chunk) if len(chunk) <= MAX_CHUNK else split(chunk)

    return remembered


@_remembering
def chunk_words(chunk: str) -> tuple[str, ...]:
    """The words in what stands between two blanks."""
    return tuple(words(chunk))


@_remembering
def all_words(chunk: str) -> frozenset[str]:
    """Those, and what an apostrophe parts."""
    return frozenset((*chunk_words(chunk), *parted_words(chunk)))


def indexed_words(text: str) -> list[str]:
    """The words in order, and behind them what an apostrophe parts from its neighbour."""
    parted = (word for chunk in text.split() for word in parted_words(chunk))
    return [*words(text), *(dict.fromkeys(parted) if APOSTROPHES.search(text) else ())]


def parted_words(chunk: str) -> tuple[str, ...]:
    """“husband” of “husband’s”, “immortelle” of “l’Immortelle”; no single letter."""
    pieces = APOSTROPHES.split(chunk)
    found = (word for piece in pieces if len(pieces) > 1 for word in chunk_words(piece))
    return tuple(word for word in found if len(word) > 1 and word not in chunk_words(chunk))
