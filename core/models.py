"""What is counted and remembered for a time in the database, because all workers have to agree on it."""

from django.db import models
from django.utils import timezone


class ExpiringQuerySet(models.QuerySet):
    """Rows that mean nothing after `expires_at`."""

    def expired(self):
        return self.filter(expires_at__lte=timezone.now())

    def trim(self, most):
        """Delete the expired, and then the soonest to expire, until `most` are left."""
        self.expired().delete()
        if surplus := self.count() - most:
            soonest = self.order_by("expires_at").values_list("pk", flat=True)
            self.filter(pk__in=list(soonest[: max(surplus, 0)])).delete()


class Expiring(models.Model):
    """A row under a hash, so that nothing a sender chooses stands in it, at any length."""

    key = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = ExpiringQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self):
        return self.key


class Count(Expiring):
    """How often something happened since its first time; `core.limiter` alone writes it."""

    number = models.PositiveIntegerField()


class CachedValue(Expiring):
    """A value of Django's default cache as JSON; `core.caches.DatabaseCache` alone writes it."""

    value = models.TextField()
