from django.contrib import admin

from core.admin import ReadOnlyAdmin

from .models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["function", "status", "run_after", "attempts", "finished_at", "error"]
    list_filter = ["status"]
