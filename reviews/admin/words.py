"""Tags, series and aspects."""

from django.contrib import admin

from films.admin.autocomplete import DeskAdmin
from reviews.models import Aspect, Series, Tag


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Series)
class SeriesAdmin(DeskAdmin):
    fields = ["name", "about", "goal", "slug"]
    list_display = ["name", "goal"]
    search_fields = ["name"]


@admin.register(Aspect)
class AspectAdmin(DeskAdmin):
    fields = ["name", "order", "slug"]
    list_display = ["name", "order"]
    list_editable = ["order"]
    search_fields = ["name"]
    ordering = ["order", "name"]
