"""Natural keys, by which fixtures name rows whatever their primary keys in this database."""

from functools import reduce
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound="NaturalKeyModel")


class NaturalKeyQuerySet(models.QuerySet[Row]):
    def get_by_natural_key(self, *values: Any) -> Row:
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
        return tuple(_follow(self, lookup) for lookup in self.natural_key_fields)


def _follow(row: models.Model, lookup: str) -> Any:
    return reduce(lambda value, name: value and getattr(value, name), lookup.split("__"), row)
