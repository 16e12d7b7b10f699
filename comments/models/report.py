"""A reader's report that a comment breaks the rules, weighed by how their earlier ones ended."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="open")

    def actionable(self):
        """Open ones about comments on the page."""
        return self.open().filter(comment__status="approved")

    def by_weight(self):
        """Actionable reports by comment, each with `number` and joint weight, heaviest first."""
        rows = self.actionable().order_by().values("comment")
        return rows.annotate(number=Count("pk"), heavy=Sum("weight")).order_by("-heavy", "comment")

    def accuracy_of(self, reporter_key):
        """How often this reader's reports held, from 0 to 1; a half for one who never reported."""
        held = Count("pk", filter=Q(state="upheld"))
        counts = (
            self.filter(reporter_key=reporter_key)
            .exclude(state="open")
            .aggregate(held=held, decided=Count("pk"))
        )
        return (counts["held"] + 1) / (counts["decided"] + 2)

    def settle(self, state):
        """Close all open ones here: upheld or dismissed; how many there were."""
        return self.open().update(state=state, decided_at=timezone.now())

    def reopen(self):
        self.exclude(state="open").update(state="open", decided_at=None)


class Report(models.Model):
    """A report; a reader reports a comment once.

    Its weight is what their reports were worth that day.
    """

    class Why(models.TextChoices):
        INSULT = "insult", _("Abusive")
        SPOILER = "spoiler", _("Contains spoilers")
        SPAM = "spam", _("Advertising or spam")
        SUBJECT = "subject", _("Off-topic")
        LAW = "law", _("Illegal")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        related_name="reports",
        db_index=False,
        verbose_name=_("comment"),
    )
    reporter_key = models.CharField(
        _("reader"), max_length=80, editable=False, help_text=_("A member, or a hashed network.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member"),
    )
    why = models.CharField(_("reason"), max_length=10, choices=Why)
    words = models.CharField(_("in the reader’s words"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    weight = models.FloatField(_("weight"), default=0.5, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["state", "comment"], name="report_open"),
            models.Index(fields=["reporter_key", "at"], name="report_reporter"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter_key"], name="report_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "upheld", "dismissed"]), name="report_state_is_known"
            ),
        ]

    def __str__(self):
        return self.get_why_display()
