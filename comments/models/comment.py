"""A comment that was accepted, in its place in the thread."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Deeper replies attach to the ancestor at this depth: a chain of 5,000 would store 87 MB of paths.
MAX_DEPTH = 11
# Five base-36 digits a level: 60 million comments a thread.
DIGITS = 5


class CommentQuerySet(models.QuerySet):
    """Comments; `approved()` is the one word for public."""

    def approved(self):
        return self.filter(state="approved")

    def get_by_natural_key(self, review, seq):
        return self.get(discussion__review__slug=review, seq=seq)


class Comment(models.Model):
    """A reader's text under a review. Only accepted ones exist here; see Submission.

    `path` sorts a thread in reading order: five lower-case base-36 digits a level, no
    separator, because language collations ignore punctuation.
    """

    class State(models.TextChoices):
        APPROVED = "approved", _("approved")
        REMOVED = "removed", _("removed")

    discussion = models.ForeignKey(
        "comments.Discussion", models.CASCADE, related_name="comments", db_index=False, verbose_name=_("discussion")
    )
    seq = models.PositiveIntegerField(_("number in the thread"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("in reply to"),
    )
    root_seq = models.PositiveIntegerField(_("number of the first in its branch"))
    depth = models.PositiveSmallIntegerField(_("depth"), default=0)
    path = models.CharField(_("path"), max_length=(MAX_DEPTH + 1) * DIGITS)

    name = models.CharField(_("name"), max_length=80)
    website = models.URLField(_("website"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="comments",
        null=True,
        blank=True,
        verbose_name=_("member"),
    )
    critic = models.ForeignKey(
        "reviews.Critic",
        models.SET_NULL,
        related_name="comments",
        null=True,
        blank=True,
        verbose_name=_("critic"),
        help_text=_("Set where a critic of this review answers."),
    )
    body = models.TextField(_("text"))
    body_html = models.TextField(_("text as printed"), blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(_("version of the print"), default=0, editable=False)
    likes = models.PositiveIntegerField(_("likes"), default=0)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPROVED)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("removed by"),
    )
    removal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["discussion", "path"]
        indexes = [
            # Composite ones: SQLite's planner answers "roots of this thread" badly through single-column keys.
            models.Index(fields=["discussion", "depth", "seq"], name="comment_roots"),
            models.Index(fields=["discussion", "root_seq", "path"], name="comment_branches"),
            models.Index(fields=["parent", "seq"], name="comment_replies"),
            models.Index(fields=["state", "-posted_at", "-id"], name="comment_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "seq"], name="comment_number_once"),
            models.CheckConstraint(condition=Q(state__in=["approved", "removed"]), name="comment_state_is_known"),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True, root_seq=models.F("seq"))
                | Q(depth__gte=1, depth__lte=MAX_DEPTH, parent__isnull=False),
                name="comment_depth_fits_parent",
            ),
            models.CheckConstraint(
                condition=Q(state="approved") | Q(removed_at__isnull=False), name="comment_removal_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"

    def natural_key(self):
        return (self.discussion.review.slug, self.seq)

    natural_key.dependencies = ["comments.discussion", "reviews.critic"]
