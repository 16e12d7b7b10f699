from django.contrib import admin

from outside.models import WatchLink

from .link import LinkAdmin


@admin.register(WatchLink)
class WatchLinkAdmin(LinkAdmin):
    fields = [
        *("expected_version", "film", ("country", "kind"), "service", "url", "link", "checked_on")
    ]
    autocomplete_fields = ["film", "country"]
    select_related = ["film", "country"]
    list_display = ["film", "country", "service", "kind", "link", "checked_on"]
    search_fields = ["service"]
    search_relations = ["film"]
