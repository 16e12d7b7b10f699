from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin
from films.dates import format_partial_date
from films.models import Credit, Person, SourceWork

from .duplicates import DuplicateWarningForm


@admin.register(Person)
class PersonAdmin(OptimisticLockAdmin, BaseAdmin):
    form = DuplicateWarningForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "expected_version",
                    "is_different",
                    ("name", "sort_name"),
                    "about",
                    ("born", "died"),
                ]
            },
        ),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    list_display = ["name", "sort_name", "born", "died"]
    search_fields = ["name", "sort_name"]
    ordering = ["sort_key", "pk"]

    def prefetch_labels(self, queryset):
        credits = Credit.objects.select_related("film").order_by("-film__year", "billing", "pk")
        return queryset.prefetch_related(Prefetch("credits", credits, to_attr="newest_credits"))

    def label(self, person):
        """“Anna Karlsson (director, Low Tide, 1999)”; the years of life where there is no film."""
        if person.newest_credits:
            credit = person.newest_credits[0]
            said = [credit.get_role_display(), credit.film.title, credit.film.year]
        else:
            said = [" – ".join(map(format_partial_date, filter(None, [person.born, person.died])))]
        said = ", ".join(str(part) for part in said if part)
        return f"{person} ({said})" if said else str(person)


@admin.register(SourceWork)
class SourceWorkAdmin(BaseAdmin):
    fields = ["name", "kind", "author", "slug"]
    autocomplete_fields = ["author"]
    list_display = ["name", "kind", "author"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_relations = ["author"]
    select_related = ["author"]
