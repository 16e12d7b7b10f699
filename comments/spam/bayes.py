"""The filter's arithmetic: how near to spam a text is, by the counts of its tokens.

It is naive Bayes with one restraint. Tokens of one kind repeat each other (a word, its pairs and
its pieces stand and fall together), so their log-odds are averaged, not added, and the averages of
the kinds are added. Figures on real and made-up sets: see tests/comments/spam/test_measure.py.
"""

import hashlib
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.crypto import salted_hmac

from comments.models.spam_token import RESERVED

Counts = Mapping[int, tuple[int, int]]  # {key: (spam, ham)}
Keys = Iterable[int]

HELD_FROM = 0.5
MIN_TEXTS = 10  # of each kind; before that the filter says nothing
CAUTION = 0.5  # of a text, added to every count: what was never seen is not impossible
RESERVE = (
    4  # tokens that say nothing, in every average: a few known ones are not sure of themselves
)
MARKS = 2  # marks (links, hosts, signs, length) are few and tell more than words
THRESHOLD = 2.4  # evidence that is asked for before a text counts as spam
THRESHOLDS = [step / 20 for step in range(10, 97)]  # among these a labelled set finds its own
# Chosen on two labelled sets (Psy, Katy Perry), beside the sets on which the filter is measured:
# see bench/README.md.
MAX_HAM_HELD = 0.0075  # the share of ham that the filter may hold in the set it was fitted to


def keys_of(tokens: Iterable[str]) -> Iterator[int]:
    """The hash of each token, keyed, so that no dictionary can read the table."""
    secret = salted_hmac("comments.spam", "tokens", algorithm="sha256").digest()
    for token in tokens:
        digest = hashlib.blake2b(
            token.encode("utf-8", "replace"), digest_size=8, key=secret
        ).digest()
        key = int.from_bytes(digest, signed=True)
        yield key if key not in RESERVED else max(RESERVED) + 1


def evidence_of(kinds: Iterable[Keys], counts: Counts, totals: tuple[int, int]) -> float:
    """What the kinds of keys of a text say together, marks first.

    Above nothing speaks for spam, below against it.

    `counts` is {key: (spam, ham)} in texts, `totals` how many texts of each kind were learnt.
    """
    marks, *others = (_odds(keys, counts, totals) for keys in kinds)
    return sum(
        sum(odds) / (len(odds) + RESERVE) for odds in (marks, *others, *[marks] * (MARKS - 1))
    )


def worst_of(keys: Keys, counts: Counts, totals: tuple[int, int]) -> float:
    """What the worst of these says alone."""
    return max(_odds(keys, counts, totals), default=0.0)


def score(evidence: float, threshold: float) -> float:
    """From 0 for certainly none to 1 for certainly spam."""
    return 1 / (1 + math.exp(max(-50.0, min(50.0, threshold - evidence))))


def fitting_threshold(spam: Sequence[float], ham: Sequence[float]) -> float:
    """The threshold that lets least spam pass and holds no more ham than MAX_HAM_HELD, if any.

    Each evidence is that of a text weighed without its own label.
    """
    spam, ham = sorted(spam), sorted(ham)

    def cost(threshold: float) -> tuple[float, float, float]:
        passed = bisect_left(spam, threshold) / len(spam)
        held = (len(ham) - bisect_left(ham, threshold)) / len(ham)
        return max(held, MAX_HAM_HELD), passed, abs(threshold - THRESHOLD)

    return min(THRESHOLDS, key=cost)


def _odds(keys: Keys, counts: Counts, totals: tuple[int, int]) -> list[float]:
    return [
        math.log(
            (spam + CAUTION)
            / (totals[0] + 2 * CAUTION)
            * (totals[1] + 2 * CAUTION)
            / (ham + CAUTION)
        )
        for spam, ham in (counts.get(key, (0, 0)) for key in keys)
        if spam or ham
    ]
