"""All that one person wrote and chose here, as plain data for a JSON file."""

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from .data_subject import DataSubject

FORMAT = 2  # of the file; a reader of it looks here first


def export(who):
    """Everything kept of a user, or of the owner of an e-mail address, as a dictionary."""
    person = DataSubject.of(who)
    return {
        "format": FORMAT,
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "addresses": list(person.emails),
        "account": _account(person.user),
        "comments": [_comment(row) for row in _comments_of(person)],
        "likes": [
            {"comment": _address_of(row.comment), "at": row.liked_at}
            for row in _on_comments(person.likes)
        ],
        "reports": [
            {"comment": _address_of(row.comment), "at": row.at, "why": row.why, "words": row.words}
            for row in _on_comments(person.reports)
        ],
        "appeals": list(person.appeals.values("at", "words", "state", "answer")),
        "bans": list(person.bans.values("at", "until", "reason")),
        "subscriptions": [
            {"to": row.slug, "cadence": row.cadence, "confirmed_at": row.confirmed_at}
            for row in person.subscriptions
        ],
        "emails": list(
            person.outgoing_emails.values(
                "kind", "to", "sent_at", "status", written_at=F("created_at")
            )
        ),
    }


def _comments_of(person):
    rows = person.comments.select_related("discussion__review", "parent").order_by(
        "posted_at", "pk"
    )
    return rows.defer("discussion__review__body").prefetch_related("revisions")


def _on_comments(rows):
    return (
        rows.select_related("comment__discussion__review")
        .defer("comment__discussion__review__body")
        .order_by("pk")
    )


def _comment(row):
    """One comment, with what became of it."""
    facts = (
        "name",
        "email",
        "website",
        "body",
        "is_spoiler",
        "posted_at",
        "status",
        "reason",
        "decided_at",
    )
    return {name: getattr(row, name) for name in facts} | {
        "review": settings.SITE_URL + row.discussion.review.get_absolute_url(),
        "answers": row.parent and row.parent.seq,
        "address": _address_of(row) if row.seq else None,
        "earlier_texts": [
            {"body": revision.body, "written_at": revision.written_at}
            for revision in row.revisions.all()
        ],
    }


def _address_of(comment):
    return settings.SITE_URL + comment.get_absolute_url()


def _account(user):
    if user is None:
        return None
    facts = ("username", "first_name", "last_name", "email", "date_joined", "last_login")
    return {name: getattr(user, name) for name in facts}
