"""The log of what was decided about comments: rows are added, never changed nor deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
        """Whether a later decision about the same took its place."""
        rivals = next((subject for subject in SUBJECTS if self.action in subject), ())
        same = ModerationLog.objects.filter(comment=self.comment_id, discussion=self.discussion_id)
        return same.filter(pk__gt=self.pk, action__in=rivals).exists()


_A = ModerationLog.Action
# Decisions that take the place of one another. A ban is not among them: each is lifted by itself.
SUBJECTS = (
    {
        _A.APPROVE, _A.REJECT, _A.SPAM, _A.UNDO, _A.HOLD, _A.REMOVE, _A.RESTORE, _A.ERASE,
        _A.DISMISS_REPORTS, _A.UPHOLD, _A.OVERTURN,
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
