from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from outside.models import Station
from outside.tasks import hear_soon


@admin.register(Station)
class StationAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    fieldsets = [
        (None, {"fields": ["expected_version", ("name", "site_url"), "address"]}),
        (_("Where"), {"fields": [("place", "publication"), ("order", "is_shown")]}),
        (
            _("When"),
            {"fields": [("ask_minutes", "hide_after_minutes"), ("asked_at", "last_answer")]},
        ),
    ]
    readonly_fields = ["asked_at", "last_answer"]
    autocomplete_fields = ["publication"]
    select_related = ["publication"]
    list_display = ["name", "place", "publication", "is_shown", "asked_at", "last_answer"]
    list_filter = ["place", "is_shown"]
    search_fields = ["name"]
    actions = ["ask_now"]

    @admin.display(description=_("what it told"))
    def last_answer(self, station):
        return station.state

    @admin.action(permissions=["change"], description=_("Ask them now"))
    def ask_now(self, request, queryset):
        number = queryset.filter(is_shown=True).update(next_at=timezone.now())
        hear_soon.enqueue()
        message = _(
            "Stations that will be asked within a minute: %(number)s. Those not shown are not."
        )
        self.message_user(request, message % {"number": number})

    def save_model(self, request, obj, form, change):
        """What another address or number asks for is heard at once, and nothing of the old one."""
        obj.next_at = timezone.now()
        obj.show_no_longer_than_allowed()
        if change and "address" in form.changed_data:
            obj.forget()
        super().save_model(request, obj, form, change)
        hear_soon.enqueue()
