"""What somebody probably meant who typed words that stand nowhere."""

from collections.abc import Sequence
from dataclasses import replace

from core.text import fold

from .engine import Terms, engine
from .names import Name, edits, nearest_names
from .query import Query
from .sources import numbers_of
from .text import words
from .visible import visible

MAX_WORDS = 4  # that are looked for among the names
ENOUGH = 50  # documents: of the newest, some may be scheduled
SHORTEST = 5  # letters of a word that is corrected: of the short, many are alike
LONG = 8  # letters of one that may differ in two


def correct(query: Query, names: Sequence[Name]) -> Query | None:
    """The query with the nearest words of names instead of those that stand nowhere; or None.

    `names` are the nearest to its whole text.
    """
    unknown = [word for word in query.words if not _stands_somewhere(word)][:MAX_WORDS]
    whole = fold(query.text)
    meant = {
        word: _nearest_word(word, names if word == whole else nearest_names(word))
        for word in unknown
    }
    if not unknown or "" in meant.values():
        return None
    phrases = tuple(tuple(meant.get(word, word) for word in phrase) for phrase in query.phrases)
    text = " ".join(meant.get(word, word) for word in query.words)
    return replace(query, text=text, phrases=phrases)


def _stands_somewhere(word: str) -> bool:
    terms = Terms(numbers_of(), ((word,),))
    return bool(visible(engine().newest(terms, ENOUGH, is_ranked=False)))


def _nearest_word(word: str, names: Sequence[Name]) -> str:
    if len(word) < SHORTEST:
        return ""
    near = {other for name in names for other in words(name.folded)}
    most = 2 if len(word) >= LONG else 1
    scored = [(edits(word, other), other) for other in near if abs(len(word) - len(other)) <= most]
    least = min(scored, default=(most + 1, ""))
    return least[1] if least[0] <= most else ""
