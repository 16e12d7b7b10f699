"""One person's traces: all comments sent by an account, or by guests with an address."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import FilmMark
from comments.models import (
    Appeal,
    Ban,
    Comment,
    Like,
    Report,
    Subscription,
    TrustedAuthor,
)
from comments.models.ban import email_hash
from error_reports.models import ErrorReport
from mail.models import OutgoingEmail, Recipient

FORMAT = 3  # of an exported file; a reader of it looks here first


@dataclass(frozen=True)
class DataSubject:
    """A member, with the addresses they confirmed, or the owner of one address."""

    user: object = None
    emails: tuple = ()

    @classmethod
    def of(cls, who):
        """The person of a user, or of an e-mail address that was proved to be theirs."""
        if isinstance(who, str):
            return cls(emails=(who.strip().lower(),))
        verified = who.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        return cls(who, tuple(sorted({email.lower() for email in verified})))

    def _theirs(self):
        """The condition of rows with a user, and an e-mail where that is none."""
        guest = Q(user=None, email__in=self.emails)
        return guest | Q(user=self.user) if self.user else guest

    @property
    def addresses(self):
        """All that is known of theirs, also what an account gives and nobody confirmed."""
        return {*self.emails, self.user.email.lower()} - {""} if self.user else {*self.emails}

    @property
    def comments(self):
        return Comment.objects.filter(self._theirs())

    @property
    def likes(self):
        return Like.objects.filter(user=self.user) if self.user else Like.objects.none()

    @property
    def film_marks(self):
        return FilmMark.objects.filter(user=self.user) if self.user else FilmMark.objects.none()

    @property
    def reports(self):
        return Report.objects.filter(user=self.user) if self.user else Report.objects.none()

    @property
    def error_reports(self):
        return ErrorReport.objects.from_emails(self.emails)

    @property
    def appeals(self):
        return Appeal.objects.filter(decision__comment__in=self.comments.values("pk"))

    @property
    def bans(self):
        """Bans on them, also where an erasure left no more than a hash of an address."""
        hashes = map(email_hash, self.addresses)
        return Ban.objects.filter(self._theirs() | Q(email_hash__in=hashes))

    @property
    def trusted(self):
        return TrustedAuthor.objects.filter(self._theirs())

    @property
    def subscriptions(self):
        return Subscription.objects.filter(recipient__email__in=self.emails)

    @property
    def outgoing_emails(self):
        return OutgoingEmail.objects.filter(to__in=self.emails)

    @property
    def has_traces(self):
        """Whether anything is kept that they may want to see or erase."""
        kept = (self.comments, self.subscriptions, self.outgoing_emails, self.bans)
        kept += (self.error_reports, self.trusted)
        return any(rows.exists() for rows in kept)


def export(who):
    """What is kept of a user, or of the owner of an e-mail address, to be written as JSON.

    Not what proves who somebody is, nor hashes, which say nothing to a reader.
    """
    person = DataSubject.of(who)
    comments = person.comments.select_related("discussion__review", "parent")
    comments = comments.defer("discussion__review__body").prefetch_related(
        "revisions", "film_mentions__film"
    )
    emails = person.outgoing_emails
    return {
        "format": FORMAT,
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "addresses": list(person.emails),
        "account": person.user and _account(person.user),
        "comments": [_comment(row) for row in comments.order_by("posted_at", "pk")],
        "likes": [
            {"comment": _address_of(row.comment), "at": row.liked_at}
            for row in _with_comments(person.likes)
        ],
        "reports": [
            {"comment": _address_of(row.comment)} | _facts(row, "at", "why", "words")
            for row in _with_comments(person.reports)
        ],
        "error_reports": list(
            person.error_reports.values("received_at", "passage", "words", "state", "answer")
        ),
        "marked_films": [
            {"film": str(row.film), "stance": row.stance}
            for row in person.film_marks.select_related("film").order_by("pk")
        ],
        "appeals": list(person.appeals.values("at", "words", "state", "answer")),
        "bans": list(person.bans.values("at", "until", "reason")),
        "trusted": list(person.trusted.values("name", "at")),
        "subscriptions": [
            {"to": row.list_name} | _facts(row, "cadence", "confirmed_at")
            for row in person.subscriptions
        ],
        "email_settings": list(
            Recipient.objects.filter(email__in=person.emails).values(
                "email", "created_at", "confirmed_at", "unsubscribed_at", "opted_out_of"
            )
        ),
        "emails": list(
            emails.values("kind", "to", "sent_at", "status", written_at=F("created_at"))
        ),
    }


def _facts(row, *names):
    return {name: getattr(row, name) for name in names}


def _account(user):
    names = ("username", "first_name", "last_name", "email", "date_joined", "last_login")
    profile = getattr(user, "profile", None)
    sessions = user.usersession_set.order_by("pk")
    elsewhere = user.socialaccount_set.order_by("pk")
    return _facts(user, *names) | {
        "addresses": list(user.emailaddress_set.values("email", "verified")),
        "verification": profile and _facts(profile, "asked_at", "verified_name", "verified_at"),
        "sessions": list(sessions.values("created_at", "last_seen_at", browser=F("user_agent"))),
        "passkeys_and_codes": [
            {"name": str(row)} | _facts(row, "created_at", "last_used_at")
            for row in user.authenticator_set.order_by("pk")
        ],
        "accounts_at_other_sites": list(
            elsewhere.values(
                "provider", "uid", "date_joined", "last_login", what_it_told=F("extra_data")
            )
        ),
    }


def _with_comments(rows):
    rows = rows.select_related("comment__discussion__review").order_by("pk")
    return rows.defer("comment__discussion__review__body")


def _comment(row):
    sent = _facts(row, "name", "email", "website", "body", "is_spoiler", "posted_at")
    decided = _facts(row, "status", "reason", "decided_at")
    return {
        **sent,
        **decided,
        "review": settings.SITE_URL + row.discussion.review.get_absolute_url(),
        "answers": row.parent and row.parent.seq,
        "address": _address_of(row) if row.seq else None,
        "films_named": [str(mention.film) for mention in row.film_mentions.all()],
        "earlier_texts": [_facts(text, "body", "written_at") for text in row.revisions.all()],
    }


def _address_of(comment):
    return settings.SITE_URL + comment.get_absolute_url()
