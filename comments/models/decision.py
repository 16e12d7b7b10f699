"""The log of what was decided about readers' texts, by whom and why; rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AlreadyDecided(ValueError):
    """Somebody decided this before; undo that decision first."""


class Decision(models.Model):
    """One decision. No actor means a rule of the house: a text that nothing spoke against."""

    class Action(models.TextChoices):
        ACCEPT = "accept", _("approved")
        REJECT = "reject", _("rejected")
        SPAM = "spam", _("marked as spam")
        UNDO = "undo", _("put back in the queue")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("restored")
        CLOSE = "close", _("closed")
        OPEN = "open", _("opened")

    discussion = models.ForeignKey(
        "comments.Discussion", models.CASCADE, related_name="decisions", verbose_name=_("discussion")
    )
    submission = models.ForeignKey(
        "comments.Submission", models.CASCADE, related_name="decisions", null=True, blank=True, verbose_name=_("text")
    )
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, related_name="decisions", null=True, blank=True, verbose_name=_("comment")
    )
    action = models.CharField(_("decision"), max_length=10, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["accept", "reject", "spam", "undo", "remove", "restore", "close", "open"]),
                name="decision_action_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(action__in=["reject", "remove"]) | ~Q(reason=""), name="decision_against_says_why"
            ),
        ]

    def __str__(self):
        return self.get_action_display()


def reason_or_refuse(reason):
    """The reason without its outer blanks; ValueError where there is none."""
    if not reason.strip():
        raise ValueError(_("A decision against a reader’s text needs a reason."))
    return reason.strip()[:300]
