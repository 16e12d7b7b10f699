"""What stands on pages for a time."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet


class DatedQuerySet(NaturalKeyQuerySet):
    def begun(self):
        return self.filter(starts_at__lte=timezone.now())

    def not_ended(self):
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))

    def running(self):
        return self.begun().not_ended()

    def planned(self):
        return self.filter(starts_at__gt=timezone.now())

    def ended(self):
        return self.filter(starts_at__isnull=False, ends_at__lte=timezone.now())

    def drafts(self):
        return self.filter(starts_at=None)


class Dated(NaturalKeyModel):
    """A row that readers see from one moment until another."""

    starts_at = models.DateTimeField(
        _("from"),
        null=True,
        blank=True,
        help_text=_("Leave empty while you prepare it: then only editors can see it."),
    )
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Leave empty if it has no end.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="%(class)s_ends_after_its_start",
                violation_error_message=_("Enter an end that comes after the start."),
            )
        ]

    @property
    def has_begun(self):
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def state(self):
        now = timezone.now()
        if self.starts_at is None:
            return _("draft")
        if self.ends_at and self.ends_at <= now:
            return _("ended")
        return _("planned") if self.starts_at > now else _("running")
