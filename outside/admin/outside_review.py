from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from outside.models import OutsideReview


class LinkFilter(admin.SimpleListFilter):
    title = _("address")
    parameter_name = "address"

    def lookups(self, request, model_admin):
        return [("dead", _("leads nowhere"))]

    def queryset(self, request, queryset):
        return queryset.dead() if self.value() == "dead" else queryset


@admin.register(OutsideReview)
class OutsideReviewAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    fields = [
        *("expected_version", "film", ("outlet", "critic"), "url", "link"),
        *("quote", "language", "mark", ("order", "checked_on")),
    ]
    readonly_fields = ["link"]
    autocomplete_fields = ["film"]
    select_related = ["film"]
    list_display = ["film", "outlet", "critic", "mark", "link", "checked_on"]
    list_filter = [LinkFilter]
    search_fields = ["outlet", "critic", "quote"]
    search_relations = ["film"]

    @admin.display(description=_("address"))
    def link(self, review):
        return review.link_state

    def save_model(self, request, obj, form, change):
        if "url" in form.changed_data:
            obj.tried_at, obj.failures, obj.problem = None, 0, ""
        super().save_model(request, obj, form, change)
