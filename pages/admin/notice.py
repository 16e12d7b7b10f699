from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
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
        (None, {"fields": ["expected_version", ("name", "preview"), "text"]}),
        (_("Link"), {"fields": [("link_label", "link_url")]}),
        (_("Where"), {"fields": [("place", "priority"), "publication", "is_dismissible"]}),
        (_("When"), {"fields": [("starts_at", "ends_at")]}),
        (_("Goal"), {"fields": [("goal", "reached", "unit")]}),
    ]
    readonly_fields = ["preview"]
    autocomplete_fields = ["publication"]
    select_related = ["publication"]
    list_display = ["name", "state", "place", "publication", "priority", "starts_at", "ends_at"]
    list_filter = [StateFilter, "place", "publication"]
    search_fields = ["name", "text"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name="pages_notice_preview"), *super().get_urls()]

    def preview_view(self, request, pk):
        """A page of the site with this notice, whether readers see it yet or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        notice = self.get_object(request, str(pk))
        if notice is None:
            raise Http404
        context = {"notice": notice, "notices": lambda: [notice], "is_preview": True}
        return TemplateResponse(request, "pages/notice_preview.html", context)

    @admin.display(description=_("preview"))
    def preview(self, notice):
        if notice.pk is None:
            return _("Save the notice to see it on a page.")
        address = reverse("admin:pages_notice_preview", args=[notice.pk])
        return format_html('<a href="{}">{}</a>', address, _("See it on a page"))
