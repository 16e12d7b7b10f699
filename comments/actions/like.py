"""A reader likes a comment, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comments.models import AlreadyDecided, Comment, Discussion, Like
from comments.models.like import member_key

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def like(comment: Comment, by: User | str) -> bool:
    """Count the like of a member, or of a guest by their key, once; gives whether it is new.

    AlreadyDecided for a comment that is not on the page, ValueError for a member's own.
    """
    Discussion.objects.lock_for(comment)
    if not comment.is_approved:
        raise AlreadyDecided(_("This comment is no longer there."))
    user = None if isinstance(by, str) else by
    if user and user.pk == comment.user_id:
        raise ValueError(_("You cannot like your own comment."))
    row, is_new = Like.objects.get_or_create(
        comment=comment, voter_key=_key(by), defaults={"user": user, "by_guest": user is None}
    )
    if is_new:
        comment.count_like(row, 1)
    return is_new


@transaction.atomic
def unlike(comment: Comment, by: User | str) -> bool:
    """Take a like back; gives whether there was one."""
    Discussion.objects.lock_for(comment)
    row = Like.objects.filter(comment=comment, voter_key=_key(by)).first()
    if row is None:
        return False
    row.delete()
    comment.count_like(row, -1)
    return True


def _key(by: User | str) -> str:
    return by if isinstance(by, str) else member_key(by)
