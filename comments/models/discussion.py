"""The discussion of one review: what is hot about a thread, in one row."""

from datetime import timedelta
from math import ceil

from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_tags import Tagged, show


def thread_tag(review_id):
    """What shows the thread of a review, also before it has a discussion."""
    return f"thread:{review_id}"


class DiscussionQuerySet(models.QuerySet):
    def get_by_natural_key(self, review):
        return self.get(review__slug=review)

    def for_review(self, review):
        """The discussion of a review, or an unsaved one where nobody has written yet.

        Costs no query where the review came with `select_related("discussion")`.
        """
        show(thread_tag(review.pk))
        try:
            return review.discussion
        except self.model.DoesNotExist:
            return self.model(review=review)

    def get_or_create_for(self, review):
        return self.get_or_create(review=review)[0]

    def lock(self, pk):
        """Hold a thread's row until the transaction ends, so that its writers wait their turn.

        Every change of a thread takes this lock first; SQLite locks as the transaction begins.
        """
        rows = self.select_for_update(of=["self"]).select_related("review__publication")
        return rows.get(pk=pk)

    def lock_for(self, comment):
        """Lock a comment's thread, then read the comment again: it may have changed meanwhile."""
        discussion = self.lock(comment.discussion_id)
        comment.refresh_from_db()
        comment.discussion = discussion
        return discussion

    def out_of_sync(self):
        """Those whose counts differ from their comments, as a bulk import leaves them."""
        counted = self.annotate(
            shown=Count("comments", filter=Q(comments__status="approved")),
            highest=Coalesce(Max("comments__seq"), 0),
        )
        found = set(counted.exclude(visible_count=F("shown"), last_seq__gte=F("highest")))
        comments = self.model.comments.rel.related_model.objects
        found |= set(self.filter(pk__in=comments.out_of_sync().values("discussion")))
        return sorted(found, key=lambda discussion: discussion.pk)


class Discussion(Tagged):
    """What the comments on one review share.

    Counts change in the transaction that changes a comment.
    """

    class State(models.TextChoices):
        OPEN = "open", _("as the publication's policy says")
        CLOSED = "closed", _("closed")

    review = models.OneToOneField(
        "reviews.Review", models.CASCADE, related_name="discussion", verbose_name=_("review")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    slow_seconds = models.PositiveIntegerField(
        _("slow mode"),
        default=0,
        editable=False,
        help_text=_("Seconds each person waits between two comments."),
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
                condition=Q(visible_count__lte=F("last_seq")),
                name="discussion_shows_no_more_than_it_has",
            ),
        ]

    def __str__(self):
        return str(self.review)

    def natural_key(self):
        return (self.review.slug,)

    natural_key.dependencies = ["reviews.review"]

    @property
    def tag(self):
        return thread_tag(self.review_id)

    # Who may write

    @property
    def is_closed(self):
        """Whether nobody may add to it now; what was said stays."""
        is_shut = (
            self.state == self.State.CLOSED
            or self.review.publication.comment_policy == "closed"
            or self.is_too_old
        )
        return is_shut or self.review.comments_closed or not self.review.is_public

    @property
    def is_too_old(self):
        """Whether the review came out longer ago than its publication takes comments for."""
        days, start = self.review.publication.close_after_days, self.review.published_at
        return (
            days is not None and start is not None and timezone.now() > start + timedelta(days=days)
        )

    def is_closed_to(self, user):
        """Whether this user, or a guest for None, may add nothing."""
        return self.is_closed or (
            user is None and self.review.publication.comment_policy == "members"
        )

    def closed_message(self, user):
        """The sentence that tells a user, or a guest for None, why they may add nothing.

        Empty where they may.
        """
        if self.is_closed:
            closed = _("Comments on this review are closed.")
            return f"{closed} {_('Existing comments stay.')}" if self.visible_count else closed
        if self.is_closed_to(user):
            return _("Only members can comment here. Sign in, then post your comment.")
        return ""

    def seconds_to_wait(self, author, network):
        """How long an author waits in slow mode; 0 for those who moderate."""
        if not self.slow_seconds or self.pk is None:
            return 0
        if author.user and author.user.has_perm("comments.moderate_comment"):
            return 0
        sent = self.comments.counting_against(author, network)
        last = sent.order_by("-posted_at").first()
        if last is None:
            return 0
        over = last.posted_at + timedelta(seconds=self.slow_seconds) - timezone.now()
        return max(0, ceil(over.total_seconds()))

    @property
    def shown_pin(self):
        """The critic's comment above the thread, or None; one query where something is pinned."""
        return self.pinned if self.pinned_id and self.pinned.is_approved else None

    # Its counts

    def next_number(self):
        """The next number of the thread. Call it on the row that `lock` gave."""
        self.last_seq += 1
        self.save(update_fields=["last_seq"])
        return self.last_seq

    def count_shown(self, number):
        """Count so many comments more on the page; a negative number, fewer."""
        shown = F("visible_count") + number
        Discussion.objects.filter(pk=self.pk).update(visible_count=shown)

    @transaction.atomic
    def recount(self):
        """Set the counts to what the comments say; numbers once given are never given again."""
        row = Discussion.objects.lock(self.pk)
        highest = row.comments.aggregate(highest=Max("seq"))["highest"] or 0
        row.visible_count = row.comments.approved().count()
        row.last_seq = max(row.last_seq, highest)
        row.save(update_fields=["visible_count", "last_seq"])
        row.comments.recount_likes()
