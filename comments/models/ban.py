"""Who may not write for a time, and who is trusted: by account, by address, or by network."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HandQuerySet(models.QuerySet):
    """Rows about a hand, named by account or by address."""

    def of_hand(self, submission):
        """Those about the account that sent it, or about its address where a guest did."""
        if submission.user_id:
            return self.filter(user=submission.user_id)
        return self.filter(user=None, email=submission.email).exclude(email="")


class BanQuerySet(HandQuerySet):
    """Bans."""

    def in_force(self):
        return self.filter(until__gt=timezone.now())

    def on(self, submission):
        """The longest ban that meets this text by account, address or network, or None."""
        meets = Q(user=submission.user_id) if submission.user_id else Q(pk__in=[])
        for name in ("email", "network"):
            value = getattr(submission, name)
            meets |= Q(**{name: value}) if value else Q(pk__in=[])
        return self.in_force().filter(meets).order_by("-until").first()


class Ban(models.Model):
    """One author who may not write until a date. Their texts wait in the queue; nothing tells them apart."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("As the text was signed that led to the ban."))
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("by")
    )

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-until", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["email", "until"], name="ban_email"),
            models.Index(fields=["network", "until"], name="ban_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(network=""),
                name="ban_names_somebody",
                violation_error_message=_("A ban names a member, an address or a network."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="ban_says_why",
                violation_error_message=_("Write the reason for this ban."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.until:%Y-%m-%d}"

    def names_hand(self, submission):
        """Whether it is on the writer, by account or address, and not only on their network."""
        return bool(self.user_id and self.user_id == submission.user_id) or bool(
            self.email and self.email == submission.email
        )


class TrustQuerySet(HandQuerySet):
    """Trusted hands."""

    def covers(self, submission):
        """Whether the hand that sent this is trusted under the name it gives."""
        names = self.of_hand(submission).values_list("name", flat=True)
        return submission.name.casefold() in {name.casefold() for name in names}


class Trust(models.Model):
    """One author whose texts appear at once, under the name that they are known by."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=80)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("by")
    )

    objects = TrustQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted author")
        verbose_name_plural = _("trusted authors")
        ordering = ["name", "pk"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="trust_member_once"),
            models.UniqueConstraint(fields=["email", "name"], condition=~Q(email=""), name="trust_address_once"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(email=""), name="trust_names_somebody"),
        ]

    def __str__(self):
        return self.name
