"""Rows that are found by their names: one table holds the folded form of all of them."""

from collections.abc import Mapping, Sequence, Set
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.models import SearchName
from core.slugs import HasSlug, make_slug
from core.sorting import SortKeyField
from core.text import APOSTROPHES, fold

MAX_NAME = 300


class Searchable(models.Model):
    """`search_names` lists what somebody may look for it by; `name_fields` hold it, or most."""

    name_fields: ClassVar[Sequence[str]] = ("name",)

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        super().save(**kwargs)
        if kwargs.get("update_fields") is None:
            self.update_search_names()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        model_label, object_id = self._meta.label_lower, self.pk
        deleted = super().delete(*args, **kwargs)
        SearchName.objects.filter(model_label=model_label, object_id=object_id).delete()
        return deleted

    def search_names(self) -> list[str]:
        return [getattr(self, name) for name in self.name_fields]

    def folded_names(self) -> set[str]:
        """“limmortelle” and “l immortelle” of “L’Immortelle”: a word begins behind the sign."""
        names = [name for name in self.search_names() if name]
        parted = [APOSTROPHES.sub(" ", name) for name in names]
        return {fold(name)[:MAX_NAME] for name in (*names, *parted)} - {""}

    def update_search_names(self) -> None:
        SearchName.objects.replace_names(self._meta.label_lower, self.pk, self.folded_names())


class NamedModel(Searchable, HasSlug):
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = SlugField(_("address"), unique=True, blank=True)

    sort_key = SortKeyField("name", db_index=True, verbose_name=_("sorted by"))

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.slug = self.slug or make_slug(type(self), self.name)
        super().save(**kwargs)


def _update_sort_key(row: Any) -> None:
    """Leave out articles of the row's languages too, which loaddata adds after the row."""
    if hasattr(row, "sort_key"):
        before, field = row.sort_key, row._meta.get_field("sort_key")
        if field.pre_save(row, add=False) != before:
            type(row)._default_manager.filter(pk=row.pk).update(sort_key=row.sort_key)


def update_names(changed: Mapping[str, Set[int]]) -> None:
    """Make the names of these rows true, which a bulk update or deletion went past.

    `changed` has keys by the model's part of a tag.
    """
    for model in _searchable_models():
        keys = changed.get(model._meta.model_name or "")
        if not keys:
            continue
        rows = model._default_manager.only(*model.name_fields).in_bulk(keys)
        for row in rows.values():
            row.update_search_names()
        if gone := keys - rows.keys():
            names = SearchName.objects.filter(model_label=model._meta.label_lower)
            names.filter(object_id__in=gone).delete()


def _searchable_models() -> list[type[Searchable]]:
    return [model for model in apps.get_models() if issubclass(model, Searchable)]


def rebuild() -> int:
    """Make the whole table anew; how many names it has.

    As after `loaddata` or an import, which go past `save()`.
    """
    SearchName.objects.all().delete()
    for model in _searchable_models():
        # By their keys: in the order of the column that is updated, SQLite meets a row again.
        for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
            _update_sort_key(row)
            SearchName.objects.bulk_create(
                SearchName(model_label=model._meta.label_lower, object_id=row.pk, folded=name)
                for name in sorted(row.folded_names())
            )
    return SearchName.objects.count()
