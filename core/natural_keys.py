"""Natural keys, by which fixtures name rows whatever their primary keys in this database."""

from functools import reduce

from django.db import models


class NaturalKeyQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """`natural_key_fields` are lookups, such as `film__slug`; where a relation is null, so is its
    part of the key.
    """

    natural_key_fields = ("slug",)

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(_follow(self, lookup) for lookup in self.natural_key_fields)


def _follow(row, lookup):
    return reduce(lambda value, name: value and getattr(value, name), lookup.split("__"), row)
