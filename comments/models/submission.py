"""What strangers send: all that is pending, rejected or spam stays here, off the public tree."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SubmissionQuerySet(models.QuerySet):
    """Submissions."""

    def pending(self):
        """The moderation queue, oldest first."""
        return self.filter(status="pending").order_by("received_at", "pk")


class Submission(models.Model):
    """A text as it was received, with what is known of its writer; never shown but to its writer."""

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")

    discussion = models.ForeignKey(
        "comments.Discussion", models.CASCADE, related_name="submissions", verbose_name=_("discussion")
    )
    parent = models.ForeignKey(
        "comments.Comment", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("in reply to")
    )
    comment = models.OneToOneField(
        "comments.Comment",
        models.SET_NULL,
        related_name="submission",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("comment"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="submissions",
        null=True,
        blank=True,
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown."))
    website = models.URLField(_("website"), blank=True)
    body = models.TextField(_("text"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    network = models.CharField(_("network, hashed"), max_length=64, blank=True, editable=False)
    key = models.CharField(
        _("one-time key"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Sent with the form, so that a second click gives one comment."),
    )

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    held_because = models.CharField(_("held because"), max_length=200, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("decided by"),
    )
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("received comment")
        verbose_name_plural = _("moderation queue")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["status", "received_at", "id"], name="submission_queue"),
            models.Index(fields=["email", "status"], name="submission_known_hand"),
            models.Index(fields=["network", "received_at"], name="submission_network"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["pending", "accepted", "rejected", "spam"]), name="submission_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", comment__isnull=False) | ~Q(status="accepted"),
                name="submission_accepted_has_comment",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"
