"""Publications with the sections of their house, and critics."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from films.admin.autocomplete import DeskAdmin, Rows
from films.admin.image import preview
from films.admin.versions import VersionedAdmin, VersionedForm
from reviews.models import Critic, Publication, SectionKey


class SectionKeyRows(Rows):
    model = SectionKey
    fields = ["order", "key", "heading"]
    classes = ["desk-ordered"]


@admin.register(Publication)
class PublicationAdmin(VersionedAdmin, DeskAdmin):
    form = VersionedForm
    fieldsets = [
        (None, {"fields": ["seen", ("name", "kind"), "tagline", "about"]}),
        (_("About"), {"fields": ["contact", "write_for_us"]}),
        (_("Reviews"), {"fields": ["stars_out_of", "disclosure"]}),
        (_("Comments"), {"fields": ["comment_policy", "confirm_guests", "close_after_days", "comment_rules"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    inlines = [SectionKeyRows]
    list_display = ["name", "kind", "comment_policy"]
    list_filter = ["kind", "comment_policy"]
    search_fields = ["name", "tagline"]


@admin.register(Critic)
class CriticAdmin(DeskAdmin):
    fieldsets = [
        (None, {"fields": ["name", "about", "website", ("photo", "photo_preview")]}),
        (_("Account"), {"fields": ["user"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["photo_preview"]
    autocomplete_fields = ["photo"]
    list_display = ["name", "website", "user"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "photo")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True).order_by("username")
            kwargs["help_text"] = _("A critic with an account can write drafts under this name.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("preview"))
    def photo_preview(self, critic):
        return preview(critic.photo)
