"""How a received text is judged: when it comes, when its writer proves their address, when they change it."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .decision import AlreadyDecided, Decision
from .discussion import Discussion


def owe(kind, to, **context):
    """Owe somebody a letter, in this transaction."""
    try:
        from comments.letters import owe as write
    except ImportError:
        return
    write(kind, to, **context)


def announce(comment):
    """Tell those who wait for it that a comment is on the page."""
    try:
        from comments.letters import announce as tell
    except ImportError:
        return
    tell(comment)


def is_confirmed(email):
    """Whether somebody proved that they read the mail of this address; taken for granted where none is sent."""
    try:
        from comments.models import Address
    except ImportError:
        return True
    return Address.objects.is_confirmed(email)


class Arriving(models.Model):
    """The verbs of a text on its way to the page or to the queue; `Submission` has the fields."""

    class Meta:
        abstract = True

    @transaction.atomic
    def receive(self):
        """Judge a text that was just saved: on the page, held, refused, or waiting for its address to be confirmed."""
        from comments import holding  # which asks these models

        review = Discussion.objects.lock(self.discussion_id).review
        verdict = holding.verdict_on(self, review)
        self._note(verdict.reasons)
        if verdict.refusal:
            self.decide(self.Status.REJECTED, Decision.Action.REJECT, None, verdict.refusal)
        elif verdict.is_spam:
            self.decide(self.Status.SPAM, Decision.Action.SPAM, None)
        elif self._waits_for_confirmation(review):
            self.status = self.Status.UNCONFIRMED
            self.save()
            owe("confirm", self.email, submission=self)
        else:
            self._hold_or_accept(verdict.reasons)

    @transaction.atomic
    def confirmed(self):
        """Its writer proved the address: judge it anew and go on. AlreadyDecided unless it waited for that."""
        from comments import holding

        discussion = Discussion.objects.lock(self.discussion_id)
        self.refresh_from_db()
        if self.status != self.Status.UNCONFIRMED:
            raise AlreadyDecided(_("The text is %(status)s already.") % {"status": self.get_status_display()})
        reasons = holding.reasons_to_hold(self, discussion.review)
        self._note(reasons)
        self._hold_or_accept(reasons)

    @transaction.atomic
    def rewrite(self, body):
        """Take over the words that its writer changed it to; every change makes a version."""
        self.body, self.version = body, F("version") + 1
        self.save(update_fields=["body", "version"])
        self.refresh_from_db(fields=["version"])

    @transaction.atomic
    def hold_again(self, body, reasons):
        """Take a printed text back to the queue with the words its writer changed it to, and why it waits now."""
        Discussion.objects.lock(self.discussion_id)
        self.refresh_from_db()
        if self.status not in {self.Status.ACCEPTED, self.Status.PENDING}:
            raise AlreadyDecided(_("The text is %(status)s already.") % {"status": self.get_status_display()})
        self.rewrite(body)
        self.leave_page(None)
        self._note(reasons)
        self.decide(self.Status.PENDING, Decision.Action.HOLD, None)

    def _waits_for_confirmation(self, review):
        if self.user_id or not self.email or not review.publication.confirm_guests:
            return False
        return not is_confirmed(self.email)

    def _hold_or_accept(self, reasons):
        self.status = self.Status.PENDING
        self.save()
        if reasons:
            owe("queue", None, submission=self)
        else:
            self.accept()

    def _note(self, reasons):
        """Keep what was noticed, heaviest first."""
        reasons = sorted(reasons, key=lambda reason: -reason.weight)
        self.signals = [reason.stored() for reason in reasons]
        self.held_because = self.signals[0]["sentence"][:200] if reasons else ""
        self.weight = reasons[0].weight if reasons else 0
