from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from outside.models import PartnerFeed
from outside.tasks import read_soon

from .box import BoxAdmin


@admin.register(PartnerFeed)
class PartnerFeedAdmin(BoxAdmin):
    source, ask = "feed_url", read_soon
    fieldsets = [
        (None, {"fields": ["expected_version", "heading", ("partner", "site_url"), "feed_url"]}),
        (_("Where"), {"fields": [("place", "publication"), ("number", "order"), "is_shown"]}),
        (
            _("When"),
            {"fields": [("refresh_minutes", "hide_after_hours"), ("read_at", "last_reading")]},
        ),
    ]
    readonly_fields = ["read_at", "last_reading"]
    list_display = ["heading", "partner", "place", "publication", "is_shown", "last_reading"]
    search_fields = ["heading", "partner"]
    actions = ["read_now"]

    @admin.display(description=_("last reading"))
    def last_reading(self, feed):
        return feed.state

    @admin.action(permissions=["change"], description=_("Read their feeds now"))
    def read_now(self, request, queryset):
        number = self.ask_those_shown(queryset)
        message = _("Feeds that will be read within a minute: %(number)s. Those not shown are not.")
        self.message_user(request, message % {"number": number})
