from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import AdminTextarea
from pages.models import Notice

from .dated import DatedForm, PlacedAdmin, StateFilter


class NoticeForm(DatedForm):
    class Meta:
        widgets = {"text": AdminTextarea(attrs={"rows": 3})}


@admin.register(Notice)
class NoticeAdmin(PlacedAdmin):
    form = NoticeForm
    fieldsets = [
        (None, {"fields": ["expected_version", "name", "text"]}),
        (_("Link"), {"fields": [("link_label", "link_url")]}),
        (_("Where"), {"fields": [("place", "priority"), "publication", "is_dismissible"]}),
        (_("When"), {"fields": [("starts_at", "ends_at")]}),
        (_("Goal"), {"fields": [("goal", "reached", "unit")]}),
    ]
    autocomplete_fields = ["publication"]
    select_related = ["publication"]
    list_display = ["name", "state", "place", "publication", "priority", "starts_at", "ends_at"]
    list_filter = [StateFilter, "place", "publication"]
    search_fields = ["name", "text"]
