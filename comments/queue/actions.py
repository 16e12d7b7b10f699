"""What a moderator may do to a comment in the queue, and how each is undone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.actions import ban, moderate
from comments.models import AlreadyDecided, Ban, Comment, Discussion, ModerationLog, TextChanged
from comments.notify import cancel_email


@dataclass(frozen=True)
class ActionInput:
    """What was asked: by whom, why, until when, and of the comment as it was read."""

    by: object
    reason: str = ""
    until: object = None
    network: bool = False
    seconds: int = 0
    expected_version: int = 1
    expected_status: str = ""


@dataclass(frozen=True)
class Action:
    """`do(comment, asked)` gives the decision and a note that `undo(comment, by, note)` needs.

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
        return moderate.approve(comment, asked.by), None
    reports = _open_reports(comment)
    return moderate.dismiss_reports(comment, asked.by), reports


def _undo_approve(comment, by, reports):
    if reports is None:
        moderate.return_to_queue(comment, by)
    else:
        moderate.reopen_reports(comment, by, reports)


def _reject(comment, asked):
    if not comment.is_approved:
        return moderate.reject(comment, asked.by, asked.reason), None
    reports = _open_reports(comment)
    return moderate.remove(comment, asked.by, asked.reason), reports


def _spam(comment, asked):
    reports = _open_reports(comment) if comment.is_approved else None
    return moderate.mark_spam(comment, asked.by), reports


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
    return moderate.erase(comment, asked.by, asked.reason), None


def _ban(comment, asked):
    decision = ban.ban(
        comment, asked.by, until=asked.until, reason=asked.reason, with_network=asked.network
    )
    return decision, comment.bans.latest("pk").pk


def _unban(comment, by, pk):
    ban.unban(comment, by, Ban.objects.filter(pk=pk))


def _pin(comment, asked):
    before = comment.discussion.pinned_id
    return moderate.pin(comment, asked.by), before


def _undo_pin(comment, by, before):
    """With the comment that was pinned before in its place again, if it is still on the page."""
    earlier = Comment.objects.approved().filter(pk=before).first()
    if earlier:
        moderate.pin(earlier, by)
    else:
        moderate.unpin(comment, by)


def _slow(comment, asked):
    before = comment.discussion.slow_seconds
    return moderate.set_slow_mode(comment.discussion, asked.by, asked.seconds), before


def _on_comment(act):
    return lambda comment, asked: (act(comment, asked.by), None)


def _on_discussion(act):
    return lambda comment, asked: (act(comment.discussion, asked.by), None)


def _undo_on_comment(act):
    return lambda comment, by, note: act(comment, by)


def _undo_on_discussion(act):
    return lambda comment, by, note: act(comment.discussion, by)


ACTIONS = {
    "approve": Action(
        gettext_lazy("Approve"), _approve, _undo_approve, published_label=gettext_lazy("Keep")
    ),
    "reject": Action(
        gettext_lazy("Reject"), _reject, _put_back, ("reason",), gettext_lazy("Remove")
    ),
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
    "pin": Action(gettext_lazy("Pin"), _pin, _undo_pin),
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
    """Do an action: (the key of the decision, the note that its undoing needs).

    TextChanged where what is decided about is not the version that was read, AlreadyDecided where
    it is no longer where it was.
    """
    Discussion.objects.lock_for(comment)
    if name not in ON_DISCUSSIONS and comment.version != asked.expected_version:
        raise TextChanged
    if name in ON_STATUSES and comment.status != asked.expected_status:
        said = _("The comment is already %(status)s.")
        raise AlreadyDecided(said % {"status": comment.get_status_display()})
    decision, note = ACTIONS[name].do(comment, asked)
    return decision.pk, note


@transaction.atomic
def undo(name, comment, by, decision, note):
    """Undo an action by the key of its decision, with its e-mail.

    AlreadyDecided where the decision was superseded.
    """
    Discussion.objects.lock_for(comment)
    decision = ModerationLog.objects.get(pk=decision)
    if decision.is_superseded:
        raise AlreadyDecided(_("There is a newer decision. Decide on the current state."))
    ACTIONS[name].undo(comment, by, note)
    cancel_email(decision)
