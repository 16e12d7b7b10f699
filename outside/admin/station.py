from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from outside.models import Station
from outside.tasks import hear_soon

from .box import BoxAdmin


@admin.register(Station)
class StationAdmin(BoxAdmin):
    source, ask = "address", hear_soon
    fieldsets = [
        (None, {"fields": ["expected_version", ("name", "site_url"), "address"]}),
        (_("Where"), {"fields": [("place", "publication"), ("order", "is_shown")]}),
        (
            _("When"),
            {"fields": [("ask_minutes", "hide_after_minutes"), ("asked_at", "last_answer")]},
        ),
    ]
    readonly_fields = ["asked_at", "last_answer"]
    list_display = ["name", "place", "publication", "is_shown", "asked_at", "last_answer"]
    search_fields = ["name"]
    actions = ["ask_now"]

    @admin.display(description=_("what it told"))
    def last_answer(self, station):
        return station.state

    @admin.action(permissions=["change"], description=_("Ask them now"))
    def ask_now(self, request, queryset):
        number = self.ask_those_shown(queryset)
        message = _(
            "Stations that will be asked within a minute: %(number)s. Those not shown are not."
        )
        self.message_user(request, message % {"number": number})
