"""Autocompletes whose number of queries does not grow with the rows of a form.

Django's asks the database for the label of each chosen row. Here the label comes from the
instance, whose query has joined or prefetched what the form shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import F, Field, ForeignKey, ManyToManyField, Model, UniqueConstraint, Value
from django.forms import BaseInlineFormSet, ModelForm, ModelMultipleChoiceField, Select
from django.http import HttpRequest

from core.pks import is_pk

if TYPE_CHECKING:  # what the mixins are mixed into
    _Widget = Select
    _Admin = BaseModelAdmin[Any]
else:
    _Widget = _Admin = object

# Filled in by order.js in a row that nobody has filled in.
ORDER_FIELDS = {"order", "billing"}


class PrefetchedLabels(_Widget):
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


class CheckedModelMultipleChoiceField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not is_pk(str(key)):
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)


def loaded_rows(instance: Model, field: Any) -> Iterable[Model]:
    """The rows that `field` points to, as far as no query is needed to know them."""
    if isinstance(field, ForeignKey):
        row = instance._state.fields_cache.get(field.name)
        return [row] if row else []
    if isinstance(field, ManyToManyField):
        prefetched: dict[str, Iterable[Model]] = getattr(instance, "_prefetched_objects_cache", {})
        return prefetched.get(field.name, [])
    return []


class PrefetchedLabelsForm(ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """Also: an added row of which nothing but its place is filled in is no row."""

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed - ORDER_FIELDS if self.empty_permitted else changed)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PrefetchedLabels):
                rows = loaded_rows(self.instance, self._meta.model._meta.get_field(name))
                widget.labels = {str(row.pk): str(row) for row in rows}


class PrefetchedLabelsMixin(_Admin):
    """For a ModelAdmin or an inline; its autocompletes do not offer to delete their targets."""

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PrefetchedSelect(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["form_class"] = CheckedModelMultipleChoiceField
            kwargs["widget"] = PrefetchedSelectMultiple(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class UniqueRowsFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # takes none at run time
    """Two rows that break a unique constraint together are refused with the constraint's message.

    Django compares each row with the database, and rows with each other only where a constraint
    has neither condition nor expression.
    """

    model: type[Model]

    def clean(self) -> None:
        super().clean()
        forms = [
            form
            for form in self.forms
            if form.is_valid()
            and not self._should_delete_form(form)  # type: ignore[attr-defined]  # private
            and (form.has_changed() or form.instance.pk)
        ]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.reject_duplicates(constraint, forms)

    def reject_duplicates(self, constraint: UniqueConstraint, forms: list[Any]) -> None:
        seen = set()
        for form in forms:
            row = form.instance
            if constraint.condition and not constraint.condition.check(typed_values(row)):
                continue
            key = tuple(
                getattr(row, row._meta.get_field(name).attname)
                for name in constrained_fields(constraint)
            )
            if key in seen:
                error = ValidationError(str(constraint.violation_error_message))
                form.add_error(None, error)
                raise error
            seen.add(key)


def constrained_fields(constraint: UniqueConstraint) -> list[str]:
    terms: list[Any] = list(constraint.expressions)
    whole = [term for term in terms if isinstance(term, F)]
    inner = [part for term in terms if term not in whole for part in term.flatten()]
    references: list[Any] = [part for part in [*whole, *inner] if isinstance(part, F)]
    return [*constraint.fields, *(part.name for part in references)]


def typed_values(row: Model) -> dict[str, Value]:
    """Values by field name as `Q.check` wants them: with their types, since one may be None."""
    fields = row._meta.concrete_fields
    return {field.name: Value(getattr(row, field.attname), field) for field in fields}
