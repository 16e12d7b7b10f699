"""What strangers send: all that is pending, rejected or spam stays here, off the public tree."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import shorten

from .actor import actor
from .arriving import Arriving
from .comment import Comment
from .decision import AlreadyDecided, Decision, TextChanged, reason_or_refuse
from .discussion import Discussion
from .member import MemberProfile
from .received import SubmissionQuerySet
from .telling import announce, announce_again, tell_writer


class Submission(Arriving):
    """A text as it was received, with what is known of its writer; never shown but to its writer."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed")
        PENDING = "pending", _("pending")
        ACCEPTED = "accepted", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        WITHDRAWN = "withdrawn", _("deleted by its author")

    WAITING = (Status.PENDING,)
    UNDECIDED = (Status.UNCONFIRMED, Status.PENDING)
    DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.SPAM)

    discussion = models.ForeignKey(
        "comments.Discussion", models.CASCADE, related_name="submissions", verbose_name=_("discussion")
    )
    parent = models.ForeignKey(
        "comments.Comment", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("in reply to")
    )
    answers = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("in reply to a received comment"),
        help_text=_("Set by imports when both are waiting; its comment becomes the parent."),
    )
    comment = models.OneToOneField(
        "comments.Comment",
        models.RESTRICT,  # an accepted text has its comment; both go with their discussion
        related_name="submission",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("comment"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="submissions",
        null=True,
        blank=True,
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never published."))
    website = models.URLField(_("website"), blank=True)
    body = models.TextField(_("text"))
    version = models.PositiveIntegerField(_("version of the text"), default=1, editable=False)
    tells_ending = models.BooleanField(_("contains spoilers"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited by its author"), null=True, blank=True, editable=False)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True, editable=False)
    key = models.CharField(
        _("one-time key"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Sent with the form, so that a double click posts one comment."),
    )

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PENDING)
    held_because = models.CharField(_("held because"), max_length=200, blank=True, editable=False)
    signals = models.JSONField(
        _("what the checks found"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Each check that found something, with its sentence and weight."),
    )
    rule = models.CharField(
        _("rule"), max_length=40, blank=True, editable=False, help_text=_("The one with the most weight.")
    )
    weight = models.FloatField(_("weight"), default=0, editable=False, help_text=_("Of all reasons together."))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = actor(_("decided by"), blank=True)
    likes = models.PositiveIntegerField(_("imported likes"), default=0, editable=False)
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = SubmissionQuerySet.as_manager()
    is_disguised = False  # whether the name came with signs that turn its order; they are gone from it

    class Meta:
        verbose_name = _("received comment")
        verbose_name_plural = _("moderation queue")
        ordering = ["received_at", "pk"]
        permissions = [("moderate_submission", _("Can approve, reject and put back comments"))]
        indexes = [
            models.Index(fields=["status", "received_at", "id"], name="submission_queue"),
            models.Index(fields=["status", "-weight", "received_at", "id"], name="submission_priority"),
            models.Index(fields=["email", "status"], name="submission_known_hand"),
            models.Index(fields=["network", "received_at"], name="submission_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["unconfirmed", "pending", "accepted", "rejected", "spam", "withdrawn"]),
                name="submission_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", comment__isnull=False) | ~Q(status="accepted"),
                name="submission_accepted_has_comment",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""), name="submission_rejection_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {shorten(self.body, 12)}"

    # Decisions. Each takes the thread's lock, so that two moderators never decide the same text twice.
    # `seen` is the version that the decider read, and TextChanged says that there is a newer one.

    @transaction.atomic
    def accept(self, by=None, *, seen=None):
        """Put it on the page and return its comment; `by` is None where a rule of the house decides.

        A text that was accepted before and put back takes its old place. AlreadyDecided unless pending.
        """
        discussion = self._lock(self.WAITING, seen)
        if self.comment:
            self._return_to_page()
        else:
            self.comment = Comment.objects.place(
                discussion,
                self._parent(),
                name=self.name,
                website=self.website,
                user=self.user,
                critic=self._critic(discussion.review),
                verified=MemberProfile.objects.vouches_for(self.user, self.name),
                body=self.body,
                tells_ending=self.tells_ending,
                posted_at=self.received_at,
                likes=self.likes,
            )
            announce(self.comment, by)
        self.decide(self.Status.ACCEPTED, Decision.Action.ACCEPT, by)
        return self.comment

    @transaction.atomic
    def reject(self, by, reason, *, seen=None):
        """Refuse it and tell its writer why. ValueError without a reason, AlreadyDecided unless pending."""
        reason = reason_or_refuse(reason)
        self._lock(self.WAITING, seen)
        tell_writer(self.decide(self.Status.REJECTED, Decision.Action.REJECT, by, reason))

    @transaction.atomic
    def mark_spam(self, by, *, seen=None):
        """Refuse it as spam; nobody is told. AlreadyDecided unless pending."""
        self._lock(self.WAITING, seen)
        self.decide(self.Status.SPAM, Decision.Action.SPAM, by)

    @transaction.atomic
    def undo(self, by):
        """Put it back in the queue. AlreadyDecided if nothing was decided.

        A comment that it became leaves the page but keeps its number; where replies are shown a
        tombstone holds its place until the text is approved again.
        """
        self._lock(self.DECIDED)
        if not self.body:
            raise AlreadyDecided(_("The comment was erased."))
        self.leave_page(by)
        self.decide(self.Status.PENDING, Decision.Action.UNDO, by)

    @transaction.atomic
    def erase(self, by, reason, *, seen=None):
        """Delete its words for good, and refuse it. ValueError without a reason, AlreadyDecided if that was done."""
        if self.comment:
            return self.comment.erase(by, reason, seen=seen)
        reason = reason_or_refuse(reason)
        self._lock(self.Status.values, seen)
        if not self.body:
            raise AlreadyDecided(_("The comment was erased."))
        return self.forget_text(by, reason)

    def forget_text(self, by, reason):
        """Keep nothing of its words, nor what was learnt from them. The thread is locked."""
        self._forget_lesson()
        self.versions.all().delete()
        self.body, self.signals, self.held_because = "", [], ""
        tell_writer(self.decide(self.Status.REJECTED, Decision.Action.ERASE, by, reason))

    def decide(self, status, action, by, reason=""):
        """Set the status and write the decision down. The thread is locked."""
        self.status, self.reason = status, reason
        self.decided_by, self.decided_at = (by, timezone.now()) if status in self.DECIDED else (None, None)
        self.save()
        self._teach()
        return Decision.objects.create(
            discussion_id=self.discussion_id,
            submission=self,
            comment=self.comment,
            action=action,
            actor=by,
            reason=reason,
            rule=", ".join(signal["rule"] for signal in self.signals),
            version=self.version,
        )

    def leave_page(self, by):
        """Take the comment that it became off the page, if it is there. The thread is locked."""
        if self.comment:
            self.comment.lock()
            if self.comment.state == Comment.State.APPROVED:
                self.comment.hide(by)

    def _return_to_page(self):
        self.comment.lock()
        self.comment.body, self.comment.tells_ending = self.body, self.tells_ending
        self.comment.print_text()
        self.comment.show()
        announce_again(self.comment)

    def _lock(self, statuses, seen=None):
        discussion = Discussion.objects.lock(self.discussion_id)
        self.refresh_from_db()
        if self.status not in statuses:
            raise AlreadyDecided(self._why_not)
        if seen is not None and seen != self.version:
            raise TextChanged
        return discussion

    @property
    def _why_not(self):
        if self.status == self.Status.UNCONFIRMED:
            return _("The comment waits until its author confirms the e-mail address.")
        return _("The comment is already %(status)s.") % {"status": self.get_status_display()}

    def _parent(self):
        """The comment it answers, also where that one came with it and was approved first."""
        return self.parent or (self.answers.comment if self.answers else None)

    def _critic(self, review):
        """The critic of this review who wrote it, or None for a reader."""
        return review.critics.filter(user=self.user).first() if self.user else None
