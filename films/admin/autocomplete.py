"""Desk forms whose number of queries does not grow with their rows.

Django's autocomplete asks the database for the label of each chosen row. Here the label
comes from the instance, whose query has joined or prefetched what the form shows.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import F, ForeignKey, ManyToManyField, Q, UniqueConstraint, Value
from django.forms import BaseInlineFormSet, ModelForm, ModelMultipleChoiceField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import Name
from core.text import fold
from films.keys import is_key, refuse_nul, refuse_odd_keys


class KnownLabels:
    """An autocomplete that has been told its chosen rows, and asks only for others."""

    known = {}

    def optgroups(self, name, value, attr=None):
        chosen = [key for key in map(str, value) if is_key(key)]
        if not set(chosen) <= self.known.keys():
            return super().optgroups(name, chosen, attr)
        blank = [] if self.is_required or self.allow_multiple_selected else [("", "")]
        pairs = blank + [(key, self.known[key]) for key in chosen]
        options = [self.create_option(name, *pair, bool(pair[0]), index) for index, pair in enumerate(pairs)]
        return [(None, options, 0)]


class KnownSelect(KnownLabels, AutocompleteSelect):
    pass


class KnownSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    pass


class RowsField(ModelMultipleChoiceField):
    """Several rows; numbers too large for the database are refused before it is asked."""

    def clean(self, value):
        for key in value or ():
            if not is_key(str(key)):
                raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)


def rows_at_hand(instance, field):
    """The rows that `field` of `instance` points to, as far as no query is needed to know them."""
    if isinstance(field, ForeignKey):
        row = instance._state.fields_cache.get(field.name)
        return [row] if row else []
    if isinstance(field, ManyToManyField):
        return getattr(instance, "_prefetched_objects_cache", {}).get(field.name, [])
    return []


# Filled in by order.js in a row that nobody has filled in.
PLACES = {"order", "billing"}


class KnownForm(ModelForm):
    """A form that tells its autocompletes what its instance already holds; an added row without words is none."""

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed - PLACES if self.empty_permitted else changed)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownLabels):
                rows = rows_at_hand(self.instance, self._meta.model._meta.get_field(name))
                widget.known = {str(row.pk): str(row) for row in rows}


class KnownFormSet(BaseInlineFormSet):
    """Rows of a form; two that break a unique constraint together are refused with its own words.

    Django compares each row with the database, and rows with each other only where a constraint
    has neither condition nor expression.
    """

    def clean(self):
        super().clean()
        forms = [form for form in self.forms if form.is_valid() and not self._should_delete_form(form)]
        forms = [form for form in forms if form.has_changed() or form.instance.pk]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.refuse_twins(constraint, forms)

    def refuse_twins(self, constraint, forms):
        seen = set()
        for form in forms:
            values = {name: getattr(form.instance, field_of(form.instance, name)) for name in names_in(constraint)}
            if constraint.condition and not constraint.condition.check(fields_of(form.instance)):
                continue
            key = tuple(values.values())
            if key in seen:
                form.add_error(None, ValidationError(constraint.violation_error_message))
                raise ValidationError(constraint.violation_error_message)
            seen.add(key)


def names_in(constraint):
    """The fields that a unique constraint names, in its list or inside its expressions."""
    whole = [part for part in constraint.expressions if isinstance(part, F)]
    inner = [part for term in constraint.expressions if term not in whole for part in term.flatten()]
    return [*constraint.fields, *(part.name for part in [*whole, *inner] if isinstance(part, F))]


def field_of(instance, name):
    return instance._meta.get_field(name).attname


def fields_of(instance):
    """The values of a row, by field name, as `Q.check` wants them: with their types, since one may be None."""
    fields = instance._meta.concrete_fields
    return {field.name: Value(getattr(instance, field.attname), field) for field in fields}


class KnownLabelsMixin:
    """For a ModelAdmin or an inline: autocompletes that know their labels, and delete nothing."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # a film is not deleted by a slip beside its name
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["form_class"] = RowsField
            kwargs["widget"] = KnownSelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class FoldedSearch:
    """For a ModelAdmin: its search takes no notice of case, accents and apostrophes, in any database.

    Each word must stand in a name of the row (`core.models.Name`), or of a row that a relation in `search_relations`
    leads to, in one of `search_fields`, or be its year.
    """

    search_relations = ()

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(self._found_by(word))
        return queryset, False

    def _found_by(self, word):
        found = Q(pk__in=Name.objects.holding(self.model, word))
        for field in self.search_fields:
            found |= Q(pk__in=self.model._default_manager.filter(**{f"{field}__icontains": word}).values("pk"))
        for path in self.search_relations:
            rows = Name.objects.holding(self._model_at(path), word)
            found |= Q(pk__in=self.model._default_manager.filter(**{f"{path}__in": rows}).values("pk"))
        if hasattr(self.model, "year") and word.isdecimal() and len(word) == 4:
            found |= Q(year=int(word))
        return found

    def _model_at(self, path):
        model = self.model
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
        return model


class NamesHolders:
    """For a ModelAdmin: what cannot be deleted says which rows hold it, to superusers too."""

    def get_deleted_objects(self, objs, request):
        """Django names the rows between, or says “your account doesn't have permission” where nobody has."""
        deleted, count, lacking, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return deleted, count, lacking, protected
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        sentence = _(
            "It is still in use. Change what uses it first. A published review cannot be deleted: retract it instead."
        )
        self.message_user(request, sentence, messages.WARNING)
        return deleted, count, set(), [*map(self.named, dict.fromkeys(map(whole, collector.protected)))]

    def named(self, row):
        """A row with its kind, and a link where the admin has a page for it."""
        label = f"{capfirst(row._meta.verbose_name)}: {row}"
        if type(row) not in self.admin_site._registry:
            return label
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, label)


def whole(row):
    """The review, film or comment that a row between two others belongs to; the row itself where it stands alone."""
    keys = {field.name for field in row._meta.concrete_fields if isinstance(field, ForeignKey)}
    owner = next((name for name in ("review", "film", "comment", "discussion") if name in keys), None)
    return getattr(row, owner) if owner else row


class DeskAdmin(NamesHolders, FoldedSearch, KnownLabelsMixin, admin.ModelAdmin):
    """What every list and form of the desk has in common."""

    form = KnownForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each count is a query
    save_on_top = False

    def changelist_view(self, request, extra_context=None):
        return refuse_nul(request) or super().changelist_view(request, extra_context)

    def response_action(self, request, queryset):
        return refuse_odd_keys(self, request) or super().response_action(request, queryset)

    def with_labels(self, queryset):
        """The rows with all that `label` asks of them."""
        return queryset

    def label(self, row):
        """What a chooser calls a row: enough to tell it from another of the same name."""
        return str(row)

    def delete_queryset(self, request, queryset):
        """One by one: a row takes its names and past addresses with it."""
        for row in queryset:
            row.delete()

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if hasattr(self.model, "get_absolute_url") else None


class DeskInline(KnownLabelsMixin):
    """Rows of a form; `joins` names what their labels need."""

    form = KnownForm
    formset = KnownFormSet
    extra = 0
    joins = ()

    class Media:
        js = ["admin_desk/order.js"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.joins) if self.joins else rows


class Rows(DeskInline, admin.TabularInline):
    """Short rows, as a table."""


class Blocks(DeskInline, admin.StackedInline):
    """Long rows, one under the other."""
