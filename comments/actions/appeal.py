"""A moderator decides an appeal against another moderator's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import AlreadyDecided, Appeal, Ban, Comment, Discussion, ModerationLog
from comments.models.moderation import is_sole_moderator, require_reason
from comments.notify import notify_author

from . import moderate
from .ban import unban
from .decide import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOT_YOURS = _(
    "You made this decision, so another moderator decides the appeal. If there is none, you can "
    "after a day."
)


@transaction.atomic
def uphold(appeal: Appeal, by: User, answer: str) -> None:
    """Let the decision stand. AlreadyDecided if the appeal was, or is not theirs to decide."""
    _lock(appeal, by)
    _resolve(appeal, Appeal.State.UPHELD, Action.UPHOLD, by, answer)


@transaction.atomic
def overturn(appeal: Appeal, by: User, answer: str) -> None:
    """Take the decision back: the text is published, the ban lifted. What was erased stays erased.

    Where others took it back or decided anew since, what they decided stands.
    """
    _lock(appeal, by)
    if comment := appeal.decision.comment:
        _take_back(appeal.decision, comment, by)
    _resolve(appeal, Appeal.State.OVERTURNED, Action.OVERTURN, by, answer)


def _lock(appeal: Appeal, by: User) -> None:
    Discussion.objects.lock(appeal.decision.discussion_id)
    appeal.refresh_from_db()
    if appeal.state != Appeal.State.OPEN:
        raise AlreadyDecided(_("This appeal has already been decided."))
    if not appeal.may_be_decided_by(by, is_sole=is_sole_moderator(by)):
        raise AlreadyDecided(NOT_YOURS)


def _take_back(decision: ModerationLog, comment: Comment, by: User) -> None:
    if decision.action in {Action.REJECT, Action.REMOVE} and not comment.body:
        return  # erased since
    if decision.action == Action.REJECT:
        _publish_rejected(comment, decision, by)
    elif decision.action == Action.REMOVE:
        if not (comment.is_approved or decision.is_superseded):
            moderate.restore(comment, by)
    elif decision.action == Action.BAN and Ban.objects.in_force().filter(comment=comment):
        unban(comment, by)


def _publish_rejected(comment: Comment, decision: ModerationLog, by: User) -> None:
    comment.refresh_from_db()
    if comment.status == Comment.Status.REJECTED and not decision.is_superseded:
        moderate.return_to_queue(comment, by)
    if comment.status == Comment.Status.PENDING:
        moderate.approve(comment, by)


def _resolve(appeal: Appeal, state: str, action: str, by: User, answer: str) -> None:
    appeal.state, appeal.answer = state, require_reason(answer)
    appeal.decided_by, appeal.decided_at = by, timezone.now()
    appeal.save()
    against = appeal.decision
    decision = ModerationLog.objects.create(
        discussion_id=against.discussion_id,
        comment_id=against.comment_id,
        action=action,
        actor=by,
        reason=appeal.answer,
        version=against.version,
    )
    notify_author(decision)
