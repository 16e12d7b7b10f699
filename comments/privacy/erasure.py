"""Erasure: what one person wrote leaves the page and the database; what stays says nothing of them.

Numbers, places and decisions stay, so that threads keep their shape and the log of decisions is
whole: it holds no text and no name. Words that others quoted are theirs.
"""

import re

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import MemberProfile
from comments.actions.ban import anonymize
from comments.actions.edit import withdraw
from comments.actions.like import unlike
from comments.models import (
    Appeal,
    Comment,
    Discussion,
    FilmMention,
    Fingerprint,
    Report,
    Revision,
)
from mail.models import OutgoingEmail
from mail.queue import delete_recipient

from .data_subject import DataSubject

EMPTIED = {
    "name": "",
    "email": "",
    "website": "",
    "body": "",
    "body_html": "",
    "first_words": "",
    "user": None,
    "critic": None,
    "verified": False,
    "edited_at": None,
    "network": "",
    "form_key": None,
    "signals": [],
}


@transaction.atomic
def erase(who):
    """Erase a user's comments, or those of the owner of an e-mail address; how many there were.

    A member's account goes as well, unless it is one of the staff. A ban in force stays until its
    date.
    """
    subject = DataSubject.of(who)
    _lock(subject)
    comments = list(subject.comments.values_list("pk", flat=True))  # also what came meanwhile
    for like in subject.likes.select_related("comment"):
        unlike(like.comment, subject.user)
    _leave_the_page(comments)
    empty(comments, _("Erased by its author."))
    subject.reports.update(user=None, words="", reporter_key=nameless_key("erased"))
    subject.error_reports.delete()
    subject.trusted.delete()
    subject.film_marks.delete()
    anonymize(subject.bans.in_force().filter(email_hash=""), subject.addresses)
    subject.bans.exclude(pk__in=subject.bans.in_force()).delete()
    for email in subject.emails:
        delete_recipient(email)
    _purge_mentions(_all_addresses(subject))
    _delete_account(subject.user)
    return len(comments)


def empty(keys, reason):
    """Keep nothing personal of these comments, but of those that are on the page.

    Those that wait are rejected for this reason.
    """
    rows = Comment.objects.filter(pk__in=keys).exclude(status="approved")
    keys = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    rows.filter(status__in=Comment.WAITING).update(
        status="rejected", reason=reason, decided_at=timezone.now()
    )
    rows.update(**EMPTIED)
    Revision.objects.filter(comment__in=keys).delete()
    FilmMention.objects.filter(comment__in=keys).delete()
    Report.objects.filter(comment__in=keys).update(words="")
    Appeal.objects.filter(decision__comment__in=keys).update(words="")
    Fingerprint.objects.filter(comment__in=keys).delete()
    _clear_log(Comment, keys)


def nameless_key(prefix):
    """What reports of nobody in particular are told apart by, for an update of many."""
    return Concat(Value(f"{prefix}:"), Cast("pk", CharField()))


def _all_addresses(subject):
    """Also those of an account that goes which nobody confirmed."""
    user = subject.user
    if user is None or user.is_staff:
        return subject.addresses
    own = user.emailaddress_set.values_list("email", flat=True)
    return subject.addresses | {email.lower() for email in own}


def _lock(subject):
    """Lock every thread that changes, lowest first, so that two erasures cannot deadlock.

    Then the account: what it posts in other threads fails from here on (PostgreSQL checks foreign
    keys as a transaction ends, and waits for us).
    """
    threads = set(subject.comments.values_list("discussion", flat=True))
    threads |= set(subject.likes.values_list("comment__discussion", flat=True))
    for pk in sorted(threads):
        Discussion.objects.lock(pk)
    if subject.user:
        get_user_model().objects.select_for_update().filter(pk=subject.user.pk).first()


def _leave_the_page(keys):
    approved = Comment.objects.approved().filter(pk__in=keys)
    for comment in approved.order_by("discussion", "pk"):
        withdraw(comment)
    Discussion.objects.filter(pinned__in=keys).update(pinned=None)


def _clear_log(model, keys):
    """The admin's own log names rows by their first words."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    entries.update(object_repr="", change_message="")


def _delete_account(user):
    if user is None or user.is_staff:
        return
    _clear_log(get_user_model(), [user.pk])
    keys = user.usersession_set.values("session_key")
    Session.objects.filter(session_key__in=keys).delete()  # they hold the address
    profile = getattr(user, "profile", None)
    if profile:
        _clear_log(MemberProfile, [profile.pk])
    user.delete()


def _purge_mentions(emails):
    """Empty or delete admin log entries, account e-mails and sessions that name these addresses."""
    if not emails:
        return
    pattern = _pattern_of(emails)
    log = LogEntry.objects.filter(_mentions(emails, "object_repr", "change_message"))
    entries = [row.pk for row in log if pattern.search(f"{row.object_repr}\n{row.change_message}")]
    LogEntry.objects.filter(pk__in=entries).update(object_repr="", change_message="")
    emailed = OutgoingEmail.objects.filter(kind="account").filter(
        _mentions(emails, "to", "context")
    )
    OutgoingEmail.objects.filter(
        pk__in=[row.pk for row in emailed if pattern.search(f"{row.to}\n{row.context}")]
    ).delete()
    # A browser that asked for a code has the address in its session, which is packed: each is
    # opened.
    sessions = Session.objects.iterator(chunk_size=500)
    named = [row.session_key for row in sessions if pattern.search(str(row.get_decoded()))]
    Session.objects.filter(session_key__in=named).delete()


def _pattern_of(emails):
    """Finds these addresses, but not longer ones that end or begin alike."""
    return re.compile(
        rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, sorted(emails)))})(?![\w-]|\.\w)", re.IGNORECASE
    )


def _mentions(emails, *fields):
    found = Q()
    for field in fields:
        for email in emails:
            found |= Q(**{f"{field}__icontains": email})
    return found
