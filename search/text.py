"""Text as the index holds it: the same words on both databases, whatever the script."""

import re
import unicodedata
from functools import lru_cache

from core.text import APOSTROPHES, fold

MAX_WORD = 60  # characters; PostgreSQL takes no more than 2,046 bytes
MAX_CHUNK = 40  # characters that are worth remembering

# Scripts that set no blanks between words: each character of theirs is a word, a run is a phrase.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class _Separated(dict[int, str]):
    """What stands for each character: a blank for signs, itself for letters, digits and marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        separated = char if unicodedata.category(char)[0] in "LNM" else " "
        self[code] = f" {char} " if UNSPACED.match(char) else separated
        return self[code]


_separated = _Separated()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word for chunk in text.split() for word in chunk_words(chunk)]


def chunk_words(chunk: str) -> tuple[str, ...]:
    """The words in what stands between two blanks; prose repeats most of them."""
    return _remembered(chunk) if len(chunk) <= MAX_CHUNK else _split(chunk)


def _split(chunk: str) -> tuple[str, ...]:
    return tuple(word[:MAX_WORD] for word in fold(chunk).translate(_separated).split())


_remembered = lru_cache(8192)(_split)


def indexed_words(text: str) -> list[str]:
    """The words in order, and behind them what an apostrophe parts from its neighbour."""
    parted = (word for chunk in text.split() for word in parted_words(chunk))
    return [*words(text), *(dict.fromkeys(parted) if APOSTROPHES.search(text) else ())]


def parted_words(chunk: str) -> tuple[str, ...]:
    """“husband” of “husband’s”, “immortelle” of “l’Immortelle”; no single letter."""
    pieces = APOSTROPHES.split(chunk)
    found = (word for piece in pieces if len(pieces) > 1 for word in chunk_words(piece))
    return tuple(word for word in found if len(word) > 1 and word not in chunk_words(chunk))
