from django.contrib import admin
from django.utils import timezone

from pages.models import Placement

from .dated import DatedAdmin, StateFilter


@admin.register(Placement)
class PlacementAdmin(DatedAdmin):
    """The front page as a list: what leads, what is picked, what is left out."""

    fields = [
        "expected_version",
        "review",
        ("place", "order"),
        "publication",
        "note",
        ("starts_at", "ends_at"),
    ]
    autocomplete_fields = ["review", "publication"]
    select_related = ["review", "publication"]
    list_display = ["review", "place", "order", "publication", "state", "starts_at", "ends_at"]
    list_editable = ["order"]
    list_filter = [StateFilter, "place", "publication"]
    search_fields = ["review__headline", "note"]
    search_relations = ["review"]

    def prepare_preview(self, row):
        """With the review, as if it were published."""
        super().prepare_preview(row)
        if not row.review.is_public:
            row.review.publish()

    def get_changeform_initial_data(self, request):
        """Most begin at once, as a review that is not published waits by itself."""
        now = timezone.localtime().replace(microsecond=0)
        return {"starts_at": now} | super().get_changeform_initial_data(request)
