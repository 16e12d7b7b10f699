"""Words that films share, each a short list of its own."""

from django.contrib import admin

from films.models import AwardBody, Country, Distributor, Genre, Language

from .autocomplete import DeskAdmin


@admin.register(AwardBody, Distributor, Genre)
class NamedAdmin(DeskAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Country, Language)
class CodedAdmin(DeskAdmin):
    fields = ["name", "code"]
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
