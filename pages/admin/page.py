from csp.constants import NONCE, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from films.admin.image import ImageAdmin
from pages.models import Page


def pages_using_image(image):
    return Page.objects.filter(body__contains=image.file)


ImageAdmin.usage_lookups.append(pages_using_image)


@admin.register(Page)
class PageAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    fieldsets = [
        (None, {"fields": ["expected_version", "title", "body", "description", "is_published"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    list_display = ["title", "is_published", "updated_at"]
    list_filter = ["is_published"]
    search_fields = ["title"]

    @method_decorator(csp_update({"script-src": [NONCE], "style-src": [UNSAFE_INLINE]}))
    def changeform_view(self, request, *args, **kwargs):
        """The text's editor writes an import map and styles into its page."""
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
