from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from core.admin import BaseTabularInline
from films.admin.image import preview_of
from pages.models import Package, PackageReview

from .dated import DatedAdmin, StateFilter


class PackageStateFilter(StateFilter):
    def lookups(self, request, model_admin):
        return [
            *super().lookups(request, model_admin),
            ("stale", _("running, but nothing new for a year")),
        ]


class PackageReviewInline(BaseTabularInline):
    model = PackageReview
    fields = ["order", "review"]
    autocomplete_fields = ["review"]
    select_related = ["review"]
    classes = ["admin-ordered"]


@admin.register(Package)
class PackageAdmin(DatedAdmin):
    fieldsets = [
        (None, {"fields": ["expected_version", "title", "blurb", ("picture", "picture_preview")]}),
        (_("When"), {"fields": [("starts_at", "ends_at")]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    picture_preview = preview_of("picture")
    readonly_fields = ["picture_preview"]
    autocomplete_fields = ["picture"]
    select_related = ["picture"]
    inlines = [PackageReviewInline]
    list_display = ["title", "state", "starts_at", "ends_at"]
    list_filter = [PackageStateFilter]
    search_fields = ["title"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        package = form.instance
        if package.has_begun and not Package.objects.public().filter(pk=package.pk).exists():
            message = _("Readers do not see it yet: none of its reviews is published.")
            self.message_user(request, message, messages.WARNING)
