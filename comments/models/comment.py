"""A comment that was accepted, in its place in the thread."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import rendering
from core.text import shorten

from .actor import actor
from .decision import AlreadyDecided
from .discussion import Discussion
from .like import Likeable
from .moderated import Moderated
from .tree import DIGITS, MAX_DEPTH, CommentQuerySet
from .version import Editable

WORDS = 60  # of a text, where only its beginning is told


class Comment(Likeable, Editable, Moderated, models.Model):
    """A reader's text under a review. Only accepted ones exist here; see Submission.

    `path` sorts a thread in reading order: five lower-case base-36 digits a level, no
    separator, because language collations ignore punctuation.
    """

    class State(models.TextChoices):
        APPROVED = "approved", _("approved")
        REMOVED = "removed", _("removed")
        TOMBSTONE = "tombstone", _("removed, with a note in its place")

    discussion = models.ForeignKey(
        "comments.Discussion", models.CASCADE, related_name="comments", db_index=False, verbose_name=_("discussion")
    )
    seq = models.PositiveIntegerField(_("number in the discussion"))
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,  # not PROTECT, which would forbid to delete a review with all its talk
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
        help_text=_("Set when a critic of this review replies."),
    )
    verified = models.BooleanField(_("name verified"), default=False, editable=False)
    body = models.TextField(_("text"))
    body_html = models.TextField(_("text as HTML"), blank=True, editable=False)
    first_words = models.TextField(_("first words, without spoilers"), blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(_("version of the HTML"), default=0, editable=False)
    tells_ending = models.BooleanField(_("contains spoilers"), default=False)
    likes = models.PositiveIntegerField(
        _("imported likes"),
        default=0,
        help_text=_("From another site. Added to the members’ likes, on the page and in the order “Best”."),
    )
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPROVED)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = actor(_("removed by"), blank=True)
    removal_reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_withdrawn = models.BooleanField(_("deleted by its author"), default=False, editable=False)

    objects = CommentQuerySet.as_manager()
    is_liked = is_of_session = is_to_moderate = False  # of the reader who asks; see `for_reader`
    tells = _("Contains spoilers.")

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["discussion", "path"]
        indexes = [
            # Composite ones: SQLite's planner answers "roots of this thread" badly through single-column keys.
            models.Index(fields=["discussion", "depth", "seq"], name="comment_roots"),
            models.Index(fields=["discussion", "depth", "-rank"], name="comment_best"),
            models.Index(fields=["discussion", "root_seq", "path"], name="comment_branches"),
            models.Index(fields=["parent", "seq"], name="comment_replies"),
            models.Index(fields=["state", "-posted_at", "-id"], name="comment_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "seq"], name="comment_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "removed", "tombstone"]), name="comment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True, root_seq=F("seq"))
                | Q(depth__gte=1, depth__lte=MAX_DEPTH, parent__isnull=False),
                name="comment_depth_fits_parent",
            ),
            models.CheckConstraint(
                condition=Q(state="approved") | Q(removed_at__isnull=False), name="comment_removal_has_date"
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawn=False) | ~Q(state="approved"), name="comment_withdrawn_is_not_shown"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {shorten(self.body, 12)}"

    def get_absolute_url(self):
        """Its permalink, which finds the page that holds it."""
        return reverse("comments:permalink", args=[self.discussion.review.slug, self.seq])

    def natural_key(self):
        return (self.discussion.review.slug, self.seq)

    natural_key.dependencies = ["comments.discussion", "reviews.critic"]

    # Its text

    def print_text(self):
        """Make the printed forms, once, when it is written."""
        self.body_html, self.renderer_version = rendering.render(self.body), rendering.VERSION
        self.first_words = rendering.plain(self.body_html, words=WORDS)

    @property
    def is_printed(self):
        """Whether the stored prints are of this renderer; `loaddata` or an older one leaves them stale."""
        return bool(self.body_html) and self.renderer_version == rendering.VERSION

    @property
    def html(self):
        """The text as printed; made anew where it is stale."""
        return self.body_html if self.is_printed else rendering.render(self.body)

    @property
    def html_without_spoilers(self):
        """The text as feeds and letters print it: nothing in it that the page keeps closed."""
        return f"<p>{self.tells}</p>" if self.tells_ending else rendering.without_spoilers(self.html)

    @property
    def plain(self):
        """Its first sixty words without markup and spoilers; for one that tells the ending, a sentence that says so."""
        if self.tells_ending:
            return str(self.tells)
        return (self.is_printed and self.first_words) or rendering.plain(self.html, words=WORDS)

    @property
    def safe_website(self):
        """The website if it is a web address; fixtures and imports run no form that would have refused another."""
        return self.website if self.website.startswith(("https://", "http://")) else ""

    @property
    def excerpt(self):
        """Its first words, without markup and spoilers."""
        return shorten(self.plain, 24)

    @property
    def is_tombstone(self):
        """Whether only the note of its removal is shown."""
        return self.state == self.State.TOMBSTONE

    # Its life

    @transaction.atomic
    def withdraw(self, by=None):
        """Delete it as its writer, for good; where replies are shown, a tombstone holds its place."""
        self.lock()
        if self.state != self.State.APPROVED:
            raise AlreadyDecided(_("The comment has already been removed."))
        self.is_withdrawn = True
        self.hide(by)

    def give_up(self):
        """Note that its writer deleted the text while it was off the page. The thread is locked."""
        self.lock()
        self.is_withdrawn, self.removal_reason = True, ""
        self.save(update_fields=["is_withdrawn", "removal_reason"])
        self.discussion.note_change()

    def lock(self):
        """Lock its thread, then read again what may have changed meanwhile."""
        discussion = Discussion.objects.lock(self.discussion_id)
        self.refresh_from_db()
        self.discussion = discussion

    def hide(self, by, reason=""):
        """Take it off the page, with the tombstones above it that it alone held up. The thread is locked."""
        self.removed_at, self.removed_by, self.removal_reason = timezone.now(), by, reason
        self.state = self.State.TOMBSTONE if self.replies.shown().exists() else self.State.REMOVED
        self.save()
        above = self.parent if self.state == self.State.REMOVED else None
        while above and above.is_tombstone and not above.replies.shown().exists():
            above._set_state(self.State.REMOVED)
            above = above.parent
        self.discussion.note_change(shown=-1)

    def show(self):
        """Put it on the page again, with tombstones for what was removed above it. The thread is locked.

        AlreadyDecided where its writer deleted it: nobody else may print it.
        """
        if self.is_withdrawn:
            raise AlreadyDecided(_("Its author deleted the comment."))
        self.removed_at, self.removed_by, self.removal_reason = None, None, ""
        self.state = self.State.APPROVED
        self.save()
        self._raise_tombstones_above()
        self.discussion.note_change(shown=1)

    def _raise_tombstones_above(self):
        above = self.parent
        while above and above.state == self.State.REMOVED:
            above._set_state(self.State.TOMBSTONE)
            above = above.parent

    def _set_state(self, state):
        self.state = state
        self.save(update_fields=["state"])
