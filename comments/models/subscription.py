"""Who wants to hear of replies, and what a daily digest is to tell."""

from datetime import timedelta

from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions; one without a discussion is for replies to what its owner wrote, anywhere."""

    def active(self):
        """Those that e-mails are sent for: confirmed by a recipient who takes e-mails."""
        return self.filter(
            confirmed_at__isnull=False,
            recipient__confirmed_at__isnull=False,
            recipient__unsubscribed_at=None,
        ).select_related("recipient")

    def waiting(self):
        """Those that somebody asked for, and the owner of the address did not confirm."""
        return self.filter(confirmed_at=None)

    def to_replies(self):
        return self.filter(discussion=None)

    def daily(self):
        return self.filter(cadence="daily")

    def confirm(self):
        """Set `confirmed_at` to now; how many there were."""
        return self.update(confirmed_at=timezone.now())


class Subscription(models.Model):
    """A recipient that wants to hear of a discussion, or of replies to its own comments."""

    class Cadence(models.TextChoices):
        AT_ONCE = "at_once", _("immediately")
        DAILY = "daily", _("daily summary")

    recipient = models.ForeignKey(
        "mail.Recipient",
        models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("recipient"),
    )
    discussion = models.ForeignKey(
        "comments.Discussion",
        models.CASCADE,
        related_name="subscriptions",
        null=True,
        blank=True,
        verbose_name=_("discussion"),
        help_text=_("Empty for replies to comments from this address."),
    )
    cadence = models.CharField(
        _("how often"), max_length=10, choices=Cadence, default=Cadence.AT_ONCE
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "discussion"], name="subscription_once"),
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(discussion=None),
                name="subscription_to_replies_once",
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=["at_once", "daily"]), name="subscription_cadence_is_known"
            ),
        ]

    def __str__(self):
        return str(self.discussion) if self.discussion_id else str(_("Replies to your comments"))

    @property
    def list_name(self):
        """What its reader unsubscribes from; the same for a later one to the same thread."""
        return f"thread-{self.discussion_id}" if self.discussion_id else "replies"


class DigestItemQuerySet(models.QuerySet):
    """Items that wait for a digest."""

    def recipients_due(self):
        """Keys of the recipients whose oldest item has waited for a day."""
        waiting = self.values("recipient").annotate(oldest=Min("created_at"))
        due = waiting.filter(oldest__lte=timezone.now() - DAY)
        return due.values_list("recipient", flat=True)


class DigestItem(models.Model):
    """A comment that a recipient is to hear of in the next digest."""

    recipient = models.ForeignKey(
        "mail.Recipient",
        models.CASCADE,
        related_name="digest_items",
        verbose_name=_("recipient"),
    )
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, related_name="+", verbose_name=_("comment")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = DigestItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a daily summary")
        verbose_name_plural = _("entries of daily summaries")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "comment"], name="digestitem_once")
        ]

    def __str__(self):
        return f"{self.recipient}: {self.comment}"
