"""The wish to hear of replies, and what a daily digest is to tell."""

from datetime import timedelta

from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions; one without a discussion is for replies to what its owner wrote, anywhere."""

    def active(self):
        """Those that e-mails are sent for: wanted, and at an address that accepts e-mails."""
        return self.filter(
            confirmed_at__isnull=False, address__confirmed_at__isnull=False, address__muted_at=None
        ).select_related("address")

    def waiting(self):
        """Those that somebody asked for, and the owner of the address did not confirm."""
        return self.filter(confirmed_at=None)

    def to_replies(self):
        return self.filter(discussion=None)

    def daily(self):
        return self.filter(cadence="daily")

    def confirm(self):
        """Their owner wished for them."""
        return self.update(confirmed_at=timezone.now())


class Subscription(models.Model):
    """An address that wants to hear of a discussion, or of replies to its own comments."""

    class Cadence(models.TextChoices):
        AT_ONCE = "at_once", _("immediately")
        DAILY = "daily", _("daily summary")

    address = models.ForeignKey(
        "comments.Address", models.CASCADE, related_name="subscriptions", verbose_name=_("address")
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
            models.UniqueConstraint(fields=["address", "discussion"], name="subscription_once"),
            models.UniqueConstraint(
                fields=["address"],
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
    def slug(self):
        """Its name in the address that ends it; the same for a later one to the same thread."""
        return f"thread-{self.discussion_id}" if self.discussion_id else "replies"


class NewsQuerySet(models.QuerySet):
    """News that wait for a digest."""

    def addresses_due(self):
        """Keys of the addresses whose oldest news have waited for a day."""
        waiting = self.values("address").annotate(oldest=Min("came_at"))
        return waiting.filter(oldest__lte=timezone.now() - DAY).values_list("address", flat=True)


class News(models.Model):
    """A comment that an address is to hear of in its next digest."""

    address = models.ForeignKey(
        "comments.Address", models.CASCADE, related_name="news", verbose_name=_("address")
    )
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, related_name="+", verbose_name=_("comment")
    )
    came_at = models.DateTimeField(_("came"), default=timezone.now)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a daily summary")
        verbose_name_plural = _("entries of daily summaries")
        constraints = [models.UniqueConstraint(fields=["address", "comment"], name="news_once")]

    def __str__(self):
        return f"{self.address}: {self.comment}"
