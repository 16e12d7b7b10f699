from typing import Any

from django.contrib.admin import StackedInline, TabularInline
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import F, Model, UniqueConstraint, Value
from django.forms import BaseInlineFormSet

from .autocomplete import PrefetchedLabelsForm, PrefetchedLabelsMixin


class UniqueRowsFormSet(BaseInlineFormSet):
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


class BaseInline(PrefetchedLabelsMixin, InlineModelAdmin):
    form = PrefetchedLabelsForm
    formset = UniqueRowsFormSet
    extra = 0

    class Media:
        js = ["admin/order.js"]


class BaseTabularInline(BaseInline, TabularInline):
    pass


class BaseStackedInline(BaseInline, StackedInline):
    pass
