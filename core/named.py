from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.search_names import Searchable
from core.slugs import HasSlug, make_slug
from core.sorting import SortKeyField


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
