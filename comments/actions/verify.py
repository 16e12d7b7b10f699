"""A moderator vouches for a member's name, or takes that back; their comments say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comments.models import Comment, Discussion

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from accounts.models import MemberProfile


@transaction.atomic
def verify(profile: MemberProfile, moderator: User) -> None:
    """Vouch for the name of now; what was written under it gets the badge."""
    _set_badge(profile, False)
    profile.set_verified_name(profile.name, moderator)
    _set_badge(profile, True)


@transaction.atomic
def unverify(profile: MemberProfile) -> None:
    """Take the badge back, from comments as well, and close a request for it."""
    _set_badge(profile, False)
    profile.set_verified_name("", None)


def _set_badge(profile: MemberProfile, verified: bool) -> None:
    """On the member's comments under the verified name, with their threads locked."""
    rows = Comment.objects.filter(user=profile.user, name=profile.verified_name)
    rows = rows.exclude(verified=verified)
    for thread in sorted(set(rows.order_by().values_list("discussion", flat=True))):
        Discussion.objects.lock(thread)
    rows.update(verified=verified)
