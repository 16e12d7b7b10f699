from django.contrib import admin

from outside.models import OutsideReview

from .link import LinkAdmin


@admin.register(OutsideReview)
class OutsideReviewAdmin(LinkAdmin):
    fields = [
        *("expected_version", "film", ("outlet", "critic"), "url", "link"),
        *("quote", "language", "mark", ("order", "checked_on")),
    ]
    autocomplete_fields = ["film"]
    select_related = ["film"]
    list_display = ["film", "outlet", "critic", "mark", "link", "checked_on"]
    search_fields = ["outlet", "critic", "quote"]
    search_relations = ["film"]
