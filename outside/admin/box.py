from django.utils import timezone

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm
from jobs.base import Task


class BoxAdmin(OptimisticLockAdmin, BaseAdmin):
    """What partners’ boxes and radio stations share: when they are asked, and what is forgotten."""

    source = ""  # the field with the address that is asked
    ask: Task  # the job
    form = OptimisticLockForm
    autocomplete_fields = ["publication"]
    select_related = ["publication"]
    list_filter = ["place", "is_shown"]

    def ask_those_shown(self, queryset):
        """How many will be asked within a minute."""
        number = queryset.filter(is_shown=True).update(next_at=timezone.now())
        self.ask.enqueue()
        return number

    def save_model(self, request, obj, form, change):
        """What another address or number asks for is asked at once, and nothing of the old one."""
        obj.next_at = timezone.now()
        obj.show_no_longer_than_allowed()
        if change and self.source in form.changed_data:
            obj.forget()
        super().save_model(request, obj, form, change)
        self.ask.enqueue()
