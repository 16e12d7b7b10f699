"""What the filter learns from this site's decisions, and unlearns when they are taken back."""

from collections import ChainMap

from comments.models import Comment, Fingerprint, SpamToken
from comments.models.spam_token import THRESHOLD, TOTALS

from . import bayes
from .bayes import Counts
from .parsed_text import ParsedText, parse

SPAM, HAM, NOTHING = "spam", "ham", ""
Asked = list[list[list[int]]]  # keys by group, for each text and its hosts


def score_of(text: ParsedText) -> float | None:
    """From 0 to 1, or None while too little was learnt."""
    asked = _asked(text)
    counts = SpamToken.objects.counts({key for groups in asked for keys in groups for key in keys})
    if min(counts.get(TOTALS, (0, 0))) < bayes.MIN_TEXTS:
        return None
    threshold = counts[THRESHOLD][0] / 1_000 if THRESHOLD in counts else bayes.THRESHOLD
    return bayes.score(_evidence(asked, counts), threshold)


def evidence_beside(text: ParsedText, label: str, counts: dict[int, tuple[int, int]]) -> float:
    """What these counts say of a text that they know, had it never been learnt."""
    own = counts_of(text, label)
    without = {
        key: (counts[key][0] - spam, counts[key][1] - ham) for key, (spam, ham) in own.items()
    }
    return _evidence(_asked(text), ChainMap(without, counts))


def _asked(text: ParsedText) -> Asked:
    """The keys of its hosts, of the whole text, and of the words beside its links, by group."""
    texts = [
        [text.host_tokens],
        text.token_groups,
        *([text.token_groups_around_links] if text.links else []),
    ]
    return [[list(bayes.keys_of(tokens)) for tokens in groups] for groups in texts]


def _evidence(asked: Asked, counts: Counts) -> float:
    """The highest for the whole text, for the words beside its links, and for its worst host."""
    (hosts,), *texts = asked
    totals = counts[TOTALS]
    return max(
        bayes.worst_of(hosts, counts, totals),
        *(bayes.evidence_of(groups, counts, totals) for groups in texts),
    )


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
    (spam, ham), (old_spam, old_ham) = _change(label, 1), _change(row.trained_as, -1)
    _add(comment, (spam + old_spam, ham + old_ham))
    row.trained_as = label
    row.save()


def unlearn(comment: Comment) -> None:
    """Take back what was learnt from a text. Call it before its words change."""
    row = Fingerprint.objects.filter(comment=comment).exclude(trained_as=NOTHING).first()
    if row:
        _add(comment, _change(row.trained_as, -1))
        row.trained_as = NOTHING
        row.save(update_fields=["trained_as"])


def counts_of(text: ParsedText, label: str) -> dict[int, tuple[int, int]]:
    """{key: (spam, ham)} that a text of this kind adds to what is known."""
    return dict.fromkeys([TOTALS, *bayes.keys_of(text.tokens)], _change(label, 1))


def label_of(comment: Comment) -> str:
    """What a text teaches as it stands: that of a moderator's decision, else nothing."""
    if comment.decided_by_id is None or not comment.body:
        return NOTHING
    return {"spam": SPAM, "approved": HAM}.get(comment.status, NOTHING)


def _add(comment: Comment, change: tuple[int, int]) -> None:
    text = parse(comment.body, comment.name, comment.website)
    SpamToken.objects.add(dict.fromkeys([TOTALS, *bayes.keys_of(text.tokens)], change))


def _change(label: str, times: int) -> tuple[int, int]:
    return (times if label == SPAM else 0, times if label == HAM else 0)
