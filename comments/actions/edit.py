"""What an author does with a comment of their own: change it, delete it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import AlreadyDecided, Comment, Discussion, FilmMention
from comments.models.revision import MAX_REVISIONS
from comments.notify import notify_moderators
from comments.screening import Screening, screen
from comments.spam import duplicates
from comments.submission import Author, Context, Signal

from .decide import Action, Status, add_revision, close_gap, leave_page, refuse, unpublish

if TYPE_CHECKING:
    from collections.abc import Sequence


TOO_LATE = _("It is too late to edit this comment. You can still delete it or reply to it.")
TOO_OFTEN = _("This comment cannot be edited any more. You can still delete it.")


@transaction.atomic
def edit(
    comment: Comment,
    body: str,
    is_spoiler: bool = False,
    signals: tuple[Signal, ...] = (),
    mentions: Sequence[FilmMention] = (),
) -> None:
    """Change its words as its author; the old are kept, and the new are screened as a post is.

    `mentions` are the films that it names from now on.
    Its status says what became of it. AlreadyDecided when it is too late, or was changed too often.
    """
    Discussion.objects.lock_for(comment)
    if not comment.is_editable:
        raise AlreadyDecided(TOO_LATE)
    if (body, is_spoiler) == (comment.body, comment.is_spoiler):
        FilmMention.objects.replace(comment, mentions)
        return
    if comment.version > MAX_REVISIONS:
        raise AlreadyDecided(TOO_OFTEN)
    FilmMention.objects.replace(comment, mentions)
    author = _author_who_edits(comment)
    context = _context_of_edit(comment, signals)
    add_revision(comment, body, is_spoiler)
    screening = screen(comment, author, context)
    if comment.is_approved:
        _hold_or_keep(comment, screening)
    else:
        _refuse_or_keep(comment, screening)
    duplicates.remember(comment, screening.fingerprint)


@transaction.atomic
def withdraw(comment: Comment) -> None:
    """Delete it as its author, for good. AlreadyDecided unless it waits or is on the page."""
    Discussion.objects.lock_for(comment)
    was_on_page = comment.is_approved
    if not (was_on_page or comment.is_waiting):
        raise AlreadyDecided(_("The comment has already been removed."))
    comment.status, comment.reason = Status.WITHDRAWN, ""
    if was_on_page:
        leave_page(comment)
        comment.save()
        close_gap(comment)
        return
    comment.decided_at, comment.form_key = timezone.now(), None
    comment.save()


def _author_who_edits(comment: Comment) -> Author:
    """Where guests confirm their addresses, no other person's text got this far."""
    confirms = comment.discussion.review.publication.confirm_guests
    return Author.of(comment, owns_email=confirms and comment.status != Status.UNCONFIRMED)


def _context_of_edit(comment: Comment, signals: tuple[Signal, ...]) -> Context:
    """What came with the first sending counts on while the address is not confirmed."""
    before = Context.of(comment)
    if signals or comment.status != Status.UNCONFIRMED:
        return replace(before, signals=signals)
    return before


def _hold_or_keep(comment: Comment, screening: Screening) -> None:
    """Leave new words on the page unless any rule holds them; then they go to the queue."""
    if not screening.signals:
        comment.save()
        return
    screening.record(comment)
    unpublish(comment, Status.PENDING, Action.HOLD, None)
    notify_moderators()


def _refuse_or_keep(comment: Comment, screening: Screening) -> None:
    """Leave new words where they wait unless a rule refuses them outright."""
    screening.record(comment)
    if screening.is_refused:
        refuse(comment, screening)
    else:
        comment.save()
