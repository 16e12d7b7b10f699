from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .autocomplete import PrefetchedLabelsForm, PrefetchedLabelsMixin, UniqueRowsFormSet

if TYPE_CHECKING:
    from django.contrib.admin.options import InlineModelAdmin

    _Inline = InlineModelAdmin[Any, Any]  # what the mixin is mixed into
else:
    _Inline = object


class BaseInline(PrefetchedLabelsMixin, _Inline):
    form = PrefetchedLabelsForm
    formset = UniqueRowsFormSet
    extra = 0
    select_related: tuple[str, ...] = ()  # what the labels of its rows need

    class Media:
        js = ["admin/order.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows


class BaseTabularInline(BaseInline, admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    pass


class BaseStackedInline(BaseInline, admin.StackedInline):  # type: ignore[type-arg]  # takes none at run time
    pass
