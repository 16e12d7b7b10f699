"""What the forms and lists of addresses of other sites share."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm


class LinkFilter(admin.SimpleListFilter):
    title = _("address")
    parameter_name = "address"

    def lookups(self, request, model_admin):
        return [("dead", _("leads nowhere"))]

    def queryset(self, request, queryset):
        return queryset.dead() if self.value() == "dead" else queryset


class LinkAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    readonly_fields = ["link"]
    list_filter = [LinkFilter]

    @admin.display(description=_("address"))
    def link(self, review):
        return review.link_state

    def save_model(self, request, obj, form, change):
        if "url" in form.changed_data:
            obj.tried_at, obj.failures, obj.problem = None, 0, ""
        super().save_model(request, obj, form, change)
