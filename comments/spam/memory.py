"""What the filter learns from this site's decisions, and unlearns when they are taken back."""

from comments.models import Fingerprint, SpamToken
from comments.models.spam_token import TOTALS

from .bayes import keys_of, score
from .tokens import read

SPAM, HAM, NOTHING = "spam", "ham", ""


def score_of(reading):
    """From 0 to 1, or None while too little was learnt.

    It is the highest of the whole text's, of that of the words beside its links, and of that of their hosts.
    """
    parts = [list(keys_of(reading.tokens))]
    if reading.links:
        parts += [list(keys_of(tokens)) for tokens in (reading.tokens_around_links, reading.host_tokens)]
    counts = SpamToken.objects.counts({key for keys in parts for key in keys})
    totals = counts.pop(TOTALS, (0, 0))
    scores = [score(keys, counts, totals) for keys in parts]
    return None if None in scores else max(scores)


def learn_from(submission):
    """Learn what a moderator made of a text. Call it after each decision: an undo is unlearnt, none counts twice.

    What a rule decided teaches nothing, or the filter would believe itself; a rejection for its
    manners teaches nothing about spam.
    """
    lesson = lesson_of(submission)
    learnt = Fingerprint.objects.filter(submission=submission).values_list("learnt", flat=True).first() or NOTHING
    if learnt == lesson:
        return
    change = _change(lesson, 1), _change(learnt, -1)
    _add(submission, tuple(map(sum, zip(*change, strict=True))))
    Fingerprint.objects.update_or_create(submission=submission, defaults={"learnt": lesson})


def unlearn(submission):
    """Take back what was learnt from a text. Call it before its words change."""
    row = Fingerprint.objects.filter(submission=submission).exclude(learnt=NOTHING).first()
    if row:
        _add(submission, _change(row.learnt, -1))
        row.learnt = NOTHING
        row.save(update_fields=["learnt"])


def counts_of(reading, lesson):
    """{key: (spam, ham)} that a text of this kind adds to what is known."""
    return dict.fromkeys([TOTALS, *keys_of(reading.tokens)], _change(lesson, 1))


def lesson_of(submission):
    """What a text teaches as it stands: that of a moderator's decision, else nothing."""
    if submission.decided_by_id is None or not submission.body:
        return NOTHING
    return {"spam": SPAM, "accepted": HAM}.get(submission.status, NOTHING)


def _add(submission, change):
    reading = read(submission.body, submission.name, submission.website)
    SpamToken.objects.add(dict.fromkeys([TOTALS, *keys_of(reading.tokens)], change))


def _change(lesson, times):
    return (times if lesson == SPAM else 0, times if lesson == HAM else 0)
