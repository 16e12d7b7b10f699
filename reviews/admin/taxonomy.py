from django.contrib import admin

from core.admin import BaseAdmin
from films.admin.film import NamedAdmin
from reviews.models import Aspect, Series, Tag

admin.site.register(Tag, NamedAdmin)


@admin.register(Series)
class SeriesAdmin(BaseAdmin):
    fields = ["name", "about", "goal", "slug"]
    list_display = ["name", "goal"]
    search_fields = ["name"]


@admin.register(Aspect)
class AspectAdmin(BaseAdmin):
    fields = ["name", "order", "slug"]
    list_display = ["name", "order"]
    list_editable = ["order"]
    search_fields = ["name"]
    ordering = ["order", "name"]
