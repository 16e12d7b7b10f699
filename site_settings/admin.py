from django.conf import settings
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, BaseTabularInline, OptimisticLockAdmin, OptimisticLockForm
from films.admin.image import preview_of

from .current import asked_once
from .models import MenuItem, Redirect, SiteSettings
from .models.site_settings import PICTURES

NEWEST = 5  # redirects below the settings; all have a list of their own


class SiteSettingsForm(OptimisticLockForm):
    """What is empty shows what stands in its place."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        defaults = {"name": settings.SITE_NAME, "tagline": settings.SITE_TAGLINE}
        for name, text in defaults.items():
            if name in self.fields:  # who may only look has no fields
                self.fields[name].widget.attrs["placeholder"] = text


class MenuItemInline(BaseTabularInline):
    model = MenuItem
    fields = ["order", "menu", "group", "label", "address"]
    classes = ["admin-ordered"]


@admin.register(SiteSettings)
class SiteSettingsAdmin(OptimisticLockAdmin, BaseAdmin):
    """One row, so its list is its form."""

    form, change_form_template = SiteSettingsForm, "admin/site_settings/settings.html"
    logo_preview = preview_of("logo")
    logo_dark_preview = preview_of("logo_dark")
    social_picture_preview = preview_of("social_picture")
    readonly_fields = ["logo_preview", "logo_dark_preview", "social_picture_preview"]
    autocomplete_fields = [*PICTURES]
    select_related = [*PICTURES]
    fieldsets = [
        (None, {"fields": ["expected_version", "name", "tagline"]}),
        (_("About"), {"fields": ["about", "contact", "imprint", "ownership"]}),
        (_("Copyright"), {"fields": [("first_year", "holder")]}),
        (
            _("Look"),
            {
                "fields": [
                    ("logo", "logo_preview"),
                    ("logo_dark", "logo_dark_preview"),
                    ("social_picture", "social_picture_preview"),
                    ("signal_light", "signal_dark"),
                ]
            },
        ),
        (_("Statements"), {"fields": ["principles", "privacy", "accessibility"]}),
    ]
    inlines = [MenuItemInline]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)  # which refuses
        row, _is_new = SiteSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(
            reverse("admin:site_settings_sitesettings_change", args=[row.pk])
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"redirects": Redirect.objects.order_by("-pk")[:NEWEST]}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def answer_preview(self, request):
        with asked_once():
            return super().answer_preview(request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Redirect)
class RedirectAdmin(BaseAdmin):
    fields = ["old_path", "new_address", "permanent"]
    list_display = ["old_path", "new_address", "permanent"]
    search_fields = ["old_path", "new_address"]
