"""What the admin's lists have in common."""

from django.contrib import admin

# How the links of Django's filters end.
LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")


class RestrictedLookups:
    """A list that answers to its own filters alone: `?email__startswith=` would tell what no column shows."""

    def lookup_allowed(self, lookup, value, request=None):
        filters = self.get_list_filter(request)
        names = [getattr(named, "parameter_name", named) for named in filters]
        return lookup in {name + ending for name in names for ending in LOOKUPS}


class ReadOnlyAdmin(RestrictedLookups, admin.ModelAdmin):
    """Rows that are made elsewhere and looked at here."""

    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
