"""What can be known of a text only while it is sent: an outside opinion, a proof of work.

It waits with the text's signals while its writer's address waits to be confirmed.
"""

from comments.reasons import Reason


def note(submission, *reasons):
    """Keep these for the judgement that comes; None among them counts as nothing."""
    submission.noticed_on_arrival = [reason for reason in reasons if reason]


def noticed(submission, rule):
    """The reason of this rule, or None. A text that was printed before is judged by its words alone."""
    reasons = getattr(submission, "noticed_on_arrival", None)
    if reasons is None and submission.status == submission.Status.UNCONFIRMED:
        reasons = [Reason(**signal) for signal in submission.signals]
    return next((reason for reason in reasons or () if reason.rule == rule), None)
