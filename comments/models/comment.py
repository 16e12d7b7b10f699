"""A reader's text under a review, from its arrival on: one row, whatever becomes of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import rendering
from core.languages import attributes_by_script
from core.text import shorten

from .comment_queryset import DIGITS, MAX_DEPTH, CommentQuerySet
from .like import Likeable
from .moderation import moderator_field
from .revision import EDIT_WINDOW

EXCERPT_WORDS = 60  # of a text, where only its beginning is told


class Comment(Likeable, models.Model):
    """A comment; `seq`, `root_seq`, `depth` and `path` are its place once it was approved.

    `path` sorts a thread in reading order: five lower-case base-36 digits a level, no separator,
    because language collations ignore punctuation.
    """

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed")
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        REMOVED = "removed", _("removed")
        WITHDRAWN = "withdrawn", _("deleted by its author")

    WAITING = (Status.UNCONFIRMED, Status.PENDING)
    DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM, Status.REMOVED)

    discussion = models.ForeignKey(
        "comments.Discussion",
        models.CASCADE,
        related_name="comments",
        db_index=False,
        verbose_name=_("discussion"),
    )
    parent = models.ForeignKey(
        "self",
        models.RESTRICT,  # not PROTECT, which would forbid to delete a review with its comments
        related_name="replies",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("in reply to"),
    )
    seq = models.PositiveIntegerField(
        _("number in the discussion"), null=True, blank=True, editable=False
    )
    root_seq = models.PositiveIntegerField(
        _("number of the first in its branch"), null=True, blank=True, editable=False
    )
    depth = models.PositiveSmallIntegerField(_("depth"), default=0, editable=False)
    path = models.CharField(
        _("path"), max_length=(MAX_DEPTH + 1) * DIGITS, blank=True, editable=False
    )

    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never published."))
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
    renderer_version = models.PositiveSmallIntegerField(
        _("version of the HTML"), default=0, editable=False
    )
    is_spoiler = models.BooleanField(_("contains spoilers"), default=False)
    version = models.PositiveIntegerField(_("version of the text"), default=1, editable=False)
    imported_likes = models.PositiveIntegerField(
        _("imported likes"),
        default=0,
        help_text=_(
            "From another site. Added to the members’ likes, on the page and in the order “Best”."
        ),
    )
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(
        _("edited by its author"), null=True, blank=True, editable=False
    )
    network = models.CharField(_("network, hashed"), max_length=64, blank=True, editable=False)
    form_key = models.CharField(
        _("one-time key"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Sent with the form, so that a double click posts one comment."),
    )

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PENDING)
    is_shown = models.BooleanField(
        _("takes a place on the page"),
        default=False,
        editable=False,
        help_text=_("Approved, or off the page with a note that holds its replies."),
    )
    signals = models.JSONField(
        _("what the checks found"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Each check that found something, with its message and weight."),
    )
    rule = models.CharField(
        _("rule"),
        max_length=40,
        blank=True,
        editable=False,
        help_text=_("The one with the most weight."),
    )
    weight = models.FloatField(
        _("weight"), default=0, editable=False, help_text=_("Of all signals together.")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = moderator_field(_("decided by"), blank=True)
    unpublished_at = models.DateTimeField(_("left the page"), null=True, blank=True, editable=False)
    featured_at = models.DateTimeField(_("featured"), null=True, blank=True, editable=False)
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = CommentQuerySet.as_manager()
    is_liked = is_to_moderate = False  # of the visitor; see `for_visitor`
    links = ()  # to films that it names; see `films_named`
    films_told = ()  # keys of the films that it names in spoilers
    SPOILER_NOTE = _("Contains spoilers.")

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["discussion", "path", "pk"]
        permissions = [("moderate_comment", _("Can approve, reject and put back comments"))]
        indexes = [
            # SQLite's planner answers "roots of this thread" badly through single-column keys.
            models.Index(
                fields=["discussion", "depth", "seq"],
                condition=Q(is_shown=True),
                name="comment_roots",
            ),
            models.Index(
                fields=["discussion", "depth", "-rank"],
                condition=Q(is_shown=True),
                name="comment_best",
            ),
            models.Index(fields=["discussion", "root_seq", "path"], name="comment_branches"),
            models.Index(fields=["parent", "seq"], name="comment_replies"),
            models.Index(fields=["status", "-posted_at", "-id"], name="comment_latest"),
            models.Index(fields=["status", "-weight", "posted_at", "id"], name="comment_priority"),
            models.Index(fields=["email", "status"], name="comment_author"),
            models.Index(fields=["network", "posted_at"], name="comment_network"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "seq"], name="comment_number_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "unconfirmed",
                        "pending",
                        "approved",
                        "rejected",
                        "spam",
                        "removed",
                        "withdrawn",
                    ]
                ),
                name="comment_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, root_seq__isnull=True, depth=0, path="")
                | Q(seq__isnull=False, depth=0, parent__isnull=True, root_seq=F("seq"))
                | Q(seq__isnull=False, depth__gte=1, depth__lte=MAX_DEPTH, parent__isnull=False),
                name="comment_depth_fits_parent",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(is_shown=True, unpublished_at=None),
                name="comment_approved_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(seq__isnull=False), name="comment_shown_has_place"
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True)
                | Q(status="approved")
                | Q(unpublished_at__isnull=False),
                name="comment_off_page_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reason=""), name="comment_rejection_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {shorten(self.body, 12)}"

    def save(self, **kwargs):
        if not self.is_rendered:
            self.render_body()
        super().save(**kwargs)

    def get_absolute_url(self):
        """Its permalink, which finds the page that holds it."""
        return reverse("comments:permalink", args=[self.discussion.review.slug, self.seq])

    def natural_key(self):
        slug = self.discussion.review.slug
        return (slug, self.seq) if self.seq else (slug, None, self.pk)

    natural_key.dependencies = ["comments.discussion", "reviews.critic"]

    # Its text

    def render_body(self):
        """Make the stored HTML and first words."""
        self.body_html, self.renderer_version = rendering.render(self.body), rendering.VERSION
        self.first_words = rendering.plain(self.body_html, words=EXCERPT_WORDS)

    @property
    def is_rendered(self):
        """Whether the stored HTML is this renderer's: `loaddata` or an older one leave it stale."""
        return bool(self.body_html) and self.renderer_version == rendering.VERSION

    @property
    def html(self):
        return self.body_html if self.is_rendered else rendering.render(self.body)

    @property
    def html_without_spoilers(self):
        """The text as feeds and e-mails have it: nothing in it that the page keeps closed."""
        if self.is_spoiler:
            return f"<p>{self.SPOILER_NOTE}</p>"
        return rendering.without_spoilers(self.html)

    @property
    def language_attributes(self):
        """Of an element with its words: lang, where their script tells one, and dir."""
        return attributes_by_script(self.body)

    @property
    def plain(self):
        """Its first sixty words without markup; a sentence instead where all of it is a spoiler."""
        if self.is_spoiler:
            return str(self.SPOILER_NOTE)
        if self.is_rendered and self.first_words:
            return self.first_words
        return rendering.plain(self.html, words=EXCERPT_WORDS)

    @property
    def excerpt(self):
        return shorten(self.plain, 24)

    @property
    def safe_website(self):
        """The website if it is a web address: fixtures and imports run no form."""
        return self.website if self.website.startswith(("https://", "http://")) else ""

    # Where it stands

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def is_waiting(self) -> bool:
        """Whether it waits, for its author or for a moderator."""
        return self.status in self.WAITING

    @property
    def is_tombstone(self):
        """Whether only the note of its removal is shown."""
        return self.is_shown and not self.is_approved

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    @property
    def is_editable(self):
        """Whether its author may change it: while it waits, and for a time on the page."""
        if not (self.is_waiting or self.is_approved):
            return False
        return self.seq is None or timezone.now() < self.posted_at + EDIT_WINDOW

    @property
    def held_because(self):
        return self.signals[0]["message"] if self.signals else ""
