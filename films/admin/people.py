"""People, and the works that films are based on."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from films.models import Person, SourceWork

from .autocomplete import DeskAdmin
from .versions import VersionedAdmin, VersionedForm


@admin.register(Person)
class PersonAdmin(VersionedAdmin, DeskAdmin):
    form = VersionedForm
    fieldsets = [
        (None, {"fields": ["seen", ("name", "sort_name"), "about", ("born", "died")]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    list_display = ["name", "sort_name", "born", "died"]
    search_fields = ["name", "sort_name"]
    ordering = ["sort_name", "pk"]


@admin.register(SourceWork)
class SourceWorkAdmin(DeskAdmin):
    fields = ["name", "kind", "author", "slug"]
    autocomplete_fields = ["author"]
    list_display = ["name", "kind", "author"]
    list_filter = ["kind"]
    search_fields = ["name", "author__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")
