"""The filter's arithmetic: how near to spam a text is, from how often its tokens stood in spam and elsewhere.

Two classic readings of the same counts have to agree, because they wrong different texts: Fisher's
method over the probability of each token (Robinson 2003, as in SpamBayes), which stays in the middle
where the evidence is mixed, and naive Bayes over the most telling tokens (Graham 2002).
"""

import hashlib
import math

from django.utils.crypto import salted_hmac

HELD_FROM = 0.45  # measured: see tests/spam/test_measure.py
LEAST_TEXTS = 10  # of each kind; before that the filter says nothing
MOST_TELLING = 150, 60  # tokens that Fisher's method and naive Bayes look at
CAUTION = 1.0  # how many texts the belief that an unknown token means nothing is worth
INDIFFERENT = 0.1  # nearer than this to one half a token tells nothing
DOUBT = 3.0  # evidence that naive Bayes asks for before it calls a text spam


def keys_of(tokens):
    """The hash of each token: with the site's secret, so that the table cannot be read from a dictionary."""
    secret = salted_hmac("comments.spam", "tokens", algorithm="sha256").digest()
    for token in tokens:
        digest = hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8, key=secret).digest()
        yield int.from_bytes(digest, signed=True) or 1


def score(keys, counts, totals):
    """From 0 for certainly none to 1 for certainly spam; None while too little was learnt.

    `counts` is {key: (spam, ham)} in texts, `totals` how many texts of each kind were learnt.
    """
    if min(totals) < LEAST_TEXTS:
        return None
    known = [counts[key] for key in keys if sum(counts.get(key, (0, 0)))]
    return min(_fisher(known, totals), _naive(known, totals))


def _fisher(known, totals):
    chances = [_chance(spam, ham, totals) for spam, ham in known]
    chances = [chance for chance in chances if abs(chance - 0.5) > INDIFFERENT]
    chances = sorted(chances, key=lambda chance: -abs(chance - 0.5))[: MOST_TELLING[0]]
    if not chances:
        return 0.5
    spamminess = _chi_square(-2 * sum(math.log(chance) for chance in chances), 2 * len(chances))
    hamminess = _chi_square(-2 * sum(math.log(1 - chance) for chance in chances), 2 * len(chances))
    return (1 + spamminess - hamminess) / 2


def _chance(spam, ham, totals):
    """The chance that a text with this token is spam, drawn to one half where few texts had it."""
    in_spam, in_ham = spam / totals[0], ham / totals[1]
    return (CAUTION * 0.5 + (spam + ham) * in_spam / (in_spam + in_ham)) / (CAUTION + spam + ham)


def _chi_square(value, freedom):
    """The chance of a chi-square above `value`; `freedom` is even."""
    half = value / 2
    term = total = math.exp(-half) if half < 700 else 0.0
    for number in range(1, freedom // 2):
        term *= half / number
        total += term
    return min(total, 1.0)


def _naive(known, totals):
    odds = [math.log((spam + 0.5) / (totals[0] + 1)) - math.log((ham + 0.5) / (totals[1] + 1)) for spam, ham in known]
    odds = sorted(odds, key=lambda odd: -abs(odd))[: MOST_TELLING[1]]
    evidence = sum(odds) / math.sqrt(1 + len(odds)) - DOUBT
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, evidence))))
