"""What somebody probably meant who typed words that stand nowhere."""

from dataclasses import replace

from .engine import Terms, engine
from .names import nearest_names, word_similarity
from .query import Query
from .sources import numbers_of
from .text import words
from .visible import visible

MAX_WORDS = 4  # that are looked for among the names
ENOUGH = 50  # documents: of the newest, some may be scheduled
NEAR = 0.6  # of 1, which is equal


def correct(query: Query) -> Query | None:
    """The query with the nearest words of names instead of those that stand nowhere; or None."""
    unknown = [word for word in query.words if not _stands_somewhere(word)][:MAX_WORDS]
    meant = {word: _nearest_word(word) for word in unknown}
    if not unknown or "" in meant.values():
        return None
    phrases = tuple(tuple(meant.get(word, word) for word in phrase) for phrase in query.phrases)
    text = " ".join(meant.get(word, word) for word in query.words)
    return replace(query, text=text, phrases=phrases)


def _stands_somewhere(word: str) -> bool:
    terms = Terms(numbers_of(), ((word,),))
    return bool(visible(engine().newest(terms, ENOUGH, is_ranked=False)))


def _nearest_word(word: str) -> str:
    near = (other for name in nearest_names(word) for other in words(name.folded))
    scored = max(((word_similarity(word, other), other) for other in near), default=(0.0, ""))
    return scored[1] if scored[0] >= NEAR else ""
