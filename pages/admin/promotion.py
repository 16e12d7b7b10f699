from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.admin import AdminTextarea
from films.admin.image import preview_of
from pages.models import Promotion

from .dated import DatedForm, PlacedAdmin, StateFilter

SHOWN_DAYS = 30


class PromotionForm(DatedForm):
    class Meta:
        widgets = {"text": AdminTextarea(attrs={"rows": 2})}


@admin.register(Promotion)
class PromotionAdmin(PlacedAdmin):
    form = PromotionForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("expected_version", "name", ("picture", "picture_preview")),
                    *("text", "link_url"),
                ]
            },
        ),
        (_("Where"), {"fields": [("place", "weight"), "publication"]}),
        (_("When"), {"fields": [("starts_at", "ends_at")]}),
        (_("How often it was shown and followed"), {"fields": ["newest_days"]}),
    ]
    picture_preview = preview_of("picture")
    readonly_fields = ["picture_preview", "newest_days"]
    autocomplete_fields = ["picture", "publication"]
    select_related = ["picture", "publication"]
    list_display = [
        *("name", "state", "place", "publication", "starts_at", "ends_at", "showings", "clicks"),
    ]
    list_filter = [StateFilter, "place", "publication"]
    search_fields = ["name", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    @admin.display(description=_("shown (30 days)"), ordering="showings")
    def showings(self, promotion):
        return promotion.showings

    @admin.display(description=_("clicks (30 days)"), ordering="clicks")
    def clicks(self, promotion):
        return promotion.clicks

    @admin.display(description=_("the newest days"))
    def newest_days(self, promotion):
        days = promotion.days.all()[:SHOWN_DAYS] if promotion.pk else []
        return render_to_string("admin/pages/_promotion_days.html", {"days": days})
