"""What a moderator may do to an item, and how it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Ban, Comment, Trust


@dataclass(frozen=True)
class Order:
    """What was ordered: by whom, why, until when, and on which version."""

    by: object
    reason: str = ""
    until: object = None
    network: bool = False
    seconds: int = 0
    seen: int | None = None


@dataclass(frozen=True)
class Act:
    """One act. `do(row, order)` may give a note that `undo(row, by, note)` needs; no undo means that there is none.

    `on_page` is what it is called where it is done to a comment, if that is another word.
    """

    label: str | Promise
    do: Callable
    undo: Callable | None = None
    needs: tuple = field(default=())
    on_page: str | Promise = ""

    def name_for(self, kind):
        """What it is called for texts of a kind, as items have it."""
        return self.on_page if kind == "c" and self.on_page else self.label


def sent(row):
    """The received text of an item. ValueError for a comment that came with a fixture."""
    text = row.received if isinstance(row, Comment) else row
    if text is None:
        raise ValueError(_("Nothing is known about the author of this comment."))
    return text


def _accept(row, order):
    reports = _reports(row)
    act = row.keep if isinstance(row, Comment) else row.accept
    act(order.by, seen=order.seen)
    return reports


def _reject(row, order):
    reports = _reports(row)
    act = row.remove if isinstance(row, Comment) else row.reject
    act(order.by, order.reason, seen=order.seen)
    return reports


def _spam(row, order):
    reports = _reports(row)
    row.mark_spam(order.by, seen=order.seen)
    return reports


def _reports(row):
    """The keys of the reports that a decision settles; those settled before are not its own."""
    return list(row.reports.open().values_list("pk", flat=True)) if isinstance(row, Comment) else []


def _ban(row, order):
    impose = Ban.objects.impose
    return impose(sent(row), until=order.until, reason=order.reason, by=order.by, network=order.network).pk


def _slow(row, order):
    before = row.discussion.slow_seconds
    row.discussion.slow(order.by, order.seconds)
    return before


def _put_back(row, by, reports):
    """Undo what was decided about a text: into the queue, or onto the page that it stood on."""
    if not isinstance(row, Comment):
        row.undo(by)
    elif row.received and row.received.status == "spam":
        row.received.undo(by)
        row.received.accept(by)
    else:
        row.restore(by)
    if isinstance(row, Comment):
        row.reopen_reports(by, reports)


def _reopen(row, by, reports):
    if isinstance(row, Comment):
        row.reopen_reports(by, reports)
    else:
        row.undo(by)


ACTS = {
    "accept": Act(gettext_lazy("Approve"), _accept, _reopen, on_page=gettext_lazy("Keep")),
    "reject": Act(gettext_lazy("Reject"), _reject, _put_back, ("reason",), on_page=gettext_lazy("Hide")),
    "spam": Act(gettext_lazy("Spam"), _spam, _put_back),
    "back": Act(gettext_lazy("Return to the queue"), lambda row, order: sent(row).undo(order.by)),
    "restore": Act(gettext_lazy("Restore"), lambda row, order: row.restore(order.by)),
    "erase": Act(
        gettext_lazy("Erase the comment"),
        lambda row, order: row.erase(order.by, order.reason, seen=order.seen),
        needs=("reason",),
    ),
    "ban": Act(
        gettext_lazy("Ban the author"),
        _ban,
        lambda row, by, ban: Ban.objects.filter(pk=ban).lift_for(sent(row), by),
        ("reason", "until"),
    ),
    "trust": Act(
        gettext_lazy("Trust the author"),
        lambda row, order: Trust.objects.give(sent(row), order.by),
        lambda row, by, note: Trust.objects.take_back(sent(row), by),
    ),
    "close": Act(
        gettext_lazy("Close the discussion"),
        lambda row, order: row.discussion.close(order.by),
        lambda row, by, note: row.discussion.open(by),
    ),
    "open": Act(
        gettext_lazy("Open the discussion"),
        lambda row, order: row.discussion.open(order.by),
        lambda row, by, note: row.discussion.close(by),
    ),
    "slow": Act(gettext_lazy("Slow the discussion"), _slow, lambda row, by, note: row.discussion.slow(by, note)),
    "feature": Act(
        gettext_lazy("Feature"), lambda row, order: row.feature(order.by), lambda row, by, note: row.unfeature(by)
    ),
    "unfeature": Act(
        gettext_lazy("Stop featuring"),
        lambda row, order: row.unfeature(order.by),
        lambda row, by, note: row.feature(by),
    ),
    "pin": Act(gettext_lazy("Pin"), lambda row, order: row.pin(order.by), lambda row, by, note: row.unpin(by)),
    "unpin": Act(gettext_lazy("Unpin"), lambda row, order: row.unpin(order.by), lambda row, by, note: row.pin(by)),
}
ON_COMMENTS = ("restore", "feature", "unfeature", "pin", "unpin")
