"""The discussion of one review: what is hot about a thread, in one row."""

from datetime import timedelta
from math import ceil

from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import AlreadyDecided, Decision


class DiscussionQuerySet(models.QuerySet):
    """Discussions."""

    def get_by_natural_key(self, review):
        return self.get(review__slug=review)

    def of(self, review):
        """The discussion of a review, or an unsaved one where nobody has spoken yet.

        Costs no query where the review came with `select_related("discussion")`.
        """
        try:
            return review.discussion
        except self.model.DoesNotExist:
            return self.model(review=review)

    def begin(self, review):
        """The discussion of a review, made if need be."""
        return self.get_or_create(review=review)[0]

    def lock(self, pk):
        """Hold a thread's row until the transaction ends, so that its writers wait their turn.

        Every change of a thread takes this lock first; SQLite locks as the transaction begins.
        """
        return self.select_for_update(of=["self"]).select_related("review__publication").get(pk=pk)

    def drifted(self):
        """Those whose counts differ from their comments, as a bulk import that went past the verbs leaves them."""
        counted = self.annotate(
            shown=Count("comments", filter=Q(comments__state="approved")), highest=Coalesce(Max("comments__seq"), 0)
        )
        drifted = set(counted.exclude(visible_count=F("shown"), last_seq__gte=F("highest")))
        comments = self.model.comments.rel.related_model.objects
        drifted |= set(self.filter(pk__in=comments.miscounted().values("discussion")))
        return sorted(drifted, key=lambda discussion: discussion.pk)


class Discussion(models.Model):
    """All talk under a review. Counts change in the transaction that changes a comment."""

    class State(models.TextChoices):
        OPEN = "open", _("as the publication's policy says")
        CLOSED = "closed", _("closed")

    review = models.OneToOneField("reviews.Review", models.CASCADE, related_name="discussion", verbose_name=_("review"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    slow_seconds = models.PositiveIntegerField(
        _("slow mode"), default=0, editable=False, help_text=_("Seconds each person waits between two comments.")
    )
    pinned = models.OneToOneField(
        "comments.Comment",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("pinned above the discussion"),
    )
    last_seq = models.PositiveIntegerField(_("last number"), default=0, editable=False)
    visible_count = models.PositiveIntegerField(_("comments shown"), default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"]),
                name="discussion_state_is_known",
                violation_error_message=_("A discussion is open or closed."),
            ),
            models.CheckConstraint(
                condition=Q(visible_count__lte=F("last_seq")), name="discussion_shows_no_more_than_it_has"
            ),
        ]

    def __str__(self):
        return str(self.review)

    def natural_key(self):
        return (self.review.slug,)

    natural_key.dependencies = ["reviews.review"]

    # Who may speak

    @property
    def is_closed(self):
        """Whether nobody may add to it now; what was said stays."""
        is_shut = self.state == self.State.CLOSED or self.review.comment_policy == "closed" or self.is_too_old
        return is_shut or self.review.comments_closed or not self.review.is_public

    @property
    def is_too_old(self):
        """Whether the review came out longer ago than its publication takes comments for."""
        days, start = self.review.publication.close_after_days, self.review.published_at
        return days is not None and start is not None and timezone.now() > start + timedelta(days=days)

    def is_closed_to(self, user):
        """Whether this user, or a guest for None, may add nothing."""
        return self.is_closed or (user is None and self.review.comment_policy == "members")

    def refusal_to(self, user):
        """The sentence that tells a user, or a guest for None, why they may add nothing; else empty."""
        if self.is_closed:
            closed = _("Comments on this review are closed.")
            return f"{closed} {_('Existing comments stay.')}" if self.visible_count else closed
        if self.is_closed_to(user):
            return _("Only members can comment here. Sign in, then post your comment.")
        return ""

    def wait_of(self, submission):
        """How many seconds the hand that sends this waits until it may write here again; 0 for those who moderate."""
        if not self.slow_seconds or self.pk is None:
            return 0
        if submission.user and submission.user.has_perm("comments.moderate_submission"):
            return 0
        last = self.submissions.by_sure_hand(submission).order_by("-received_at").first()
        over = last.received_at + timedelta(seconds=self.slow_seconds) - timezone.now() if last else timedelta()
        return max(0, ceil(over.total_seconds()))

    @property
    def shown_pin(self):
        """The critic's comment above the thread, or None; one query where something is pinned."""
        return self.pinned if self.pinned_id and self.pinned.state == "approved" else None

    # Its life

    def close(self, by):
        """Take no new comments; AlreadyDecided if it takes none now."""
        self._set_state(self.State.CLOSED, Decision.Action.CLOSE, by)

    def open(self, by):
        """Take comments again, as far as the publication's policy goes; AlreadyDecided if it does."""
        self._set_state(self.State.OPEN, Decision.Action.OPEN, by)

    @transaction.atomic
    def slow(self, by, seconds):
        """Let each hand write once in so many seconds; 0 ends that. AlreadyDecided if it is so."""
        row = Discussion.objects.lock(self.pk)
        if row.slow_seconds == seconds:
            raise AlreadyDecided(_("The discussion is already in slow mode at that pace."))
        self.slow_seconds = seconds
        self.save(update_fields=["slow_seconds"])
        Decision.objects.create(discussion=self, action=Decision.Action.SLOW, actor=by, reason=f"{seconds} s")
        row.note_change()

    @transaction.atomic
    def _set_state(self, state, action, by):
        row = Discussion.objects.lock(self.pk)
        if row.state == state:
            raise AlreadyDecided(_("Nothing to change: %(state)s.") % {"state": row.get_state_display()})
        self.state = state
        self.save(update_fields=["state"])
        Decision.objects.create(discussion=self, action=action, actor=by)
        row.note_change()

    def take_number(self):
        """The next number of the thread. Call it with the row locked."""
        Discussion.objects.filter(pk=self.pk).update(last_seq=F("last_seq") + 1)
        self.refresh_from_db(fields=["last_seq"])
        return self.last_seq

    @transaction.atomic
    def recount(self):
        """Set the counts to what the comments say; numbers once given are never given again."""
        row = Discussion.objects.lock(self.pk)
        row.visible_count = row.comments.approved().count()
        row.last_seq = max(row.last_seq, row.comments.aggregate(highest=Max("seq"))["highest"] or 0)
        row.save(update_fields=["visible_count", "last_seq"])
        row.comments.recount_likes()
        row.note_change()

    def note_change(self, shown=0):
        """Count `shown` comments more, and let every cache of the thread know; the review itself did not change."""
        Discussion.objects.filter(pk=self.pk).update(visible_count=F("visible_count") + shown, version=F("version") + 1)
