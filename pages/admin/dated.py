"""What the forms and lists of all rows with a start and an end share."""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from pages.models import Dated
from reviews.forms import BoundedDateTimeField, DateTimeLocalInput


def moment_field(name):
    field = Dated._meta.get_field(name)
    return BoundedDateTimeField(
        label=capfirst(field.verbose_name),
        required=False,
        widget=DateTimeLocalInput,
        help_text=field.help_text,
    )


class DatedForm(OptimisticLockForm):
    starts_at, ends_at = moment_field("starts_at"), moment_field("ends_at")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & {"starts_at", "ends_at"}:
            self.fields[name].original = getattr(self.instance, name)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("running", _("running")),
            ("planned", _("planned")),
            ("drafts", _("drafts")),
            ("ended", _("ended")),
        ]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return getattr(queryset, self.value())() if self.value() in known else queryset


class DatedAdmin(OptimisticLockAdmin, BaseAdmin):
    form = DatedForm
    ordering = [F("starts_at").desc(nulls_first=True), "-pk"]  # drafts before all

    def prepare_preview(self, row):
        """As it will be from its first moment on."""
        self.model.objects.filter(pk=row.pk).update(starts_at=timezone.now(), ends_at=None)

    @admin.display(description=_("state"), ordering="starts_at")
    def state(self, row):
        return row.state


class PlacedAdmin(DatedAdmin):
    def prepare_preview(self, row):
        """Alone in its place: one at a time stands there."""
        super().prepare_preview(row)
        others = self.model.objects.exclude(pk=row.pk).filter(place=row.place)
        others.update(starts_at=None, ends_at=None)
