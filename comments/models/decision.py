"""The log of what was decided about readers' texts: rows are added and chained by hash, never changed.

Each row's digest covers its own facts and the digest of the row before, so that a row which was
changed, taken out or slipped in breaks the chain; `manage.py verify_decisions` walks it.
"""

import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FACTS = ("number", "discussion_id", "submission_id", "comment_id", "action", "actor_id", "reason", "rule", "version")


class AlreadyDecided(ValueError):
    """Somebody decided this before; undo that decision first."""


class TextChanged(AlreadyDecided):
    """The text is not the one that was read: read the new one, then decide."""

    def __init__(self):
        super().__init__(_("The author edited this comment after you opened it. Read it again, then decide."))


class AppendOnly(TypeError):
    """A decision is never changed nor deleted; take a new one."""

    def __init__(self):
        super().__init__("Decisions are only added: take a new decision instead of changing an old one.")


class DecisionChain(models.Model):
    """The end of the chain, in one row. Whoever adds a decision locks it until their transaction ends.

    It is the last lock taken, after those of threads: a transaction that needs several threads
    locks all of them before its first decision.
    """

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.number} {self.digest}"

    @classmethod
    def lock(cls):
        return cls.objects.select_for_update().get_or_create(pk=1)[0]


class DecisionQuerySet(models.QuerySet):
    """Decisions; nothing here changes one."""

    def update(self, **fields):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def bulk_create(self, *args, **kwargs):
        raise AppendOnly

    bulk_update = bulk_create

    def first_broken(self):
        """(number, why) of the first row that the chain does not bear out, or None where it is whole."""
        digest, number = "", 0
        for row in self.order_by("number").iterator(chunk_size=2000):
            number += 1
            if row.number != number:
                return number, _("it is missing")
            if row.previous != digest:
                return number, _("it does not follow the row before")
            if row.digest != row.computed_digest():
                return number, _("its facts were changed")
            digest = row.digest
        end = DecisionChain.objects.filter(pk=1).first() or DecisionChain()
        if (end.number, end.digest) != (number, digest):
            return number + 1, _("rows at the end are missing")
        return None


class Decision(models.Model):
    """One decision. No actor means a rule of the house: a text that nothing spoke against.

    It outlives what it was about: its keys are plain numbers to the database, never set to null.
    """

    class Action(models.TextChoices):
        ACCEPT = "accept", _("approved")
        REJECT = "reject", _("rejected")
        SPAM = "spam", _("marked as spam")
        UNDO = "undo", _("returned to the queue")
        HOLD = "hold", _("held again after a change")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("restored")
        ERASE = "erase", _("text erased")
        KEEP = "keep", _("kept after reports")
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

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    discussion = models.ForeignKey(
        "comments.Discussion",
        models.DO_NOTHING,
        related_name="decisions",
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("discussion"),
    )
    submission = models.ForeignKey(
        "comments.Submission",
        models.DO_NOTHING,
        related_name="decisions",
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name=_("text"),
    )
    comment = models.ForeignKey(
        "comments.Comment",
        models.DO_NOTHING,
        related_name="decisions",
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
        _("rule"), max_length=200, blank=True, help_text=_("What the automatic checks found before the decision.")
    )
    version = models.PositiveIntegerField(_("version of the text"), null=True, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    previous = models.CharField(_("checksum of the previous decision"), max_length=64, blank=True, editable=False)
    digest = models.CharField(_("checksum"), max_length=64, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["number"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["at", "action", "actor"], name="decision_year")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=["reject", "remove", "erase"]) | ~Q(reason=""), name="decision_against_says_why"
            ),
        ]

    def __str__(self):
        return self.get_action_display()

    @transaction.atomic
    def save(self, **kwargs):
        """Add it at the end of the chain. AppendOnly where it is there already."""
        if not self._state.adding:
            raise AppendOnly
        end = DecisionChain.lock()
        self.reason, self.rule = str(self.reason), str(self.rule)[:200]
        self.number, self.previous = end.number + 1, end.digest
        self.digest = self.computed_digest()
        super().save(force_insert=True, using=kwargs.get("using"))
        end.number, end.digest = self.number, self.digest
        end.save()

    def delete(self, *args, **kwargs):
        raise AppendOnly

    @property
    def is_overtaken(self):
        """Whether a later decision took its place: about the same text, or the thread where it names no text."""
        rivals = next((subject for subject in SUBJECTS if self.action in subject), ())
        same = Q(submission=self.submission_id) if self.submission_id else Q(comment=self.comment_id)
        later = Decision.objects.filter(same, discussion=self.discussion_id, number__gt=self.number)
        return later.filter(action__in=rivals).exists()

    def computed_digest(self):
        """The digest that this row must have."""
        return digest_of(self)


_A = Decision.Action
# Decisions that take the place of one another. A ban is not among them: each is lifted by itself.
SUBJECTS = (
    {_A.ACCEPT, _A.REJECT, _A.SPAM, _A.UNDO, _A.HOLD, _A.REMOVE, _A.RESTORE, _A.ERASE, _A.KEEP, _A.UPHOLD, _A.OVERTURN},
    {_A.FEATURE, _A.UNFEATURE},
    {_A.PIN, _A.UNPIN},
    {_A.TRUST, _A.DISTRUST},
    {_A.CLOSE, _A.OPEN},
    {_A.SLOW},
)


def digest_of(row):
    """SHA-256, in hex, of the digest before and of a row's facts. Never to be changed: old rows would not hold."""
    facts = [getattr(row, name) for name in FACTS] + [row.at and row.at.timestamp()]  # none: nonsense in the column
    return hashlib.sha256((row.previous + json.dumps(facts)).encode()).hexdigest()


def reason_or_refuse(reason):
    """The reason without its outer blanks; ValueError where there is none."""
    if not reason.strip():
        raise ValueError(_("A decision against a comment needs a reason."))
    return reason.strip()[:300]
