"""Decisions about comments: who takes them, their log, the reasons given, and appeals."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import shorten
from films.models.vocabulary import null_as_zero

MAX_REASON = 300


class AlreadyDecided(ValueError):
    """Somebody decided this before; undo that decision first."""


class TextChanged(AlreadyDecided):
    """The text is not the one that was read: read the new one, then decide."""

    def __init__(self):
        super().__init__(
            _("The author edited this comment after you opened it. Read it again, then decide.")
        )


def require_reason(reason):
    """The reason without its outer blanks; ValueError where there is none."""
    if not reason.strip():
        raise ValueError(_("A decision against a comment needs a reason."))
    return reason.strip()[:MAX_REASON]


def moderators():
    """All who may decide on texts."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return get_user_model().objects.with_perm("comments.moderate_comment", backend=backend)


def is_sole_moderator(user):
    return not moderators().exclude(pk=user.pk).exists()


def moderator_field(label, **options):
    """Who took a decision, by an action and never by hand; empty once their account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=label,
        **options,
    )


class AppendOnly(TypeError):
    """A log is never changed nor deleted; take a new decision."""

    def __init__(self):
        super().__init__("The moderation log is append-only: take a new decision instead.")


class ModerationLogQuerySet(models.QuerySet):
    """The database has a trigger against what these refuse; see `comments/append_only.py`."""

    def update(self, **fields):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def bulk_create(self, *args, **kwargs):
        raise AppendOnly

    bulk_update = bulk_create


class ModerationLog(models.Model):
    """One decision. No actor means a rule of the site: a text that nothing spoke against.

    It outlives what it was about: its keys are plain numbers to the database, never set to null.
    """

    class Action(models.TextChoices):
        APPROVE = "approve", _("approved")
        REJECT = "reject", _("rejected")
        SPAM = "spam", _("marked as spam")
        UNDO = "undo", _("returned to the queue")
        HOLD = "hold", _("held again after a change")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("restored")
        ERASE = "erase", _("text erased")
        DISMISS_REPORTS = "dismiss", _("kept after reports")
        FEATURE = "feature", _("featured")
        UNFEATURE = "unfeature", _("no longer featured")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("unpinned")
        CLOSE = "close", _("closed")
        OPEN = "open", _("opened")
        SLOW = "slow", _("slowed")
        BAN = "ban", _("banned")
        UNBAN = "unban", _("ban lifted")
        TRUST = "trust", _("trusted")
        DISTRUST = "distrust", _("trusted no more")
        UPHOLD = "uphold", _("upheld on appeal")
        OVERTURN = "overturn", _("overturned on appeal")

    discussion = models.ForeignKey(
        "comments.Discussion",
        models.DO_NOTHING,
        related_name="log",
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("discussion"),
    )
    comment = models.ForeignKey(
        "comments.Comment",
        models.DO_NOTHING,
        related_name="log",
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("comment"),
    )
    action = models.CharField(_("decision"), max_length=10, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    rule = models.CharField(
        _("rule"),
        max_length=200,
        blank=True,
        help_text=_("What the automatic checks found before the decision."),
    )
    version = models.PositiveIntegerField(_("version of the text"), null=True, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = ModerationLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("moderation log")
        ordering = ["pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["at", "action", "actor"], name="moderation_year")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=["reject", "remove", "erase"]) | ~Q(reason=""),
                name="decision_against_says_why",
            ),
        ]

    def __str__(self):
        return self.get_action_display()

    def save(self, **kwargs):
        if not self._state.adding:
            raise AppendOnly
        self.reason, self.rule = str(self.reason), str(self.rule)[:200]
        # To the millisecond, as `dumpdata` writes it: a dump that is loaded again changes nothing.
        self.at = self.at.replace(microsecond=self.at.microsecond // 1000 * 1000)
        super().save(**kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise AppendOnly

    @property
    def is_superseded(self):
        """Whether a later decision about the same took its place, or an appeal against it ended."""
        rivals = next((subject for subject in SUBJECTS if self.action in subject), ())
        same = ModerationLog.objects.filter(comment=self.comment_id, discussion=self.discussion_id)
        if same.filter(pk__gt=self.pk, action__in=rivals).exists():
            return True
        return Appeal.objects.filter(decision=self.pk).exclude(state=Appeal.State.OPEN).exists()


_A = ModerationLog.Action
# Decisions that take the place of one another. A ban is not among them: each is lifted by itself.
SUBJECTS = (
    {
        _A.APPROVE, _A.REJECT, _A.SPAM, _A.UNDO, _A.HOLD, _A.REMOVE, _A.RESTORE, _A.ERASE,
        _A.DISMISS_REPORTS,
    },
    {_A.FEATURE, _A.UNFEATURE},
    {_A.PIN, _A.UNPIN},
    {_A.TRUST, _A.DISTRUST},
    {_A.CLOSE, _A.OPEN},
    {_A.SLOW},
)  # fmt: skip


def log_decision(comment, action, by, reason="") -> ModerationLog:
    """Add a row about a comment; `by` is None where a rule decides."""
    return ModerationLog.objects.create(
        discussion_id=comment.discussion_id,
        comment=comment,
        action=action,
        actor=by,
        reason=reason,
        rule=", ".join(signal["rule"] for signal in comment.signals),
        version=comment.version,
    )


class RejectionReasonQuerySet(models.QuerySet):
    def get_by_natural_key(self, publication, text):
        return self.get(publication__slug=publication, text=text)


class RejectionReason(models.Model):
    """One reason, in the words that the writer is told."""

    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rejection_reasons",
        verbose_name=_("publication"),
        help_text=_("Leave empty for a reason that all publications use."),
    )
    text = models.CharField(
        _("text"), max_length=300, help_text=_("A sentence for the author of the comment.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RejectionReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                null_as_zero("publication"),
                "text",
                name="rejection_reason_once",
                violation_error_message=_("This reason is already listed."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.publication and self.publication.slug, self.text)

    natural_key.dependencies = ["reviews.publication"]


# As long as the EU's Digital Services Act asks of large platforms (Article 20).
APPEAL_WINDOW = timedelta(days=183)
# From when on the only moderator of a site may decide an appeal against themselves.
SOLE_MODERATOR_WAIT = timedelta(days=1)
APPEALABLE = ("reject", "remove", "erase", "ban")


class AppealQuerySet(models.QuerySet):
    def open(self):
        """Those that wait, oldest first."""
        return self.filter(state="open").order_by("at", "pk")


class Appeal(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("the decision is upheld")
        OVERTURNED = "overturned", _("the decision is overturned")

    decision = models.OneToOneField(
        ModerationLog,
        models.PROTECT,
        related_name="appeal",
        editable=False,
        verbose_name=_("decision"),
    )
    words = models.TextField(_("why it was wrong"), max_length=2000)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = moderator_field(_("by"))

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "upheld", "overturned"]),
                name="appeal_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False),
                name="appeal_decision_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.decision}: {shorten(self.words, 12)}"

    def may_be_decided_by(self, user, *, is_sole):
        """Whether this moderator did not take the decision, or is the sole one and has waited."""
        has_waited = timezone.now() - self.at >= SOLE_MODERATOR_WAIT
        return user.pk != self.decision.actor_id or (is_sole and has_waited)
