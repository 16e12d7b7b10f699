"""One person's traces: all comments sent by an account, or by guests with an address."""

from dataclasses import dataclass

from django.db.models import Q

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
from mail.models import OutgoingEmail


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
    def reports(self):
        return Report.objects.filter(user=self.user) if self.user else Report.objects.none()

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
        return any(rows.exists() for rows in kept)
