"""What a moderator may do to a comment in the queue, and how each is undone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.actions import ban, moderate
from comments.models import AlreadyDecided, Ban, Discussion, ModerationLog
from comments.notify import cancel_email


@dataclass(frozen=True)
class ActionInput:
    """What was asked: by whom, why, until when, and of the comment as it was read."""

    by: object
    reason: str = ""
    until: object = None
    network: bool = False
    seconds: int = 0
    expected_version: int | None = None
    expected_status: str = ""


@dataclass(frozen=True)
class Action:
    """`do(comment, asked)` may give a note that `undo(comment, by, note)` needs.

    `published_label` is what it is called for a comment on the page, if that is another word.
    Without `undo` it cannot be undone.
    """

    label: str | Promise
    do: Callable
    undo: Callable | None = None
    needs: tuple = ()
    published_label: str | Promise = ""

    def label_for(self, *, is_published):
        return self.published_label if is_published and self.published_label else self.label


def _approve(comment, asked):
    if not comment.is_approved:
        moderate.approve(comment, asked.by, asked.expected_version)
        return None
    reports = _open_reports(comment)
    moderate.dismiss_reports(comment, asked.by, asked.expected_version)
    return reports


def _undo_approve(comment, by, reports):
    if reports is None:
        moderate.return_to_queue(comment, by)
    else:
        moderate.reopen_reports(comment, by, reports)


def _reject(comment, asked):
    was_approved, reports = comment.is_approved, _open_reports(comment)
    act = moderate.remove if was_approved else moderate.reject
    act(comment, asked.by, asked.reason, asked.expected_version)
    return reports if was_approved else None


def _spam(comment, asked):
    was_approved, reports = comment.is_approved, _open_reports(comment)
    moderate.mark_spam(comment, asked.by, asked.expected_version)
    return reports if was_approved else None


def _put_back(comment, by, reports):
    """Into the queue where the comment waited, else onto the page with its reports open again."""
    if reports is None:
        moderate.return_to_queue(comment, by)
    else:
        moderate.restore(comment, by)
        moderate.reopen_reports(comment, by, reports)


def _open_reports(comment):
    """The keys of the reports that a decision settles; those settled before are not its own."""
    return list(comment.reports.open().values_list("pk", flat=True))


def _erase(comment, asked):
    moderate.erase(comment, asked.by, asked.reason, asked.expected_version)


def _ban(comment, asked):
    row = ban.ban(
        comment, asked.by, until=asked.until, reason=asked.reason, with_network=asked.network
    )
    return row.pk


def _unban(comment, by, pk):
    ban.unban(comment, by, Ban.objects.filter(pk=pk))


def _slow(comment, asked):
    before = comment.discussion.slow_seconds
    moderate.set_slow_mode(comment.discussion, asked.by, asked.seconds)
    return before


def _on_comment(act):
    return lambda comment, asked: act(comment, asked.by)


def _on_discussion(act):
    return lambda comment, asked: act(comment.discussion, asked.by)


def _undo_on_comment(act):
    return lambda comment, by, note: act(comment, by)


def _undo_on_discussion(act):
    return lambda comment, by, note: act(comment.discussion, by)


ACTIONS = {
    "approve": Action(
        gettext_lazy("Approve"), _approve, _undo_approve, published_label=gettext_lazy("Keep")
    ),
    "reject": Action(gettext_lazy("Reject"), _reject, _put_back, ("reason",), gettext_lazy("Hide")),
    "spam": Action(gettext_lazy("Spam"), _spam, _put_back),
    "return": Action(gettext_lazy("Return to the queue"), _on_comment(moderate.return_to_queue)),
    "restore": Action(gettext_lazy("Restore"), _on_comment(moderate.restore)),
    "erase": Action(gettext_lazy("Erase the comment"), _erase, needs=("reason",)),
    "ban": Action(gettext_lazy("Ban the author"), _ban, _unban, ("reason", "until")),
    "trust": Action(
        gettext_lazy("Trust the author"), _on_comment(ban.trust), _undo_on_comment(ban.distrust)
    ),
    "close": Action(
        gettext_lazy("Close the discussion"),
        _on_discussion(moderate.close),
        _undo_on_discussion(moderate.open_again),
    ),
    "open": Action(
        gettext_lazy("Open the discussion"),
        _on_discussion(moderate.open_again),
        _undo_on_discussion(moderate.close),
    ),
    "slow": Action(
        gettext_lazy("Slow the discussion"),
        _slow,
        lambda comment, by, before: moderate.set_slow_mode(comment.discussion, by, before),
    ),
    "feature": Action(
        gettext_lazy("Feature"),
        _on_comment(moderate.feature),
        _undo_on_comment(moderate.unfeature),
    ),
    "unfeature": Action(
        gettext_lazy("Stop featuring"),
        _on_comment(moderate.unfeature),
        _undo_on_comment(moderate.feature),
    ),
    "pin": Action(gettext_lazy("Pin"), _on_comment(moderate.pin), _undo_on_comment(moderate.unpin)),
    "unpin": Action(
        gettext_lazy("Unpin"), _on_comment(moderate.unpin), _undo_on_comment(moderate.pin)
    ),
}
# About the discussion: no word of a comment is decided by them.
ON_DISCUSSIONS = ("close", "open", "slow")
# They mean one thing of a comment that waits and another of one on the page.
ON_STATUSES = ("approve", "reject", "spam")
ON_PLACED_COMMENTS = ("restore", "feature", "unfeature", "pin", "unpin")


@transaction.atomic
def perform(name, comment, asked):
    """Do an action: (the note that its undoing needs, the keys of the decisions it took).

    TextChanged where what is decided about is not the version that was read, AlreadyDecided where
    it is no longer where it was.
    """
    Discussion.objects.lock_for(comment)
    if name not in ON_DISCUSSIONS:
        comment.check_version(asked.expected_version)
    if name in ON_STATUSES and comment.status != asked.expected_status:
        said = _("The comment is already %(status)s.")
        raise AlreadyDecided(said % {"status": comment.get_status_display()})
    here = ModerationLog.objects.filter(discussion=comment.discussion_id)
    last = here.order_by("-pk").values_list("pk", flat=True).first() or 0
    note = ACTIONS[name].do(comment, asked)
    return note, list(here.filter(pk__gt=last).values_list("pk", flat=True))


@transaction.atomic
def undo(name, comment, by, note, made):
    """Undo an action whose decisions were `made`, with its e-mails.

    AlreadyDecided where one was superseded.
    """
    Discussion.objects.lock_for(comment)
    decisions = list(ModerationLog.objects.filter(pk__in=made))
    if any(decision.is_superseded for decision in decisions):
        raise AlreadyDecided(_("There is a newer decision. Decide on the current state."))
    ACTIONS[name].undo(comment, by, note)
    for decision in decisions:
        cancel_email(decision)
