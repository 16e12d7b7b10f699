"""Erasure: what one person wrote leaves the page and the database; what stays says nothing of them.

Numbers, places and decisions stay, so that threads keep their shape and the chain of decisions its
proof: it holds no text and no name. Words that others quoted are theirs.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import letters
from comments.models import (
    Appeal,
    Comment,
    CommentVersion,
    Discussion,
    Fingerprint,
    MemberProfile,
    Report,
    Submission,
)

from .person import Person
from .traces import forget_mentions

NOTHING = {"name": "", "website": "", "body": "", "user": None}


@transaction.atomic
def erase(who):
    """Erase a user's talk, or that of the owner of an e-mail address; how many texts there were.

    A member's account goes as well, unless it is one of the staff. A ban in force stays until its date.
    """
    person = Person.of(who)
    comments = list(person.comments.values_list("pk", flat=True))
    submissions = list(person.submissions.values_list("pk", flat=True))
    _lock_threads(person)
    _take_back_likes(person)
    _leave_the_page(comments)
    person.appeals.update(words="")
    wipe(submissions, comments)
    for report in person.reports:
        Report.objects.filter(pk=report.pk).update(user=None, words="", hand=f"erased:{report.pk}")
    person.trusts.delete()
    person.bans.in_force().filter(mark="").forget_hand(person.addresses)
    person.bans.exclude(pk__in=person.bans.in_force()).delete()
    for email in person.emails:
        letters.forget(email)
    forget_mentions(_all_addresses(person))
    _delete_account(person.user)
    return len(submissions)


def wipe(submissions, comments):
    """Keep nothing personal of these rows, given by their keys; none of them may be on the page."""
    kept = Submission.objects.filter(pk__in=submissions)
    waiting = kept.filter(status__in=["unconfirmed", "pending"])
    waiting.update(status="rejected", reason=_("Erased by its author."), decided_at=timezone.now())
    nothing = NOTHING | {"email": "", "network": "", "key": None, "signals": [], "held_because": ""}
    kept.update(**nothing)
    rows = Comment.objects.filter(pk__in=comments)
    rows.update(**NOTHING, body_html="", first_words="", critic=None, verified=False, edited_at=None)
    CommentVersion.objects.filter(submission__in=submissions).delete()
    Report.objects.filter(comment__in=comments).update(words="")
    Appeal.objects.filter(decision__submission__in=submissions).update(words="")
    Fingerprint.objects.filter(submission__in=submissions).delete()
    _clear_log(Submission, submissions)
    _clear_log(Comment, comments)


def _all_addresses(person):
    """Also those of an account that goes which nobody confirmed."""
    if person.user is None or person.user.is_staff:
        return person.addresses
    return person.addresses | {email.lower() for email in person.user.emailaddress_set.values_list("email", flat=True)}


def _lock_threads(person):
    """Lock every thread that changes, lowest first, so that two erasures never wait for each other."""
    threads = set(person.submissions.values_list("discussion", flat=True))
    threads |= set(person.comments.values_list("discussion", flat=True))
    threads |= set(person.likes.values_list("comment__discussion", flat=True))
    for pk in sorted(threads):
        Discussion.objects.lock(pk)


def _take_back_likes(person):
    for like in person.likes.select_related("comment"):
        like.comment.unlike(person.user)


def _leave_the_page(comments):
    for comment in Comment.objects.approved().filter(pk__in=comments).order_by("discussion", "pk"):
        comment.withdraw()
    Discussion.objects.filter(pinned__in=comments).update(pinned=None)


def _clear_log(model, keys):
    """The admin's own log names rows by their first words."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    entries.update(object_repr="", change_message="")


def _delete_account(user):
    if user is None or user.is_staff:
        return
    _clear_log(get_user_model(), [user.pk])
    Session.objects.filter(session_key__in=user.usersession_set.values("session_key")).delete()  # they hold the address
    profile = getattr(user, "profile", None)
    if profile:
        _clear_log(MemberProfile, [profile.pk])
    user.delete()
