"""Lists of rows that are made elsewhere and looked at here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from core.pks import reject_invalid_pks, reject_nul_bytes

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]  # what the mixin is mixed into
else:
    _ModelAdmin = object

# How the links of Django's filters end.
LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")


class RestrictedLookups(_ModelAdmin):
    """A list that answers to its own filters alone.

    `?email__startswith=` would tell what no column shows.
    """

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        filters = self.get_list_filter(request)
        names: list[Any] = [getattr(named, "parameter_name", named) for named in filters]
        return lookup in {name + ending for name in names for ending in LOOKUPS}


class ReadOnlyAdmin(RestrictedLookups, admin.ModelAdmin):  # type: ignore[type-arg]  # takes none at run time
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return reject_nul_bytes(request) or super().changelist_view(request, extra_context)

    def response_action(  # type: ignore[override]  # the stubs are Django 6's
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return reject_invalid_pks(self, request) or super().response_action(request, queryset)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
