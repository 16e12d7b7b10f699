from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, BaseTabularInline, OptimisticLockAdmin, OptimisticLockForm
from films.admin.film import NamedAdmin
from films.admin.image import preview_of
from reviews.models import (
    Aspect,
    Critic,
    Department,
    Publication,
    PublicationMenuItem,
    Series,
    StandardSection,
    Tag,
)


class StandardSectionInline(BaseTabularInline):
    model = StandardSection
    fields = ["order", "slug", "heading"]
    classes = ["admin-ordered"]


class MenuItemInline(BaseTabularInline):
    model = PublicationMenuItem
    fields = ["order", "group", "label", "address"]
    classes = ["admin-ordered"]


@admin.register(Publication)
class PublicationAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    fieldsets = [
        (None, {"fields": ["expected_version", ("name", "kind"), "tagline", "about"]}),
        (_("About"), {"fields": ["contact", "write_for_us"]}),
        (
            _("Look"),
            {
                "fields": [
                    ("logo", "logo_preview"),
                    ("logo_dark", "logo_dark_preview"),
                    ("signal_light", "signal_dark"),
                ],
                "description": _("On its own pages and reviews, in place of the site’s."),
            },
        ),
        (_("Reviews"), {"fields": ["stars_out_of", "disclosure"]}),
        (
            _("Comments"),
            {"fields": ["comment_policy", "confirm_guests", "close_after_days", "comment_rules"]},
        ),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    logo_preview, logo_dark_preview = preview_of("logo"), preview_of("logo_dark")
    readonly_fields = ["logo_preview", "logo_dark_preview"]
    autocomplete_fields = ["logo", "logo_dark"]
    select_related = ["logo", "logo_dark"]
    inlines = [MenuItemInline, StandardSectionInline]
    list_display = ["name", "kind", "comment_policy"]
    list_filter = ["kind", "comment_policy"]
    search_fields = ["name", "tagline"]


@admin.register(Department)
class DepartmentAdmin(BaseAdmin):
    fields = ["publication", "name", "about", "order", "slug"]
    select_related = ["publication"]
    autocomplete_fields = ["publication"]
    list_display = ["name", "publication", "order"]
    list_filter = ["publication"]
    search_fields = ["name"]

    def label(self, row):
        return f"{row.name} ({row.publication})"

    def prefetch_labels(self, queryset):
        return queryset.select_related("publication")


@admin.register(Critic)
class CriticAdmin(BaseAdmin):
    fieldsets = [
        (None, {"fields": ["name", "about", "website", ("photo", "photo_preview")]}),
        (_("Account"), {"fields": ["user"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    photo_preview = preview_of("photo")
    readonly_fields = ["photo_preview"]
    select_related = ["user", "photo"]
    autocomplete_fields = ["photo"]
    list_display = ["name", "website", "user"]
    search_fields = ["name"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True).order_by("username")
            kwargs["help_text"] = _("A critic with an account can write drafts under this name.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Series)
class SeriesAdmin(BaseAdmin):
    fieldsets = [
        (None, {"fields": ["name", "kind", "about", "critic", ("picture", "picture_preview")]}),
        (_("Of a viewing challenge"), {"fields": ["goal"]}),
        (_("Of a programme"), {"fields": ["on_air"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    picture_preview = preview_of("picture")
    readonly_fields = ["picture_preview"]
    select_related = ["critic", "picture"]
    autocomplete_fields = ["critic", "picture"]
    list_display = ["name", "kind", "critic", "goal"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Aspect)
class AspectAdmin(BaseAdmin):
    fields = ["name", "order", "slug"]
    list_display = ["name", "order"]
    list_editable = ["order"]
    search_fields = ["name"]
    ordering = ["order", "name"]


admin.site.register(Tag, NamedAdmin)
