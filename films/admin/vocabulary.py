from django.contrib import admin

from core.admin import BaseAdmin
from films.models import AwardBody, Country, Distributor, Genre, Language


@admin.register(AwardBody, Distributor, Genre)
class NamedAdmin(BaseAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Country, Language)
class CodedAdmin(BaseAdmin):
    fields = ["name", "code"]
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
