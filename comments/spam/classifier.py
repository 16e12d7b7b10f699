"""The filter that learns from this site's decisions, and unlearns when they are taken back.

It is naive Bayes with one restraint. Tokens of one group repeat each other (a word, its pairs and
its pieces stand and fall together), so their log-odds are averaged, not added, and the averages of
the groups are added. Figures on real and made-up sets: see tests/comments/spam/test_measure.py.
"""

import hashlib
import math
from bisect import bisect_left
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence

from django.utils.crypto import salted_hmac

from comments.models import Comment, Fingerprint, SpamToken
from comments.models.spam import RESERVED_KEYS, THRESHOLD_KEY, TOTALS_KEY

from .parsed_text import ParsedText, parse

Counts = Mapping[int, tuple[int, int]]  # {key: (spam, ham)} in texts
Keys = list[int]

SPAM, HAM, NOTHING = "spam", "ham", ""
HELD_FROM = 0.5
MIN_TEXTS = 10  # of each label; before that the filter says nothing
CAUTION = 0.5  # of a text, added to every count: what was never seen is not impossible
RESERVE = 4  # tokens that say nothing, in every average: a few known ones prove little
FEATURES = 2  # times that features count: links, hosts, signs, length are few and tell more
THRESHOLD = 2.4  # evidence that is asked for before a text counts as spam
THRESHOLDS = [step / 20 for step in range(10, 97)]  # among these a labelled set finds its own
# Chosen on two labelled sets (Psy, Katy Perry), beside the sets on which the filter is measured:
# see bench/README.md.
MAX_HAM_HELD = 0.0075  # the share of ham that the filter may hold in the set it was fitted to


def score_of(text: ParsedText) -> float | None:
    """From 0 for certainly no spam to 1; None while too little was learnt."""
    groups = _groups_of(text)
    counts = SpamToken.objects.counts({key for part in groups for keys in part for key in keys})
    if min(counts.get(TOTALS_KEY, (0, 0))) < MIN_TEXTS:
        return None
    threshold = counts[THRESHOLD_KEY][0] / 1_000 if THRESHOLD_KEY in counts else THRESHOLD
    above = _evidence_of(groups, counts) - threshold
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, above))))


def evidence_beside(text: ParsedText, label: str, counts: dict[int, tuple[int, int]]) -> float:
    """What these counts say of a text that they know, had it never been learnt."""
    without = {
        key: (counts[key][0] - spam, counts[key][1] - ham)
        for key, (spam, ham) in counts_of(text, label).items()
    }
    return _evidence_of(_groups_of(text), ChainMap(without, counts))


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


def learn_from(comment: Comment) -> None:
    """Learn what a moderator made of a text.

    Call it after each decision, with the thread locked: an undo is unlearnt, none counts twice.

    What a rule decided teaches nothing, or the filter would believe itself; a rejection for its
    manners teaches nothing about spam.
    """
    label = label_of(comment)
    row = Fingerprint.objects.filter(comment=comment).first() or Fingerprint(comment=comment)
    if row.trained_as == label:
        return
    (spam, ham), (old_spam, old_ham) = _change(label), _change(row.trained_as)
    _add(comment, (spam - old_spam, ham - old_ham))
    row.trained_as = label
    row.save()


def unlearn(comment: Comment) -> None:
    """Take back what was learnt from a text. Call it before its words change."""
    row = Fingerprint.objects.filter(comment=comment).exclude(trained_as=NOTHING).first()
    if row:
        spam, ham = _change(row.trained_as)
        _add(comment, (-spam, -ham))
        row.trained_as = NOTHING
        row.save(update_fields=["trained_as"])


def label_of(comment: Comment) -> str:
    """What a text teaches as it stands: that of a moderator's decision, else nothing."""
    if comment.decided_by_id is None or not comment.body:
        return NOTHING
    return {"spam": SPAM, "approved": HAM}.get(comment.status, NOTHING)


def counts_of(text: ParsedText, label: str) -> dict[int, tuple[int, int]]:
    """{key: (spam, ham)} that a text with this label adds to what is known."""
    return dict.fromkeys([TOTALS_KEY, *_keys_of(text.tokens)], _change(label))


def _add(comment: Comment, change: tuple[int, int]) -> None:
    text = parse(comment.body, comment.name, comment.website)
    SpamToken.objects.add(dict.fromkeys([TOTALS_KEY, *_keys_of(text.tokens)], change))


def _change(label: str) -> tuple[int, int]:
    return int(label == SPAM), int(label == HAM)


def _groups_of(text: ParsedText) -> list[list[Keys]]:
    """The keys of its hosts, of the whole text, and of the words beside its links, by group."""
    parts = [[text.host_tokens], text.token_groups]
    if text.links:
        parts.append(text.token_groups_around_links)
    return [[_keys_of(tokens) for tokens in groups] for groups in parts]


def _keys_of(tokens: Iterable[str]) -> Keys:
    """The hash of each token, keyed, so that no dictionary can read the table."""
    secret = salted_hmac("comments.spam", "tokens", algorithm="sha256").digest()
    keys = []
    for token in tokens:
        text = token.encode("utf-8", "replace")
        digest = hashlib.blake2b(text, digest_size=8, key=secret).digest()
        keys.append(int.from_bytes(digest, signed=True))
    return [key if key not in RESERVED_KEYS else max(RESERVED_KEYS) + 1 for key in keys]


def _evidence_of(parts: list[list[Keys]], counts: Counts) -> float:
    """The highest for the whole text, for the words beside its links, and for its worst host.

    Above nothing speaks for spam, below against it.
    """
    (hosts,), *texts = parts
    return max(
        max(_odds(hosts, counts), default=0.0),
        *(_joint_evidence([_odds(keys, counts) for keys in groups]) for groups in texts),
    )


def _joint_evidence(odds: list[list[float]]) -> float:
    features, *others = (sum(group) / (len(group) + RESERVE) for group in odds)
    return FEATURES * features + sum(others)


def _odds(keys: Keys, counts: Counts) -> list[float]:
    """The log-odds for spam of each key that was ever learnt."""
    all_spam, all_ham = (number + 2 * CAUTION for number in counts[TOTALS_KEY])
    return [
        math.log((spam + CAUTION) / all_spam * all_ham / (ham + CAUTION))
        for spam, ham in (counts.get(key, (0, 0)) for key in keys)
        if spam or ham
    ]
