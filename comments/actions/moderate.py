"""What a moderator decides about a comment; the thread is locked, so two never decide at once.

Each gives the row of the moderation log that it wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import AlreadyDecided, Comment, Discussion, ModerationLog
from comments.models.moderation import log_decision, require_reason
from comments.notify import notify_author
from comments.spam import classifier

from .decide import Action, Status, decide, publish, unpublish

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.auth.models import User

ERASED = _("The comment was erased.")
NOT_ON_PAGE = _("The comment has already been removed.")


@transaction.atomic
def approve(comment: Comment, by: User | None) -> ModerationLog:
    """Publish a pending comment; one that was on the page before takes its old place.

    `by` is None where an import decides.
    """
    _lock_pending(comment)
    return publish(comment, Action.APPROVE, by)


@transaction.atomic
def reject(comment: Comment, by: User, reason: str) -> ModerationLog:
    """Refuse a pending comment and tell its author why. ValueError without a reason."""
    reason = require_reason(reason)
    _lock_pending(comment)
    decision = decide(comment, Status.REJECTED, Action.REJECT, by, reason)
    notify_author(decision)
    return decision


@transaction.atomic
def remove(comment: Comment, by: User, reason: str) -> ModerationLog:
    """Take a comment off the page and tell its author why.

    Where it had replies a tombstone holds its place.
    """
    reason = require_reason(reason)
    _lock_approved(comment)
    comment.reports.all().settle("upheld")
    decision = unpublish(comment, Status.REMOVED, Action.REMOVE, by, reason)
    notify_author(decision)
    return decision


@transaction.atomic
def mark_spam(comment: Comment, by: User) -> ModerationLog:
    """Refuse a pending comment, or take one off the page, as spam; nobody is told."""
    Discussion.objects.lock_for(comment)
    if not comment.is_approved:
        _check_pending(comment)
        return decide(comment, Status.SPAM, Action.SPAM, by)
    comment.reports.all().settle("upheld")
    return unpublish(comment, Status.SPAM, Action.SPAM, by, str(_("Spam.")))


@transaction.atomic
def restore(comment: Comment, by: User) -> ModerationLog:
    """Put a removed comment back in its old place."""
    Discussion.objects.lock_for(comment)
    _check_restorable(comment)
    return publish(comment, Action.RESTORE, by)


@transaction.atomic
def return_to_queue(comment: Comment, by: User) -> ModerationLog:
    """Undo whatever was decided. A comment leaves the page but keeps its number."""
    Discussion.objects.lock_for(comment)
    if comment.status not in Comment.DECIDED:
        raise AlreadyDecided(_why_not_pending(comment))
    if not comment.body:
        raise AlreadyDecided(ERASED)
    act = unpublish if comment.is_approved else decide
    return act(comment, Status.PENDING, Action.UNDO, by)


@transaction.atomic
def erase(comment: Comment, by: User, reason: str) -> ModerationLog:
    """Delete its words for good, on the page and wherever they are kept, and tell its author."""
    reason = require_reason(reason)
    Discussion.objects.lock_for(comment)
    if not comment.body:
        raise AlreadyDecided(ERASED)
    classifier.unlearn(comment)
    comment.revisions.all().delete()
    comment.film_mentions.all().delete()
    comment.reports.all().settle("upheld")
    comment.body, comment.signals, comment.edited_at = "", [], None
    comment.render_body()
    status = Status.REMOVED if comment.seq else Status.REJECTED
    status = Status.WITHDRAWN if comment.is_withdrawn else status
    act = unpublish if comment.is_approved else decide
    decision = act(comment, status, Action.ERASE, by, reason)
    notify_author(decision)
    return decision


@transaction.atomic
def dismiss_reports(comment: Comment, by: User) -> ModerationLog:
    """Leave it on the page in spite of its reports. AlreadyDecided if there is no open one."""
    _lock_approved(comment)
    if not comment.reports.all().settle("dismissed"):
        raise AlreadyDecided(_("It has no open report."))
    return log_decision(comment, Action.DISMISS_REPORTS, by)


@transaction.atomic
def reopen_reports(comment: Comment, by: User, reports: Iterable[int]) -> ModerationLog:
    """Put these of its reports, given by their keys, before a moderator again."""
    Discussion.objects.lock_for(comment)
    comment.reports.filter(pk__in=reports).reopen()
    return log_decision(comment, Action.UNDO, by)


@transaction.atomic
def feature(comment: Comment, by: User) -> ModerationLog:
    """Mark it as one that the editors liked."""
    _lock_approved(comment)
    if comment.featured_at:
        raise AlreadyDecided(_("The comment is already featured."))
    return _set_featured(comment, timezone.now(), Action.FEATURE, by)


@transaction.atomic
def unfeature(comment: Comment, by: User) -> ModerationLog:
    Discussion.objects.lock_for(comment)
    if not comment.featured_at:
        raise AlreadyDecided(_("The comment is not featured."))
    return _set_featured(comment, None, Action.UNFEATURE, by)


@transaction.atomic
def pin(comment: Comment, by: User) -> ModerationLog:
    """Put a critic's comment above the thread, in place of another. ValueError for a reader's."""
    _lock_approved(comment)
    if not comment.critic_id:
        raise ValueError(_("Only a comment by a critic of this review can be pinned."))
    if comment.discussion.pinned_id == comment.pk:
        raise AlreadyDecided(_("The comment is already pinned."))
    return _set_pinned(comment, comment, Action.PIN, by)


@transaction.atomic
def unpin(comment: Comment, by: User) -> ModerationLog:
    Discussion.objects.lock_for(comment)
    if comment.discussion.pinned_id != comment.pk:
        raise AlreadyDecided(_("The comment is not pinned."))
    return _set_pinned(comment, None, Action.UNPIN, by)


# Discussions


def close(discussion: Discussion, by: User) -> ModerationLog:
    """Take no new comments."""
    return _set_state(discussion, Discussion.State.CLOSED, Action.CLOSE, by)


def open_again(discussion: Discussion, by: User) -> ModerationLog:
    """Take comments again, as far as the publication's policy goes."""
    return _set_state(discussion, Discussion.State.OPEN, Action.OPEN, by)


@transaction.atomic
def set_slow_mode(discussion: Discussion, by: User, seconds: int) -> ModerationLog:
    """Let each person write once in so many seconds; 0 ends that."""
    row = Discussion.objects.lock(discussion.pk)
    if row.slow_seconds == seconds:
        raise AlreadyDecided(_("The discussion is already in slow mode at that pace."))
    discussion.slow_seconds = seconds
    discussion.save(update_fields=["slow_seconds"])
    return _log_on_discussion(discussion, Action.SLOW, by, reason=f"{seconds} s")


@transaction.atomic
def _set_state(discussion: Discussion, state: str, action: str, by: User) -> ModerationLog:
    row = Discussion.objects.lock(discussion.pk)
    if row.state == state:
        shown = row.get_state_display()
        raise AlreadyDecided(_("Nothing to change: %(state)s.") % {"state": shown})
    discussion.state = state
    discussion.save(update_fields=["state"])
    return _log_on_discussion(discussion, action, by)


def _log_on_discussion(
    discussion: Discussion, action: str, by: User, reason: str = ""
) -> ModerationLog:
    return ModerationLog.objects.create(
        discussion=discussion, action=action, actor=by, reason=reason
    )


# What an act needs


def _lock_pending(comment: Comment) -> None:
    Discussion.objects.lock_for(comment)
    _check_pending(comment)


def _check_pending(comment: Comment) -> None:
    if comment.status != Status.PENDING:
        raise AlreadyDecided(_why_not_pending(comment))


def _why_not_pending(comment: Comment) -> str:
    if comment.status == Status.UNCONFIRMED:
        return str(_("The comment waits until its author confirms the e-mail address."))
    return _("The comment is already %(status)s.") % {"status": comment.get_status_display()}


def _lock_approved(comment: Comment) -> None:
    Discussion.objects.lock_for(comment)
    if not comment.is_approved:
        raise AlreadyDecided(NOT_ON_PAGE)


def _check_restorable(comment: Comment) -> None:
    if comment.is_approved:
        raise AlreadyDecided(_("The comment is already published."))
    if comment.is_withdrawn:
        raise AlreadyDecided(_("Its author deleted the comment."))
    if not comment.body:
        raise AlreadyDecided(ERASED)
    if comment.seq is None or comment.status not in {Status.REMOVED, Status.SPAM}:
        raise AlreadyDecided(_("The comment is back in the moderation queue. Approve it there."))


def _set_featured(comment: Comment, at: datetime | None, action: str, by: User) -> ModerationLog:
    comment.featured_at = at
    comment.save(update_fields=["featured_at"])
    return log_decision(comment, action, by)


def _set_pinned(comment: Comment, pinned: Comment | None, action: str, by: User) -> ModerationLog:
    comment.discussion.pinned = pinned
    comment.discussion.save(update_fields=["pinned"])
    return log_decision(comment, action, by)
