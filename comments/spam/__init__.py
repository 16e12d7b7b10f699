"""Spam, judged on this machine: nothing of a text leaves it, unless Akismet is asked too.

Every signal adds a reason with a weight; no single door decides. Time grows in proportion to the text.
"""

from comments.models import Submission

from .judgement import Judgement
from .memory import learn_from, unlearn
from .signals import SIGNALS
from .tokens import read

__all__ = ["Judgement", "judge", "learn_from", "unlearn"]


def judge(submission: Submission) -> Judgement:
    """What speaks against a text that was just saved, with its weight; see `Judgement`."""
    reading = read(submission.body, submission.name, submission.website)
    return Judgement.of(signal(submission, reading) for signal in SIGNALS)
