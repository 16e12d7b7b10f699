"""Rows that are found by their names: one table holds the folded form of all of them."""

from typing import Any

from django.db import models

from core.models import Name
from core.text import fold


class HasNames(models.Model):
    """A row with names to be found by; `search_names` lists them."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        super().save(**kwargs)
        if kwargs.get("update_fields") is None:
            self.keep_names()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        kind, row = self._meta.label_lower, self.pk
        deleted = super().delete(*args, **kwargs)
        Name.objects.filter(kind=kind, row=row).delete()
        return deleted

    def search_names(self) -> list[str]:
        """Every name that somebody may look for it by."""
        return [str(self)]

    def keep_names(self) -> None:
        """Bring the table up to date for this row."""
        Name.objects.keep(self._meta.label_lower, self.pk, {fold(name)[:300] for name in self.search_names() if name})


def models_with_names() -> list[type[HasNames]]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, HasNames)]


def _mend_sort_key(row: Any) -> None:
    """A sort key also leaves out articles of the row's languages, which loaddata adds after the row."""
    if hasattr(row, "sort_key"):
        before, field = row.sort_key, row._meta.get_field("sort_key")
        if field.pre_save(row, add=False) != before:
            type(row)._default_manager.filter(pk=row.pk).update(sort_key=row.sort_key)


def rebuild() -> int:
    """Make the whole table anew, as after `loaddata` or an import that went past `save()`; how many names."""
    Name.objects.all().delete()
    for model in models_with_names():
        kind = model._meta.label_lower
        for row in model._default_manager.iterator(chunk_size=500):
            _mend_sort_key(row)
            folded = {fold(name)[:300] for name in row.search_names() if name} - {""}
            Name.objects.bulk_create(Name(kind=kind, row=row.pk, folded=name) for name in sorted(folded))
    return Name.objects.count()
