"""A comment arrives: kept once, screened, then published, held, refused, or to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import AlreadyDecided, Comment, Discussion, FilmMention
from comments.notify import ask_to_confirm, notify_moderators
from comments.screening import Screening, screen
from comments.spam import duplicates
from comments.submission import Author, Context, Signal

from .decide import Action, Status, publish, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence


@transaction.atomic
def submit(
    comment: Comment, author: Author, context: Context, mentions: Sequence[FilmMention] = ()
) -> tuple[Comment, bool]:
    """Keep a comment on its discussion, which may be unsaved: (the comment, whether it is theirs).

    A second sending gives the first one again. Where only the network speaks for the sender, as
    before a guest has any cookie, it may be a neighbour's: then they get no right over it.
    AlreadyDecided where the discussion has been closed meanwhile.
    """
    discussion = comment.discussion
    if discussion.pk is None:
        discussion = Discussion.objects.get_or_create_for(discussion.review)
    comment.discussion = Discussion.objects.lock(discussion.pk)
    if earlier := find_duplicate(comment, author):
        return earlier, True
    if echo := _find_echo(comment, author, context):
        return echo, False
    if closed := comment.discussion.closed_message(author.user):
        raise AlreadyDecided(closed)
    comment.form_key = _unused_key(comment)
    screening = screen(comment, author, context)
    _settle(comment, screening, waits=_waits_for_confirmation(comment, author))
    FilmMention.objects.add(comment, mentions)
    return comment, True


@transaction.atomic
def confirm(comment: Comment) -> None:
    """Its author proved the address: screen it anew. AlreadyDecided unless it waited for that.

    Where the discussion was closed meanwhile, a moderator decides: it was sent in time.
    """
    Discussion.objects.lock_for(comment)
    if comment.status != Status.UNCONFIRMED:
        raise AlreadyDecided(_("This comment does not wait for a confirmation."))
    author = Author.of(comment, owns_email=True)
    screening = screen(comment, author, Context.of(comment))
    if comment.discussion.closed_message(author.user):
        screening = screening.with_signal(
            Signal("closed", _("The comments were closed before its author confirmed it."))
        )
    _settle(comment, screening, waits=False)


def find_duplicate(comment: Comment, author: Author) -> Comment | None:
    """The comment that this form, or this author with the same words, has sent already.

    A typed address alone makes nobody the author of what others sent.
    """
    if sent := sent_with_key(comment, author):
        return sent
    rows = Comment.objects.duplicates_of(comment, author)
    if not author.is_identified:
        rows = rows.filter(pk__in=author.session_comment_ids)
    return rows.first()


def sent_with_key(comment: Comment, author: Author) -> Comment | None:
    if not comment.form_key or comment.discussion.pk is None:
        return None
    rows = Comment.objects.by_same_author(author)
    return rows.filter(form_key=_stored_key(comment)).first()


def _find_echo(comment: Comment, author: Author, context: Context) -> Comment | None:
    """A guest's double click before any cookie."""
    if author.user or not context.network:
        return None
    rows = Comment.objects.duplicates_of(comment, author)
    return rows.filter(network=context.network).first()


def _stored_key(comment: Comment) -> str:
    """The key with its thread, whose lock then guards it: no other thread has it."""
    return f"{comment.discussion.pk}:{comment.form_key}"


def _unused_key(comment: Comment) -> str | None:
    if not comment.form_key:
        return None
    key = _stored_key(comment)
    return None if Comment.objects.filter(form_key=key).exists() else key


def _waits_for_confirmation(comment: Comment, author: Author) -> bool:
    asks = comment.discussion.review.publication.confirm_guests
    return bool(author.email) and asks and not author.is_identified


def _settle(comment: Comment, screening: Screening, *, waits: bool) -> None:
    screening.record(comment)
    if screening.is_refused:
        refuse(comment, screening)
    elif waits:
        comment.status = Status.UNCONFIRMED
        comment.save()
        ask_to_confirm(comment)
    elif screening.signals:
        comment.status = Status.PENDING
        comment.save()
        notify_moderators()
    else:
        publish(comment, Action.APPROVE, None)
    duplicates.remember(comment, screening.fingerprint)
