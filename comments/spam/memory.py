"""What the filter learns from this site's decisions, and unlearns when they are taken back."""

from collections import ChainMap

from comments.models import Fingerprint, SpamToken, Submission
from comments.models.spam_token import DOUBT, TOTALS

from . import bayes
from .bayes import Counts
from .tokens import Reading, read

SPAM, HAM, NOTHING = "spam", "ham", ""
Asked = list[list[list[int]]]  # keys by kind, for each text and its hosts


def score_of(reading: Reading) -> float | None:
    """From 0 to 1, or None while too little was learnt."""
    asked = _asked(reading)
    counts = SpamToken.objects.counts({key for kinds in asked for keys in kinds for key in keys})
    if min(counts.get(TOTALS, (0, 0))) < bayes.LEAST_TEXTS:
        return None
    doubt = counts[DOUBT][0] / 1_000 if DOUBT in counts else bayes.DOUBT
    return bayes.score(_evidence(asked, counts), doubt)


def evidence_beside(reading: Reading, lesson: str, counts: dict[int, tuple[int, int]]) -> float:
    """What these counts say of a text that they know, had it never been learnt."""
    own = counts_of(reading, lesson)
    without = {key: (counts[key][0] - spam, counts[key][1] - ham) for key, (spam, ham) in own.items()}
    return _evidence(_asked(reading), ChainMap(without, counts))


def _asked(reading: Reading) -> Asked:
    """The keys of its hosts, of the whole text, and of the words beside its links, by kind."""
    texts = [[reading.host_tokens], reading.kinds, *([reading.kinds_around_links] if reading.links else [])]
    return [[list(bayes.keys_of(tokens)) for tokens in kinds] for kinds in texts]


def _evidence(asked: Asked, counts: Counts) -> float:
    """The highest of these: of the whole text, of the words beside its links, of the worst of its hosts."""
    (hosts,), *texts = asked
    totals = counts[TOTALS]
    return max(bayes.worst_of(hosts, counts, totals), *(bayes.evidence_of(kinds, counts, totals) for kinds in texts))


def learn_from(submission: Submission) -> None:
    """Learn what a moderator made of a text. Call it after each decision: an undo is unlearnt, none counts twice.

    What a rule decided teaches nothing, or the filter would believe itself; a rejection for its
    manners teaches nothing about spam.
    """
    lesson = lesson_of(submission)
    learnt = Fingerprint.objects.filter(submission=submission).values_list("learnt", flat=True).first() or NOTHING
    if learnt == lesson:
        return
    (spam, ham), (old_spam, old_ham) = _change(lesson, 1), _change(learnt, -1)
    _add(submission, (spam + old_spam, ham + old_ham))
    Fingerprint.objects.update_or_create(submission=submission, defaults={"learnt": lesson})


def unlearn(submission: Submission) -> None:
    """Take back what was learnt from a text. Call it before its words change."""
    row = Fingerprint.objects.filter(submission=submission).exclude(learnt=NOTHING).first()
    if row:
        _add(submission, _change(row.learnt, -1))
        row.learnt = NOTHING
        row.save(update_fields=["learnt"])


def counts_of(reading: Reading, lesson: str) -> dict[int, tuple[int, int]]:
    """{key: (spam, ham)} that a text of this kind adds to what is known."""
    return dict.fromkeys([TOTALS, *bayes.keys_of(reading.tokens)], _change(lesson, 1))


def lesson_of(submission: Submission) -> str:
    """What a text teaches as it stands: that of a moderator's decision, else nothing."""
    if submission.decided_by_id is None or not submission.body:
        return NOTHING
    return {"spam": SPAM, "accepted": HAM}.get(submission.status, NOTHING)


def _add(submission: Submission, change: tuple[int, int]) -> None:
    reading = read(submission.body, submission.name, submission.website)
    SpamToken.objects.add(dict.fromkeys([TOTALS, *bayes.keys_of(reading.tokens)], change))


def _change(lesson: str, times: int) -> tuple[int, int]:
    return (times if lesson == SPAM else 0, times if lesson == HAM else 0)
