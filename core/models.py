"""Rows that every app leans on: counts, past slugs, the site's identity, folded names."""

from collections.abc import Mapping
from functools import cache
from typing import Self, TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.natural_keys import NaturalKeyModel, NaturalKeyQuerySet

Row = TypeVar("Row", bound="Expiring")


class ExpiringQuerySet(models.QuerySet[Row]):
    """Rows that mean nothing after `expires_at`."""

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def trim(self, max_rows: int) -> None:
        """Delete the expired, and then the soonest to expire, until `max_rows` are left."""
        self.expired().delete()
        surplus = max(self.count() - max_rows, 0)
        soonest = self.order_by("expires_at").values_list("pk", flat=True)[:surplus]
        self.filter(pk__in=list(soonest)).delete()


class Expiring(models.Model):
    """A row under a hash, so that nothing a sender chooses stands in it, at any length."""

    key = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = ExpiringQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self) -> str:
        return self.key


class Count(Expiring):
    """How often something happened since its first time; `core.limiter` alone writes it."""

    number = models.PositiveIntegerField()


class CachedValue(Expiring):
    value = models.TextField()


class PastSlugQuerySet(NaturalKeyQuerySet["PastSlug"]):
    def move(self, kind: str, before: str, now: str) -> None:
        """Let all that led to a row's old slug lead to its new one."""
        self.filter(kind=kind, slug=now).delete()
        self.filter(kind=kind, current=before).update(current=now)
        self.update_or_create(kind=kind, slug=before, defaults={"current": now})


class PastSlug(NaturalKeyModel):
    natural_key_fields = ("kind", "slug")

    kind = models.CharField(_("kind"), max_length=100)  # a model's label, such as films.film
    slug = models.CharField(_("address"), max_length=200)
    current = models.CharField(_("current address"), max_length=200)

    objects = PastSlugQuerySet.as_manager()  # type: ignore[misc]  # as Django has it

    class Meta:
        verbose_name = _("past address")
        verbose_name_plural = _("past addresses")
        default_permissions = []
        indexes = [models.Index(fields=["kind", "current"], name="past_slug_current")]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="past_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


class Identity(models.Model):
    """The one row that says which site this is, under whatever address and in whatever database."""

    uid = models.UUIDField(_("identity"), default=uuid4)

    class Meta:
        verbose_name = _("identity of the site")
        default_permissions = []
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="identity_is_one")]

    def __str__(self) -> str:
        return str(self.uid)

    @classmethod
    @cache
    def of_site(cls) -> UUID:
        return cls.objects.get_or_create(pk=1)[0].uid


class NameQuerySet(models.QuerySet["Name"]):
    def replace_names(self, kind: str, row: int, folded: set[str]) -> None:
        there = set(self.filter(kind=kind, row=row).values_list("folded", flat=True))
        if gone := there - folded:
            self.filter(kind=kind, row=row, folded__in=gone).delete()
        if new := folded - there:
            self.bulk_create(
                [Name(kind=kind, row=row, folded=name) for name in sorted(new)],
                ignore_conflicts=True,
            )

    def containing(
        self, model: type[models.Model], word: str
    ) -> "models.QuerySet[Name, Mapping[str, object]]":
        return self.filter(kind=model._meta.label_lower, folded__contains=word).values("row")

    def equal_to(
        self, model: type[models.Model], folded: str
    ) -> "models.QuerySet[Name, Mapping[str, object]]":
        return self.filter(kind=model._meta.label_lower, folded=folded).values("row")


class Name(models.Model):
    """A name of a row, folded: searches, choosers and the warning about doubles compare it."""

    kind = models.CharField(_("kind"), max_length=100)  # a model's label, such as films.film
    row = models.BigIntegerField(_("row"))
    folded = models.CharField(_("folded name"), max_length=300)

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("folded name")
        verbose_name_plural = _("folded names")
        default_permissions = []
        indexes = [models.Index(fields=["kind", "folded"], name="name_folded")]
        constraints = [models.UniqueConstraint(fields=["kind", "row", "folded"], name="name_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.folded}"
