"""What every decision about a comment does; the thread is locked by its caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from comments.models import Comment, ModerationLog, Revision
from comments.models.moderation import log_decision
from comments.notify import announce, announce_again
from comments.spam import classifier

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from comments.screening import Screening

Action = ModerationLog.Action
Status = Comment.Status


def decide(
    comment: Comment,
    status: str,
    action: str,
    by: User | None,
    reason: str = "",
) -> ModerationLog:
    """Set the status, save, log; a moderator's word also trains the spam filter."""
    comment.status, comment.reason = status, reason
    is_decided = status in Comment.DECIDED
    comment.decided_by = by if is_decided else None
    comment.decided_at = timezone.now() if is_decided else None
    comment.save()
    if by:
        classifier.learn_from(comment)
    return log_decision(comment, action, by, reason)


def refuse(comment: Comment, screening: Screening) -> None:
    """Refuse what a rule of the site refuses outright: a banned author's text, or spam."""
    if screening.refusal:
        decide(comment, Status.REJECTED, Action.REJECT, None, screening.refusal)
    else:
        decide(comment, Status.SPAM, Action.SPAM, None)


def publish(comment: Comment, action: str, by: User | None) -> ModerationLog:
    """Put it on the page: in a place of its own, or in the one that it had."""
    was_placed = comment.seq is not None
    if not was_placed:
        _place(comment)
    comment.is_shown, comment.unpublished_at = True, None
    decision = decide(comment, Status.APPROVED, action, by)
    _raise_tombstones_above(comment)
    comment.discussion.count_shown(1)
    tell = announce_again if was_placed else announce
    tell(comment, by_moderator=by is not None)
    return decision


def unpublish(
    comment: Comment,
    status: str,
    action: str,
    by: User | None,
    reason: str = "",
) -> ModerationLog:
    """Take it off the page; where replies are shown, a tombstone holds its place."""
    leave_page(comment)
    decision = decide(comment, status, action, by, reason)
    close_gap(comment)
    return decision


def leave_page(comment: Comment) -> None:
    """Note that it is off the page; its caller saves it and closes the gap."""
    comment.is_shown = comment.replies.shown().exists()
    comment.unpublished_at = timezone.now()


def close_gap(comment: Comment) -> None:
    """Take the tombstones away that it alone held up, and count it no more."""
    above = None if comment.is_shown else comment.parent
    while above and above.is_tombstone and not above.replies.shown().exists():
        _set_shown(above, is_shown=False)
        above = above.parent
    comment.discussion.count_shown(-1)


def add_revision(comment: Comment, body: str, is_spoiler: bool) -> None:
    """Keep the present text and set the new one; its caller saves it."""
    classifier.unlearn(comment)
    Revision.objects.create(
        comment=comment,
        number=comment.version,
        body=comment.body,
        is_spoiler=comment.is_spoiler,
        written_at=comment.edited_at or comment.posted_at,
    )
    comment.body, comment.is_spoiler = body, is_spoiler
    comment.version += 1
    comment.edited_at = timezone.now()
    comment.render_body()


def _place(comment: Comment) -> None:
    # An imported reply may be approved before what it answers; it becomes a comment of its own.
    parent = comment.parent if comment.parent and comment.parent.seq else None
    Comment.objects.place(comment, parent)
    user = comment.user
    if user:
        comment.critic = comment.discussion.review.critics.filter(user=user).first()
        profile = getattr(user, "profile", None)
        comment.verified = profile is not None and profile.verifies(comment.name)


def _raise_tombstones_above(comment: Comment) -> None:
    above = comment.parent
    while above and not above.is_shown:
        _set_shown(above, is_shown=True)
        above = above.parent


def _set_shown(comment: Comment, *, is_shown: bool) -> None:
    comment.is_shown = is_shown
    comment.save(update_fields=["is_shown"])
