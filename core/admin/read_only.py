"""Lists of rows that are made elsewhere and looked at here."""

from django.contrib import admin

from core.pks import reject_invalid_pks, reject_nul_bytes

# How the links of Django's filters end.
LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")


class RestrictedLookups:
    """A list that answers to its own filters alone: `?email__startswith=` would tell what no column
    shows.
    """

    def lookup_allowed(self, lookup, value, request=None):
        filters = self.get_list_filter(request)
        names = [getattr(named, "parameter_name", named) for named in filters]
        return lookup in {name + ending for name in names for ending in LOOKUPS}


class ReadOnlyAdmin(RestrictedLookups, admin.ModelAdmin):
    show_full_result_count = False

    def changelist_view(self, request, extra_context=None):
        return reject_nul_bytes(request) or super().changelist_view(request, extra_context)

    def response_action(self, request, queryset):
        return reject_invalid_pks(self, request) or super().response_action(request, queryset)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
