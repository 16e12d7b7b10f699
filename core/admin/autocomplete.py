"""Autocompletes whose number of queries does not grow with the rows of a form.

Django's asks the database for the label of each chosen row. Here the label comes from the
instance, whose query has joined or prefetched what the form shows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import ModelForm, ModelMultipleChoiceField, Select
from django.http import HttpRequest

# Filled in by order.js in a row that nobody has filled in.
ORDER_FIELDS = {"order", "billing"}


def is_pk(text: str) -> bool:
    """Whether `text` can be the key of a row: both databases hold numbers of up to 18 digits."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


class PrefetchedLabels(Select):
    """`labels` by key, as text; the database is asked for others only."""

    labels: Mapping[str, str] = {}

    def optgroups(
        self, name: str, value: Iterable[Any], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        chosen = [key for key in map(str, value) if is_pk(key)]
        if not set(chosen) <= self.labels.keys():
            return super().optgroups(name, chosen, attr)
        blank = [] if self.is_required or self.allow_multiple_selected else [("", "")]
        pairs = blank + [(key, self.labels[key]) for key in chosen]
        options = [
            self.create_option(name, *pair, bool(pair[0]), index)
            for index, pair in enumerate(pairs)
        ]
        return [(None, options, 0)]


class PrefetchedSelect(PrefetchedLabels, AutocompleteSelect):
    pass


class PrefetchedSelectMultiple(PrefetchedLabels, AutocompleteSelectMultiple):
    pass


class CheckedModelMultipleChoiceField(ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not is_pk(str(key)):
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)


def loaded_rows(instance: Model, name: str) -> Iterable[Model]:
    """The rows that a relation points to, as far as no query is needed to know them."""
    row = instance._state.fields_cache.get(name)
    prefetched: dict[str, Iterable[Model]] = getattr(instance, "_prefetched_objects_cache", {})
    return [row] if row else prefetched.get(name, [])


class PrefetchedLabelsForm(ModelForm):
    """Also: an added row of which nothing but its place is filled in is no row."""

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed - ORDER_FIELDS if self.empty_permitted else changed)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PrefetchedLabels):
                widget.labels = {str(row.pk): str(row) for row in loaded_rows(self.instance, name)}


class PrefetchedLabelsMixin(BaseModelAdmin):
    """For a ModelAdmin or an inline; its autocompletes do not offer to delete their targets."""

    select_related: tuple[str, ...] = ()  # what the labels of its rows need

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PrefetchedSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["form_class"] = CheckedModelMultipleChoiceField
            kwargs["widget"] = PrefetchedSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
