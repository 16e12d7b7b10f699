from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import AdminTextarea
from pages.models import Notice

from .dated import DatedAdmin, DatedForm, StateFilter


class NoticeForm(DatedForm):
    class Meta:
        widgets = {"text": AdminTextarea(attrs={"rows": 3})}


@admin.register(Notice)
class NoticeAdmin(DatedAdmin):
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

    def prepare_preview(self, row):
        super().prepare_preview(row)
        others = Notice.objects.exclude(pk=row.pk).filter(place=row.place)
        others.update(starts_at=None, ends_at=None)  # one at a time stands there
