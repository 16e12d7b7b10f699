"""One person's traces in the talk: all that was sent by an account, or by guests under an address."""

from dataclasses import dataclass

from django.db.models import Q

from comments.models import Appeal, Ban, Comment, Letter, Like, Report, Submission, Subscription, Trust
from comments.models.ban import mark_of


@dataclass(frozen=True)
class Person:
    """A member, with the addresses they confirmed, or the owner of one address."""

    user: object = None
    emails: tuple = ()

    @classmethod
    def of(cls, who):
        """The person of a user or of an e-mail address that was proved to be theirs."""
        if isinstance(who, str):
            return cls(emails=(who.strip().lower(),))
        proved = who.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        return cls(who, tuple(sorted({email.lower() for email in proved})))

    def _theirs(self, prefix=""):
        """The condition of rows with a user, and an e-mail where that is none."""
        guest = Q(**{f"{prefix}user": None, f"{prefix}email__in": self.emails})
        return guest | Q(**{f"{prefix}user": self.user}) if self.user else guest

    @property
    def addresses(self):
        """All that is known of theirs, also what an account gives and nobody confirmed."""
        return {*self.emails, self.user.email.lower()} - {""} if self.user else {*self.emails}

    @property
    def submissions(self):
        return Submission.objects.filter(self._theirs())

    @property
    def comments(self):
        """Their comments, also those that came without a received text."""
        theirs = Q(submission__in=self.submissions.values("pk"))
        return Comment.objects.filter(theirs | Q(user=self.user) if self.user else theirs)

    @property
    def likes(self):
        return Like.objects.filter(user=self.user) if self.user else Like.objects.none()

    @property
    def reports(self):
        return Report.objects.filter(user=self.user) if self.user else Report.objects.none()

    @property
    def appeals(self):
        """Their words against decisions about their texts."""
        return Appeal.objects.filter(
            Q(decision__submission__in=self.submissions.values("pk"))
            | Q(decision__comment__in=self.comments.values("pk"))
        )

    @property
    def bans(self):
        """Bans on them, also where an erasure left no more than a mark of an address."""
        return Ban.objects.filter(self._theirs() | Q(mark__in=map(mark_of, self.addresses)))

    @property
    def trusts(self):
        return Trust.objects.filter(self._theirs())

    @property
    def subscriptions(self):
        return Subscription.objects.filter(address__email__in=self.emails)

    @property
    def letters(self):
        return Letter.objects.filter(to__in=self.emails)

    @property
    def has_traces(self):
        """Whether anything is kept that they may want to see or erase."""
        return self.submissions.exists() or self.subscriptions.exists() or self.letters.exists() or self.bans.exists()
