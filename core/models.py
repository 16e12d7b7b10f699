"""Rows that every app leans on and no reader sees."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CountQuerySet(models.QuerySet):
    """Counts of limits."""

    def expired(self):
        return self.filter(expires_at__lte=timezone.now())


class Count(models.Model):
    """What a limit has counted so far; it lasts through restarts, and all workers see one number.

    The key is a hash: nothing that a stranger chooses freely is stored under its own words.
    """

    key = models.CharField(_("hash"), max_length=64, primary_key=True)
    value = models.JSONField(_("value"))
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a limit")
        verbose_name_plural = _("counts of limits")
        default_permissions = []
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="count_has_key")]

    def __str__(self):
        return self.key
