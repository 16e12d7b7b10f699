from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Long enough for the answer to arrive, and for an editor to see that it did not.
EMAIL_KEPT = timedelta(days=30)  # as long as our answer to it (`mail/tasks.py`)
MAX_PASSAGE, MAX_WORDS = 500, 2000


class ErrorReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="open")

    def settle(self, state, by, answer=""):
        """Close the open ones here; how many there were."""
        now = timezone.now()
        return self.open().update(state=state, decided_at=now, decided_by=by, answer=answer)

    def from_emails(self, emails):
        return self.exclude(email="").filter(email__in=emails)

    def forget_emails(self):
        """Those of reports that were settled some days ago; how many."""
        settled = self.filter(decided_at__lt=timezone.now() - EMAIL_KEPT)
        return settled.exclude(email="").update(email="")

    def older_than(self, moment):
        return self.filter(received_at__lt=moment)


class ErrorReport(models.Model):
    """A reader says what is wrong in a review; nothing is known of them but what they give."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("dismissed")

    review = models.ForeignKey(
        "reviews.Review",
        models.CASCADE,
        related_name="error_reports",
        verbose_name=_("review"),
    )
    passage = models.CharField(_("passage"), max_length=MAX_PASSAGE, blank=True)
    words = models.TextField(_("what is wrong"), max_length=MAX_WORDS)
    email = models.EmailField(_("e-mail"), blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    answer = models.TextField(_("answer"), blank=True)
    decided_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
        editable=False,
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-pk"]
        default_permissions = ["view", "change"]
        indexes = [
            models.Index(fields=["state", "-id"], name="error_report_state"),
            models.Index(fields=["email"], condition=~Q(email=""), name="error_report_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | Q(state__in=["answered", "dismissed"], decided_at__isnull=False),
                name="error_report_state_is_known",
            ),
        ]

    def __str__(self):
        # Not their words: the admin’s log would keep them.
        return f"{self._meta.verbose_name} {self.pk}"
