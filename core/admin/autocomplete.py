"""Autocompletes whose number of queries does not grow with the rows of a form.

Django's asks the database for the label of each chosen row. Here the label comes from the
instance, whose query has joined or prefetched what the form shows.
"""

from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import F, ForeignKey, ManyToManyField, UniqueConstraint, Value
from django.forms import BaseInlineFormSet, ModelForm, ModelMultipleChoiceField

from core.pks import is_pk

# Filled in by order.js in a row that nobody has filled in.
ORDER_FIELDS = {"order", "billing"}


class PrefetchedLabels:
    """`labels` by key, as text; the database is asked for others only."""

    labels = {}

    def optgroups(self, name, value, attr=None):
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
    def clean(self, value):
        for key in value or ():
            if not is_pk(str(key)):
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)


def loaded_rows(instance, field):
    """The rows that `field` points to, as far as no query is needed to know them."""
    if isinstance(field, ForeignKey):
        row = instance._state.fields_cache.get(field.name)
        return [row] if row else []
    if isinstance(field, ManyToManyField):
        return getattr(instance, "_prefetched_objects_cache", {}).get(field.name, [])
    return []


class PrefetchedLabelsForm(ModelForm):
    """Also: an added row of which nothing but its place is filled in is no row."""

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed - ORDER_FIELDS if self.empty_permitted else changed)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, PrefetchedLabels):
                rows = loaded_rows(self.instance, self._meta.model._meta.get_field(name))
                widget.labels = {str(row.pk): str(row) for row in rows}


class PrefetchedLabelsMixin:
    """For a ModelAdmin or an inline; its autocompletes do not offer to delete their targets."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PrefetchedSelect(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["form_class"] = CheckedModelMultipleChoiceField
            kwargs["widget"] = PrefetchedSelectMultiple(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class UniqueRowsFormSet(BaseInlineFormSet):
    """Two rows that break a unique constraint together are refused with the constraint's message.

    Django compares each row with the database, and rows with each other only where a constraint
    has neither condition nor expression.
    """

    def clean(self):
        super().clean()
        forms = [
            form
            for form in self.forms
            if form.is_valid()
            and not self._should_delete_form(form)
            and (form.has_changed() or form.instance.pk)
        ]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.reject_duplicates(constraint, forms)

    def reject_duplicates(self, constraint, forms):
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
                error = ValidationError(constraint.violation_error_message)
                form.add_error(None, error)
                raise error
            seen.add(key)


def constrained_fields(constraint):
    whole = [part for part in constraint.expressions if isinstance(part, F)]
    inner = [
        part for term in constraint.expressions if term not in whole for part in term.flatten()
    ]
    return [*constraint.fields, *(part.name for part in [*whole, *inner] if isinstance(part, F))]


def typed_values(row):
    """Values by field name as `Q.check` wants them: with their types, since one may be None."""
    fields = row._meta.concrete_fields
    return {field.name: Value(getattr(row, field.attname), field) for field in fields}
