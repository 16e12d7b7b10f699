from django.contrib import admin

from core.admin import BaseAdmin
from screenings.models import Cinema, Town


@admin.register(Town)
class TownAdmin(BaseAdmin):
    fields = ["name", "publications", "slug"]
    autocomplete_fields = ["publications"]
    list_display = ["name"]
    search_fields = ["name"]


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
