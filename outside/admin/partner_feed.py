from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from outside.models import PartnerFeed
from outside.tasks import read_soon


@admin.register(PartnerFeed)
class PartnerFeedAdmin(OptimisticLockAdmin, BaseAdmin):
    form = OptimisticLockForm
    fieldsets = [
        (None, {"fields": ["expected_version", "heading", ("partner", "site_url"), "feed_url"]}),
        (_("Where"), {"fields": [("place", "publication"), ("number", "order"), "is_shown"]}),
        (
            _("When"),
            {"fields": [("refresh_minutes", "hide_after_hours"), ("read_at", "last_reading")]},
        ),
    ]
    readonly_fields = ["read_at", "last_reading"]
    autocomplete_fields = ["publication"]
    select_related = ["publication"]
    list_display = ["heading", "partner", "place", "publication", "is_shown", "last_reading"]
    list_filter = ["place", "is_shown"]
    search_fields = ["heading", "partner"]
    actions = ["read_now"]

    @admin.display(description=_("last reading"))
    def last_reading(self, feed):
        return feed.state

    @admin.action(permissions=["change"], description=_("Read their feeds now"))
    def read_now(self, request, queryset):
        number = queryset.filter(is_shown=True).update(next_at=timezone.now())
        read_soon.enqueue()
        message = _("Feeds that will be read within a minute: %(number)s. Those not shown are not.")
        self.message_user(request, message % {"number": number})

    def save_model(self, request, obj, form, change):
        """What another address or number asks for is read at once, and nothing of the old one."""
        obj.next_at = timezone.now()
        obj.show_no_longer_than_allowed()
        if change and "feed_url" in form.changed_data:
            obj.forget()
        super().save_model(request, obj, form, change)
        read_soon.enqueue()
