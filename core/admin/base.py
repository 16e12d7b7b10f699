"""The ModelAdmins of this site."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import NestedObjects, get_fields_from_path
from django.db import models, router
from django.db.models import ForeignKey, Model, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import SearchName
from core.text import fold

from .autocomplete import PrefetchedLabelsForm, PrefetchedLabelsMixin, is_pk
from .preview import PreviewMixin
from .widgets import AdminTextarea

# Relations of a row between two others to the one that editors know.
OWNER_FIELDS = ("review", "film", "comment", "discussion")
# How the links of Django's filters end.
LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")
SEARCHED = re.compile(r'([-−–]?)(?:["“„”]([^"“„”]*)["“„”]?|([^\s"“„”]+))')


class CheckedInputMixin(ModelAdmin):
    """Refuses what the database would not take: NUL in a list's address, keys that are none."""

    show_full_result_count = False
    list_per_page = 50

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if any("\x00" in value for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def response_action(  # type: ignore[override]  # the stubs are Django 6's
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        if all(map(is_pk, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset)
        self.message_user(
            request, _("Nothing was done. Choose rows from this list."), messages.ERROR
        )
        return HttpResponseRedirect(request.get_full_path())


class RestrictedLookups(ModelAdmin):
    """A list that answers to its own filters alone.

    `?email__startswith=` would tell what no column shows.
    """

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        filters = self.get_list_filter(request)
        names: list[Any] = [getattr(named, "parameter_name", named) for named in filters]
        return lookup in {name + ending for name in names for ending in LOOKUPS}


class ReadOnlyAdmin(CheckedInputMixin, RestrictedLookups):
    """Rows that are made elsewhere and looked at here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FoldedSearchMixin(ModelAdmin):
    """Search without regard to case, accents and apostrophes, in any database.

    Each word must stand in a `SearchName` of the row, or of a row that a relation in
    `search_relations` leads to, in one of `search_fields`, or be its year. As in the readers’
    search, words in quotes stand together, and one behind a minus stands nowhere.
    """

    search_relations: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return _having(queryset, search_term, self.found_by), False

    def having_names(self, queryset: QuerySet[Any], search_term: str) -> QuerySet[Any]:
        """Those that have the words in their own names, not elsewhere."""
        return _having(queryset, search_term, self.named)

    def found_by(self, word: str) -> Q:
        lookups: dict[str, Any] = {f"{field}__icontains": word for field in self.search_fields}
        for path in self.search_relations:
            lookups[f"{path}__in"] = SearchName.objects.containing(self._model_at(path), word)
        found = self.named(word)
        for lookup in lookups.items():
            found |= Q(pk__in=self.model._default_manager.filter(Q(lookup)).values("pk"))
        if hasattr(self.model, "year") and word.isdecimal() and len(word) == 4:
            found |= Q(year=int(word))
        return found

    def named(self, word: str) -> Q:
        return Q(pk__in=SearchName.objects.containing(self.model, word))

    def _model_at(self, path: str) -> Any:
        return get_fields_from_path(self.model, path)[-1].related_model


def _having(rows: QuerySet[Any], text: str, found_by: Callable[[str], Q]) -> QuerySet[Any]:
    for minus, quoted, typed in SEARCHED.findall(text):
        for word in filter(None, [fold(quoted)] if quoted else fold(typed).split()):
            found = found_by(word.strip("()") or word)
            rows = rows.exclude(found) if minus else rows.filter(found)
    return rows


class ListsProtectedMixin(ModelAdmin):
    """What cannot be deleted says which rows hold it, to superusers too.

    Django names the rows between, or speaks of a permission where nobody has it.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
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
        owners = dict.fromkeys(map(owner_of, collector.protected))
        return deleted, count, set(), [*map(self._describe, owners)]

    def _describe(self, row: Model) -> str:
        label = f"{capfirst(row._meta.verbose_name)}: {row}"
        if type(row) not in self.admin_site._registry:
            return label
        page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[row.pk]), label)


def owner_of(row: Any) -> Any:
    """The review, film or comment that a row between two others belongs to, else the row itself."""
    relations = {field.name for field in row._meta.concrete_fields if isinstance(field, ForeignKey)}
    return next((getattr(row, name) for name in OWNER_FIELDS if name in relations), row)


class BaseAdmin(
    CheckedInputMixin, ListsProtectedMixin, FoldedSearchMixin, PrefetchedLabelsMixin, PreviewMixin
):
    form = PrefetchedLabelsForm
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.TextField: {"widget": AdminTextarea},
    }
    show_facets = admin.ShowFacets.NEVER  # each count is a query
    prefetch_related: tuple[Any, ...] = ()  # for forms alone

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        row = super().get_object(request, *args, **kwargs)
        if row:
            prefetch_related_objects([row], *self.prefetch_related)
        return row

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

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None
