"""The word lists: literal words and phrases, compared as folded words."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from comments.models import SpamWord

from .parsed_text import ParsedText, fold, words_of


def find_blocked(text: ParsedText) -> list[SpamWord]:
    """The listed words that a text, its name or its links have.

    One query, and no expression is ever run.
    """
    line = _line([*text.words, "", *text.name_words, "", *_words_in(" ".join(text.hosts))])
    return [
        row
        for row in SpamWord.objects.all()
        if (phrase := _phrase(row.word)).strip() and phrase in line
    ]


@lru_cache(maxsize=10_000)
def _phrase(word: str) -> str:
    """A listed word as it stands in a folded text.

    Kept, for a long list costs more to fold than the text.
    """
    return _line(_words_in(word))


def _words_in(text: str) -> Iterator[str]:
    return words_of(fold(text))


def _line(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
