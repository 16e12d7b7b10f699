"""What somebody typed, as words that have to be there, phrases, and words that must not be."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from core.sorting import articles_of

from .text import UNSPACED, words

MAX_TEXT = 300  # characters that are read
MAX_TERMS = 12  # words and phrases
MAX_PHRASE = 12  # words of one

QUOTES = '"“”„‟«»‹›「」『』〝〞〟＂'
_TERM = re.compile(rf"([-−–]?)(?:[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?|([^\s{QUOTES}]+))")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """Each word is a phrase of one, and so is a name with a dash or a run of Chinese one of more.

    `text` is what was typed, in one line.
    """

    text: str
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.phrases

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for phrase in self.phrases for word in phrase))


def as_typed(phrase: Phrase) -> str:
    """A text that `parse` reads as this phrase, and nobody as another."""
    if all(map(UNSPACED.match, phrase)):
        return "".join(phrase)
    return phrase[0] if len(phrase) == 1 else f'"{" ".join(phrase)}"'


def parse(text: str) -> Query:
    """Read what was typed. Whatever it is, it is a query; one without words is empty."""
    line = " ".join(text.replace("\x00", " ").split())[:MAX_TEXT].strip()
    asked: dict[bool, dict[Phrase, None]] = {False: {}, True: {}}
    for minus, quoted, word in _TERM.findall(line):
        if phrase := tuple(words(quoted or word)[:MAX_PHRASE]):
            asked[bool(minus)][phrase] = None
    phrases, without = (tuple(asked[is_minus])[:MAX_TERMS] for is_minus in (False, True))
    return Query(line, _without_article(phrases), without)


def _without_article(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """“the prophet” finds “A Prophet” too: few remember which article a title has."""
    articles = [*articles_of("en"), *articles_of(get_language() or "")]
    is_article = len(phrases) > 1 and phrases[0] in {(word,) for word in articles}
    return phrases[1:] if is_article else phrases
