"""What can be known of a text only while it is sent: an outside opinion, a proof of work.

It waits with the text's signals while its writer's address waits to be confirmed.
"""

from comments.models import Submission
from comments.reasons import Reason


def note(submission: Submission, *reasons: Reason | None) -> None:
    """Keep these for the judgement that comes; None among them counts as nothing."""
    kept = [reason for reason in reasons if reason]
    submission.noticed_on_arrival = kept  # type: ignore[attr-defined]  # no field: it goes when the row is saved


def noticed(submission: Submission, rule: str) -> Reason | None:
    """The reason of this rule, or None. A text that was printed before is judged by its words alone."""
    reasons = getattr(submission, "noticed_on_arrival", None)
    if reasons is None and submission.status == submission.Status.UNCONFIRMED:
        reasons = [Reason(**signal) for signal in submission.signals]
    return next((reason for reason in reasons or () if reason.rule == rule), None)
