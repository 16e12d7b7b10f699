"""How a received text is judged: when it comes, when its writer proves their address, when they change it."""

from math import prod

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .address import Address
from .decision import AlreadyDecided, Decision
from .discussion import Discussion
from .telling import ask_to_confirm, tell_moderators


class Arriving(models.Model):
    """The verbs of a text on its way to the page or to the queue; `Submission` has the fields."""

    is_proved = False  # whether who sends it is known as the owner of its address

    class Meta:
        abstract = True

    @property
    def is_sure(self):
        """Whether the hand is sure: a member's, or one that proved its address; anybody can type another's."""
        return bool(self.user_id) or self.is_proved

    @transaction.atomic
    def receive(self, *, proved=None):
        """Judge a text that was just saved: on the page, held, refused, or waiting for its address to be confirmed.

        `proved` says whether this very browser is known to be the address's owner's; None asks only
        whether the address was ever confirmed. Nothing that is known of an address speaks for or
        against who merely typed it; a ban of it holds the text.
        """
        from comments import holding  # which asks these models

        self.is_proved = Address.objects.is_confirmed(self.email) if proved is None else proved
        review = Discussion.objects.lock(self.discussion_id).review
        verdict = holding.verdict_on(self, review)
        if self._is_refused(verdict):
            return
        if self._waits_for_confirmation(review):
            self.status = self.Status.UNCONFIRMED
            self.save()
            ask_to_confirm(self)
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
        self.is_proved = True
        verdict = holding.verdict_on(self, discussion.review)
        if not self._is_refused(verdict):
            self._hold_or_accept(verdict.reasons)

    @transaction.atomic
    def rewrite(self, body):
        """Take over the words that its writer changed it to; every change makes a version."""
        self._forget_lesson()
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

    def _teach(self):
        """Let the spam filter learn from what was decided."""
        from comments import spam

        spam.learn_from(self)

    def _forget_lesson(self):
        """Let the spam filter unlearn the words that are about to change."""
        from comments import spam

        spam.unlearn(self)

    def _is_refused(self, verdict):
        """Keep what was noticed, and refuse what a ban or the spam rules refuse."""
        self._note(verdict.reasons)
        if verdict.refusal:
            self.decide(self.Status.REJECTED, Decision.Action.REJECT, None, verdict.refusal)
        elif verdict.is_spam:
            self.decide(self.Status.SPAM, Decision.Action.SPAM, None)
        return bool(verdict.refusal) or verdict.is_spam

    def _waits_for_confirmation(self, review):
        return bool(self.email) and review.publication.confirm_guests and not self.is_sure

    def _hold_or_accept(self, reasons):
        self.status = self.Status.PENDING
        self.save()
        if reasons:
            tell_moderators()
        else:
            self.accept()

    def _note(self, reasons):
        """Keep what was noticed, heaviest first."""
        reasons = sorted(reasons, key=lambda reason: -reason.weight)
        self.signals = [reason.stored() for reason in reasons]
        self.held_because = self.signals[0]["sentence"][:200] if reasons else ""
        self.rule = self.signals[0]["rule"] if reasons else ""
        self.weight = round(1 - prod(1 - reason.weight for reason in reasons), 4)
