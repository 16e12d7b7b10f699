"""What strangers send: all that is pending, rejected or spam stays here, off the public tree."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .decision import AlreadyDecided, Decision, reason_or_refuse
from .discussion import Discussion

# The same words from the same hand within this time are one comment: a second click, a reload, a retry.
SAME_WORDS_WITHIN = timedelta(minutes=10)


class SubmissionQuerySet(models.QuerySet):
    """Submissions."""

    def pending(self):
        """The moderation queue, oldest first."""
        return self.filter(status="pending").order_by("received_at", "pk")

    def accepted(self):
        return self.filter(status="accepted")

    def since(self, age):
        return self.filter(received_at__gte=timezone.now() - age)

    def by_same_hand(self, submission):
        """All from the same member, or from the same address where the writer is a guest."""
        if submission.user_id:
            return self.filter(user=submission.user_id)
        return self.filter(user=None, email=submission.email).exclude(email="")

    def same_words_as(self, submission):
        """Earlier sendings of this very text to the same place, still waiting or on the page."""
        return (
            self.by_same_hand(submission)
            .filter(discussion=submission.discussion_id, parent=submission.parent_id, body=submission.body)
            .filter(Q(status="pending") | Q(status="accepted", comment__state="approved"))
            .since(SAME_WORDS_WITHIN)
            .order_by("pk")
        )

    def waiting_for(self, *, user, keys):
        """The pending ones that this reader wrote: by their member account, or the keys in their session."""
        mine = Q(pk__in=keys)
        return self.pending().filter(mine | Q(user=user) if user else mine)


class Submission(models.Model):
    """A text as it was received, with what is known of its writer; never shown but to its writer."""

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        ACCEPTED = "accepted", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

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
        verbose_name=_("in reply to a received text"),
        help_text=_("Set by imports, where both wait; its comment becomes the parent."),
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
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown."))
    website = models.URLField(_("website"), blank=True)
    body = models.TextField(_("text"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True, editable=False)
    key = models.CharField(
        _("one-time key"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Sent with the form, so that a second click gives one comment."),
    )

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    held_because = models.CharField(_("held because"), max_length=200, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("decided by"),
    )
    likes = models.PositiveIntegerField(_("likes it came with"), default=0, editable=False)
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("received comment")
        verbose_name_plural = _("moderation queue")
        ordering = ["received_at", "pk"]
        permissions = [("moderate_submission", _("Can approve, reject and put back comments"))]
        indexes = [
            models.Index(fields=["status", "received_at", "id"], name="submission_queue"),
            models.Index(fields=["email", "status"], name="submission_known_hand"),
            models.Index(fields=["network", "received_at"], name="submission_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["pending", "accepted", "rejected", "spam"]), name="submission_status_is_known"
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
        return f"{self.name}: {self.body[:60]}"

    # Decisions. Each takes the thread's lock, so that two moderators never decide the same text twice.

    @transaction.atomic
    def accept(self, by=None):
        """Put it on the page and return its comment; `by` is None where a rule of the house decides.

        A text that was accepted before and put back takes its old place. AlreadyDecided unless pending.
        """
        discussion = self._lock(pending=True)
        if self.comment:
            self.comment.lock()
            self.comment.show()
        else:
            self.comment = Comment.objects.place(
                discussion,
                self._parent(),
                name=self.name,
                website=self.website,
                user=self.user,
                critic=self._critic(discussion.review),
                body=self.body,
                posted_at=self.received_at,
                likes=self.likes,
            )
        self._decide(self.Status.ACCEPTED, Decision.Action.ACCEPT, by)
        return self.comment

    @transaction.atomic
    def reject(self, by, reason):
        """Refuse it. ValueError without a reason, AlreadyDecided unless pending."""
        reason = reason_or_refuse(reason)
        self._lock(pending=True)
        self._decide(self.Status.REJECTED, Decision.Action.REJECT, by, reason)

    @transaction.atomic
    def mark_spam(self, by):
        """Refuse it as spam. AlreadyDecided unless pending."""
        self._lock(pending=True)
        self._decide(self.Status.SPAM, Decision.Action.SPAM, by)

    @transaction.atomic
    def undo(self, by):
        """Put it back in the queue. AlreadyDecided if it is there.

        A comment that it became leaves the page but keeps its number; where replies are shown a
        tombstone holds its place until the text is approved again.
        """
        self._lock(pending=False)
        if self.comment and self.status == self.Status.ACCEPTED:
            self.comment.lock()
            if self.comment.state == Comment.State.APPROVED:
                self.comment.hide(by)
        self._decide(self.Status.PENDING, Decision.Action.UNDO, by)

    def _lock(self, *, pending):
        discussion = Discussion.objects.lock(self.discussion_id)
        self.refresh_from_db()
        if pending != (self.status == self.Status.PENDING):
            raise AlreadyDecided(_("The text is %(status)s already.") % {"status": self.get_status_display()})
        return discussion

    def _decide(self, status, action, by, reason=""):
        self.status, self.reason = status, reason
        self.decided_by, self.decided_at = (by, timezone.now()) if status != self.Status.PENDING else (None, None)
        self.save()
        Decision.objects.create(
            discussion_id=self.discussion_id,
            submission=self,
            comment=self.comment,
            action=action,
            actor=by,
            reason=reason,
        )

    def _parent(self):
        """The comment it answers, also where that one came with it and was approved first."""
        return self.parent or (self.answers.comment if self.answers else None)

    def _critic(self, review):
        """The critic of this review who wrote it, or None for a reader."""
        return review.critics.filter(user=self.user).first() if self.user else None
