"""The ModelAdmin of this site.

Its search is folded, its labels cost no queries, and a deletion says what is in the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, get_fields_from_path
from django.db import models, router
from django.db.models import ForeignKey, Model, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import SearchName
from core.pks import reject_invalid_pks, reject_nul_bytes
from core.text import fold

from .autocomplete import PrefetchedLabelsForm, PrefetchedLabelsMixin

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]  # what the mixins are mixed into
else:
    _ModelAdmin = object

# Relations of a row between two others to the one that editors know.
OWNER_FIELDS = ("review", "film", "comment", "discussion")


class FoldedSearchMixin(_ModelAdmin):
    """Search without regard to case, accents and apostrophes, in any database.

    Each word must stand in a `SearchName` of the row, or of a row that a relation in
    `search_relations` leads to, in one of `search_fields`, or be its year.
    """

    search_relations: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            queryset = queryset.filter(self._found_by(word))
        return queryset, False

    def _found_by(self, word: str) -> Q:
        lookups: dict[str, Any] = {f"{field}__icontains": word for field in self.search_fields}
        for path in self.search_relations:
            lookups[f"{path}__in"] = SearchName.objects.containing(self._model_at(path), word)
        found = Q(pk__in=SearchName.objects.containing(self.model, word))
        for lookup in lookups.items():
            found |= Q(pk__in=self.model._default_manager.filter(Q(lookup)).values("pk"))
        if hasattr(self.model, "year") and word.isdecimal() and len(word) == 4:
            found |= Q(year=int(word))
        return found

    def _model_at(self, path: str) -> Any:
        return get_fields_from_path(self.model, path)[-1].related_model


class ListsProtectedMixin(_ModelAdmin):
    """For a ModelAdmin: what cannot be deleted says which rows hold it, to superusers too."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name what is in the way.

        Django names the rows between, or speaks of a permission where nobody has it.
        """
        deleted, count, lacking, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return deleted, count, lacking, protected
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        sentence = _(
            "It is still in use. Change what uses it first. A published review cannot be deleted: "
            "retract it instead."
        )
        self.message_user(request, sentence, messages.WARNING)
        return (
            deleted,
            count,
            set(),
            [*map(self.describe, dict.fromkeys(map(owner_of, collector.protected)))],
        )

    def describe(self, row: Model) -> str:
        label = f"{capfirst(row._meta.verbose_name)}: {row}"
        if type(row) not in self.admin_site._registry:
            return label
        address = reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]
        )
        return format_html('<a href="{}">{}</a>', address, label)


def owner_of(row: Any) -> Any:
    """The review, film or comment that a row between two others belongs to, else the row itself."""
    relations = {field.name for field in row._meta.concrete_fields if isinstance(field, ForeignKey)}
    owner = next((name for name in OWNER_FIELDS if name in relations), None)
    return getattr(row, owner) if owner else row


class BaseAdmin(
    ListsProtectedMixin,
    FoldedSearchMixin,
    PrefetchedLabelsMixin,
    admin.ModelAdmin,  # type: ignore[type-arg]  # takes none at run time
):
    form = PrefetchedLabelsForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each count is a query
    select_related: tuple[str, ...] = ()  # for lists and forms
    prefetch_related: tuple[Any, ...] = ()  # for forms alone

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        row = super().get_object(request, *args, **kwargs)
        if row:
            prefetch_related_objects([row], *self.prefetch_related)
        return row

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return reject_nul_bytes(request) or super().changelist_view(request, extra_context)

    def response_action(  # type: ignore[override]  # the stubs are Django 6's
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return reject_invalid_pks(self, request) or super().response_action(request, queryset)

    def prefetch_labels(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with all that `label` asks of them."""
        return queryset

    def label(self, row: Any) -> str:
        """What a chooser calls a row: enough to tell it from another of the same name."""
        return str(row)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One by one: a row takes its names and past addresses with it."""
        for row in queryset:
            row.delete()

    def view_on_site(self, obj: Any) -> Any:
        return obj.get_absolute_url()

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return (
            super().get_view_on_site_url(obj) if hasattr(self.model, "get_absolute_url") else None
        )
