"""Rows that every app leans on: counts, past slugs, the site's identity, folded names."""

import time
from collections.abc import Mapping
from functools import cache, reduce
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from django.core.cache import caches
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .page_tags import SITE
from .trigrams import HAVING_GRAMS, WITHOUT, grams_of, match

Keyed = TypeVar("Keyed", bound="NaturalKeyModel")
Brief = TypeVar("Brief", bound="Expiring")


class NaturalKeyQuerySet(models.QuerySet[Keyed]):
    def get_by_natural_key(self, *values: Any) -> Keyed:
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A row that fixtures name by `natural_key_fields`, which are lookups such as `film__slug`.

    Where a relation is null, so is its part of the key.
    """

    natural_key_fields: tuple[str, ...] = ("slug",)

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(self._value_at(lookup.split("__")) for lookup in self.natural_key_fields)

    def _value_at(self, names: list[str]) -> Any:
        return reduce(lambda value, name: value and getattr(value, name), names, self)


class ExpiringQuerySet(models.QuerySet[Brief]):
    """Rows that mean nothing after `expires_at`."""

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

    def unexpired(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())

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


class RateLimitCount(Expiring):
    """How often something happened since its first time; `core.limiter` alone writes it."""

    number = models.PositiveIntegerField()


class CachedValue(Expiring):
    value = models.TextField()


class TransactionId(models.BigIntegerField):  # type: ignore[type-arg]  # takes none at run time
    """The number of the transaction that writes the row.

    SQLite has none: a random number there tells a row from a later one with the same key.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8" if connection.vendor == "postgresql" else "integer"


class CurrentTransaction(models.Func):
    template = "(random())"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return super().as_sql(compiler, connection, template="pg_current_xact_id()")


PRUNE_MARK = "mark of page_change"  # the cache's key
PURGE_PLACES = "places in page_change"  # likewise; see `filmsite/purges.py`
PRUNE_AGE = 60 * 60.0  # seconds; each process reads its news more often
# A place in the log, before which stands all that is committed; and the tags between two places.
PLACE = {
    "sqlite": "SELECT coalesce(max(id), 0) FROM page_change",
    "postgresql": "SELECT pg_current_snapshot()::text",
}
BETWEEN = {
    "sqlite": "SELECT tag FROM page_change WHERE id > %(before)s AND id <= %(now)s",
    "postgresql": """
        SELECT tag FROM page_change
        WHERE xact >= pg_snapshot_xmin(%(before)s::pg_snapshot)
        AND NOT pg_visible_in_snapshot(xact, %(before)s::pg_snapshot)
        AND pg_visible_in_snapshot(xact, %(now)s::pg_snapshot)
    """,
}
# Deletes rows before a mark; gives the mark before which no transaction writes any more.
PRUNE = {
    "sqlite": (
        "DELETE FROM page_change WHERE id < %s",
        PLACE["sqlite"],
    ),
    "postgresql": (
        "DELETE FROM page_change WHERE xact < %s::xid8",
        "SELECT pg_snapshot_xmin(pg_current_snapshot())",
    ),
}


class PageChangeQuerySet(models.QuerySet["PageChange"]):
    def reset(self) -> None:
        """Forget all changes and have every page made anew: after a restore, and at each start.

        The transaction numbers of another database cluster mean nothing in this one.
        """
        with transaction.atomic(using=self.db):
            self.all().delete()
            self.create(tag=SITE)
            caches["default"].delete_many([PRUNE_MARK, PURGE_PLACES])

    def prune(self) -> None:
        """Delete what was finished an hour ago.

        A transaction's number tells when it began, so rows go by a mark made an hour before: by
        then all that stand before it had ended.
        """
        (delete, make_mark), now = PRUNE[connection.vendor], time.time()
        before, made_at = caches["default"].get(PRUNE_MARK) or (None, 0.0)
        if now - made_at < PRUNE_AGE:
            return
        with connection.cursor() as cursor:
            if before:
                cursor.execute(delete, [before])
            cursor.execute(make_mark)
            caches["default"].set(PRUNE_MARK, (str(cursor.fetchone()[0]), now), timeout=None)

    def place(self) -> str:
        """Where the log ends now. It means something until the next `reset`."""
        with connection.cursor() as cursor:
            cursor.execute(PLACE[connection.vendor])
            return str(cursor.fetchone()[0])

    def tags_between(self, before: str, now: str) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(BETWEEN[connection.vendor], {"before": before, "now": now})
            return {tag for (tag,) in cursor.fetchall()}


class PageChange(models.Model):
    """What changed on pages, as a tag; triggers write it (`core/changes.py`)."""

    tag = models.CharField(max_length=100)
    xact = TransactionId(db_default=CurrentTransaction(), db_index=True, serialize=False)

    objects = PageChangeQuerySet.as_manager()

    class Meta:
        db_table = "page_change"
        default_permissions = []

    def __str__(self) -> str:
        return self.tag


class PastSlugQuerySet(NaturalKeyQuerySet["PastSlug"]):
    def move(self, model_label: str, before: str, now: str) -> None:
        """Let all that led to a row's old slug lead to its new one."""
        self.filter(model_label=model_label, slug=now).delete()
        self.filter(model_label=model_label, current_slug=before).update(current_slug=now)
        self.update_or_create(model_label=model_label, slug=before, defaults={"current_slug": now})


class PastSlug(NaturalKeyModel):
    natural_key_fields = ("model_label", "slug")

    model_label = models.CharField(_("model"), max_length=100)  # such as films.film
    slug = models.CharField(_("address"), max_length=200)
    current_slug = models.CharField(_("current address"), max_length=200)

    objects = PastSlugQuerySet.as_manager()  # type: ignore[misc]  # as Django has it

    class Meta:
        verbose_name = _("past address")
        verbose_name_plural = _("past addresses")
        default_permissions = []
        indexes = [models.Index(fields=["model_label", "current_slug"], name="past_slug_current")]
        constraints = [
            models.UniqueConstraint(fields=["model_label", "slug"], name="past_slug_once")
        ]

    def __str__(self) -> str:
        return f"{self.model_label}: {self.slug}"


class SiteIdentity(models.Model):
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


class SearchNameQuerySet(models.QuerySet["SearchName"]):
    def replace_names(self, model_label: str, object_id: int, folded: set[str]) -> None:
        rows = self.filter(model_label=model_label, object_id=object_id)
        there = set(rows.values_list("folded", flat=True))
        if gone := there - folded:
            rows.filter(folded__in=gone).delete()
        new = [
            SearchName(model_label=model_label, object_id=object_id, folded=name)
            for name in sorted(folded - there)
        ]
        self.bulk_create(new, ignore_conflicts=True)

    def containing(
        self, model: type[models.Model], word: str
    ) -> "models.QuerySet[SearchName, Mapping[str, object]]":
        rows = self.filter(model_label=model._meta.label_lower, folded__contains=word)
        if model._meta.label_lower != WITHOUT:
            rows = rows.filter(self._has_grams_of(word))
        return rows.values("object_id")

    def _has_grams_of(self, word: str) -> Q:
        """What SQLite's index of trigrams tells about it; PostgreSQL asks its own by itself."""
        grams = grams_of(word)
        if connection.vendor != "sqlite" or not grams:
            return Q()
        return Q(pk__in=RawSQL(HAVING_GRAMS, [match(grams, "AND")]))  # noqa: S611 (of our own)

    def equal_to(
        self, model: type[models.Model], folded: str
    ) -> "models.QuerySet[SearchName, Mapping[str, object]]":
        return self.filter(model_label=model._meta.label_lower, folded=folded).values("object_id")


class SearchName(models.Model):
    """A name of a row, folded: searches, choosers and the warning about doubles compare it."""

    model_label = models.CharField(_("model"), max_length=100)  # such as films.film
    object_id = models.BigIntegerField(_("object ID"))
    folded = models.CharField(_("folded name"), max_length=300)

    objects = SearchNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("folded name")
        verbose_name_plural = _("folded names")
        default_permissions = []
        indexes = [models.Index(fields=["model_label", "folded"], name="name_folded")]
        constraints = [
            models.UniqueConstraint(fields=["model_label", "object_id", "folded"], name="name_once")
        ]

    def __str__(self) -> str:
        return f"{self.model_label}: {self.folded}"
