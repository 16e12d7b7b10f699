"""An author's appeal against a decision: one for each, and another moderator decides it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import shorten

from .moderation_log import ModerationLog
from .moderators import moderator_field, moderators

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

    def may_be_decided_by(self, user):
        """Whether this moderator did not take the decision, or is the only one and has waited."""
        if user.pk != self.decision.actor_id:
            return True
        has_waited = timezone.now() - self.at >= SOLE_MODERATOR_WAIT
        return has_waited and not moderators().exclude(pk=user.pk).exists()
