"""How a received text is judged: when it comes, when its writer proves their address, when they change it."""

from math import prod

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .address import Address
from .decision import AlreadyDecided, Decision
from .discussion import Discussion
from .fingerprint import Fingerprint
from .telling import ask_to_confirm, tell_moderators
from .version import EDITABLE_FOR, MAX_CHANGES, TOO_LATE, CommentVersion


class Arriving(models.Model):
    """The verbs of a text on its way to the page or to the queue; `Submission` has the fields."""

    is_proved = False  # whether who sends it is known as the owner of its address
    networks = ()  # the sender's network as it was hashed in the months of bans in force
    of_session = ()  # the keys of texts that the sending browser is known to have written

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

        review = self._lock((self.Status.UNCONFIRMED,)).review
        self.is_proved = True
        verdict = holding.verdict_on(self, review)
        if not self._is_refused(verdict):
            self._hold_or_accept(verdict.reasons)

    # Its writer's second thoughts

    @property
    def is_undecided(self):
        """Whether it still waits, for its writer or for a moderator."""
        return self.status in self.UNDECIDED

    @property
    def is_editable(self):
        """Whether its writer may change it: while it waits, and where it was on the page as long as any comment."""
        if not self.is_undecided:
            return False
        return self.comment is None or timezone.now() < self.comment.posted_at + EDITABLE_FOR

    @transaction.atomic
    def edit(self, body, tells_ending=False, *, opinion=None):
        """Change a text that waits, as its writer: the new words are judged as the first were, and wait on.

        Gives True, as it waits. AlreadyDecided where it does not, or the time is over. `opinion` is an outside
        service's reason against the new words.
        """
        from comments import holding

        review = self._lock(self.UNDECIDED).review
        if not self.is_editable:
            raise AlreadyDecided(TOO_LATE)
        if (body, tells_ending) != (self.body, self.tells_ending):
            self.rewrite(body, tells_ending)
            self._is_from_its_writer(review, opinion)
            if not self._is_refused(holding.verdict_on(self, review)):
                self.save()
        return True

    @transaction.atomic
    def withdraw(self):
        """Delete it as its writer while it waits, for good. AlreadyDecided where it does not wait."""
        self._lock(self.UNDECIDED)
        self.status, self.decided_at, self.key = self.Status.WITHDRAWN, timezone.now(), None
        self.save()
        Fingerprint.objects.filter(submission=self).delete()  # the same words sent anew are no copy
        if self.comment:
            self.comment.give_up()

    @transaction.atomic
    def rewrite(self, body, tells_ending=False):
        """Take over the words that its writer changed it to; the old make a version. AlreadyDecided after too many."""
        if self.version > MAX_CHANGES:
            raise AlreadyDecided(_("This comment cannot be edited any more. You can still delete it."))
        self._forget_lesson()
        CommentVersion.objects.create(
            submission=self,
            number=self.version,
            body=self.body,
            tells_ending=self.tells_ending,
            written_at=self.edited_at or self.received_at,
        )
        self.body, self.tells_ending = body, tells_ending
        self.version, self.edited_at = self.version + 1, timezone.now()
        self.save(update_fields=["body", "tells_ending", "version", "edited_at"])

    def judge_again(self, opinion=None):
        """Ask of the new words of a printed text what is asked of a post; what speaks against them holds it.

        Gives whether it waits now. The thread is locked.
        """
        from comments import holding

        review = self.discussion.review
        self._is_from_its_writer(review, opinion)
        reasons = holding.reasons_to_hold(self, review)
        if reasons:
            self.hold_again(reasons)
        return bool(reasons)

    @transaction.atomic
    def hold_again(self, reasons):
        """Take a text that its writer changed from the page to the queue, and say why it waits now."""
        self._lock((self.Status.ACCEPTED, self.Status.PENDING))
        self.leave_page(None)
        self._note(reasons)
        self.decide(self.Status.PENDING, Decision.Action.HOLD, None)

    def _is_from_its_writer(self, review, opinion):
        """Note what is known of who changes it. Where addresses are confirmed, no other hand's text got this far."""
        from comments.spam import arrival

        self.is_proved = review.publication.confirm_guests and self.status != self.Status.UNCONFIRMED
        self.of_session = (self.pk,)
        if opinion:
            arrival.note(self, opinion)

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
