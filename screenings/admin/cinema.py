from django import forms
from django.contrib import admin

from core.admin import BaseAdmin
from screenings.models import Cinema, Town
from screenings.zones import choices


@admin.register(Town)
class TownAdmin(BaseAdmin):
    fields = ["name", "publications", "time_zone", "checked_at", "slug"]
    autocomplete_fields = ["publications"]
    list_display = ["name", "time_zone", "checked_at"]
    search_fields = ["name"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "time_zone":
            kwargs["widget"] = forms.Select(choices=choices())
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Cinema)
class CinemaAdmin(BaseAdmin):
    fields = ["name", "town", "address", "website", "checked_at", "slug"]
    autocomplete_fields = ["town"]
    select_related = ["town"]
    list_display = ["name", "town", "checked_at"]
    list_filter = ["town"]
    search_fields = ["name"]

    def label(self, row):
        return f"{row.name} ({row.town})"

    def prefetch_labels(self, queryset):
        return queryset.select_related("town")
