"""Who may not write for a time, and whose texts appear at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import AlreadyDecided, Ban, Comment, Discussion, ModerationLog, TrustedAuthor
from comments.models.ban import author_lookup, email_hash
from comments.models.moderation import log_decision, require_reason
from comments.notify import notify_author

from .decide import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def ban(
    comment: Comment, by: User, *, until: datetime, reason: str, with_network: bool = False
) -> ModerationLog:
    """Ban who sent a comment until a time, with their network if asked, and tell them.

    ValueError without a reason, or where nothing is known of who it was.
    """
    reason = require_reason(reason)
    Discussion.objects.lock_for(comment)
    if until <= timezone.now():
        raise ValueError(_("Enter a future date on which the ban ends."))
    banned: dict[str, Any] = author_lookup(comment)
    if with_network:
        banned |= {"network": comment.network}
    if not any(banned.values()):
        raise ValueError(
            _("Nothing is known about the author of this comment, so nobody can be banned.")
        )
    row = Ban.objects.create(
        **banned, comment=comment, name=comment.name, until=until, reason=reason, by=by
    )
    said = _("Until %(date)s. %(reason)s") % {"date": row.last_day, "reason": reason}
    decision = log_decision(comment, Action.BAN, by, require_reason(said))
    notify_author(decision)
    return decision


@transaction.atomic
def unban(comment: Comment, by: User, bans: QuerySet[Ban] | None = None) -> ModerationLog:
    """End those of these bans that a comment led to. AlreadyDecided where none is in force."""
    Discussion.objects.lock_for(comment)
    rows = Ban.objects.all() if bans is None else bans
    if not _end(rows.filter(comment=comment)):
        raise AlreadyDecided(_("This author is not banned."))
    return log_decision(comment, Action.UNBAN, by)


@transaction.atomic
def lift(row: Ban, by: User) -> None:
    """End a ban now. AlreadyDecided if it is over."""
    if not _end(Ban.objects.filter(pk=row.pk)):
        raise AlreadyDecided(_("The ban has ended."))
    discussion = row.comment.discussion_id if row.comment else None
    ModerationLog.objects.create(
        discussion_id=discussion, comment_id=row.comment_id, action=Action.UNBAN, actor=by
    )


def _end(bans: QuerySet[Ban]) -> int:
    return bans.filter(until__gt=timezone.now()).update(until=timezone.now())


@transaction.atomic
def anonymize(bans: QuerySet[Ban], emails: set[str]) -> None:
    """Keep bans under hashes of their author's addresses, and nothing else of the person."""
    for row in list(bans):
        kept = {name: getattr(row, name) for name in ("comment", "until", "reason", "at", "by")}
        for email in emails:
            Ban.objects.create(email_hash=email_hash(email), **kept)
        row.delete()


@transaction.atomic
def trust(comment: Comment, by: User) -> ModerationLog:
    """Publish at once what its author sends under this name. AlreadyDecided if they are trusted."""
    Discussion.objects.lock_for(comment)
    author = author_lookup(comment)
    if not any(author.values()):
        raise ValueError(
            _("Nothing is known about the author of this comment, so nobody can be trusted.")
        )
    if TrustedAuthor.objects.under_name(comment).exists():
        raise AlreadyDecided(_("This author is already trusted."))
    TrustedAuthor.objects.create(**author, name=comment.name, by=by)
    return log_decision(comment, Action.TRUST, by)


@transaction.atomic
def distrust(comment: Comment, by: User) -> ModerationLog:
    """AlreadyDecided if its author is not trusted."""
    Discussion.objects.lock_for(comment)
    if not TrustedAuthor.objects.under_name(comment).delete()[0]:
        raise AlreadyDecided(_("This author is not trusted."))
    return log_decision(comment, Action.DISTRUST, by)


@transaction.atomic
def revoke(row: TrustedAuthor, by: User) -> None:
    """Trust an author no more, from the list of those who are."""
    row.delete()
    ModerationLog.objects.create(action=Action.DISTRUST, actor=by)
