"""A writer's word against a decision: one for each decision, and another moderator hears it."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import shorten

from .actor import actor, moderators
from .ban import Ban
from .comment import Comment
from .decision import AlreadyDecided, Decision, reason_or_refuse
from .discussion import Discussion
from .telling import tell_writer

# As long as the EU's Digital Services Act asks of large platforms (Article 20).
WITHIN = timedelta(days=183)
ALONE_AFTER = timedelta(days=1)  # from when on the only moderator of a site hears an appeal against themselves


class AppealQuerySet(models.QuerySet):
    """Appeals."""

    def open(self):
        """Those that wait, oldest first."""
        return self.filter(state="open").order_by("at", "pk")


class Appeal(models.Model):
    """One appeal."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("the decision is upheld")
        OVERTURNED = "overturned", _("the decision is overturned")

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="appeal", editable=False, verbose_name=_("decision")
    )
    words = models.TextField(_("why it was wrong"), max_length=2000)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = actor(_("by"))

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "upheld", "overturned"]), name="appeal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="appeal_decision_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.decision}: {shorten(self.words, 12)}"

    def may_be_heard_by(self, user):
        """Whether this moderator did not take the decision, or is the only one and has slept on it."""
        if user.pk != self.decision.actor_id:
            return True
        return timezone.now() - self.at >= ALONE_AFTER and not moderators().exclude(pk=user.pk).exists()

    @transaction.atomic
    def uphold(self, by, answer):
        """Let the decision stand. AlreadyDecided if it was heard, or if `by` took the decision."""
        self._hear(self.State.UPHELD, Decision.Action.UPHOLD, by, answer)

    @transaction.atomic
    def overturn(self, by, answer):
        """Take the decision back: the text is printed, the ban is lifted. What was erased stays erased.

        Where others took it back or decided anew since, what they decided stands.
        """
        decision = self.decision
        self._lock(by)
        if decision.action == Decision.Action.REJECT:
            _print(decision, by)
        elif decision.action == Decision.Action.REMOVE and _takes_off_the_page(decision):
            decision.comment.restore(by)
        elif decision.action == Decision.Action.BAN and Ban.objects.in_force().filter(submission=decision.submission):
            Ban.objects.lift_for(decision.submission, by)
        self._hear(self.State.OVERTURNED, Decision.Action.OVERTURN, by, answer)

    def _lock(self, by):
        Discussion.objects.lock(self.decision.discussion_id)
        self.refresh_from_db()
        if self.state != self.State.OPEN:
            raise AlreadyDecided(_("This appeal has already been decided."))
        if not self.may_be_heard_by(by):
            raise AlreadyDecided(
                _(
                    "You made this decision, so another moderator decides the appeal. If there is none, you "
                    "can after a day."
                )
            )

    def _hear(self, state, action, by, answer):
        self._lock(by)
        self.state, self.answer = state, reason_or_refuse(answer)
        self.decided_by, self.decided_at = by, timezone.now()
        self.save()
        heard = self.decision
        tell_writer(
            Decision.objects.create(
                discussion_id=heard.discussion_id,
                submission_id=heard.submission_id,
                comment_id=heard.comment_id,
                action=action,
                actor=by,
                reason=self.answer,
                version=heard.version,
            )
        )


def _takes_off_the_page(decision):
    return decision.comment.state != Comment.State.APPROVED and not decision.is_overtaken


def _print(decision, by):
    """Put a text on the page that was refused; others may have taken the decision back before."""
    submission = decision.submission
    submission.refresh_from_db()
    if submission.status == submission.Status.REJECTED and not decision.is_overtaken:
        submission.undo(by)
    if submission.status == submission.Status.PENDING:
        submission.accept(by)
