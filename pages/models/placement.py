from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.page_tags import show
from films.models.vocabulary import null_as_zero

from .dated import Dated, DatedQuerySet


class PlacementQuerySet(DatedQuerySet):
    def on_pages(self):
        show("placement")
        return self.running().order_by("order", "-starts_at", "-pk")


class Placement(Dated):
    """An editor's word on where a review stands on the front page, or on that of a publication."""

    natural_key_fields = ("place", "publication__slug", "review__slug")

    class Place(models.TextChoices):
        LEAD = "lead", _("lead of the front page")
        PICK = "pick", _("pick")
        LEFT_OUT = "left_out", _("left out of the front page")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="placements", verbose_name=_("review")
    )
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.PICK)
    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("publication"),
        help_text=_("For a pick on the publication’s own page. Leave empty for the front page."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why you picked it, in a sentence.")
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["place", "order", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__in=["lead", "pick", "left_out"]),
                name="placement_place_is_known",
                violation_error_message=_("Choose a place from the list."),
            ),
            models.CheckConstraint(
                condition=Q(publication=None) | Q(place="pick"),
                name="placement_publication_has_picks",
                violation_error_message=_("On a publication’s page there are picks alone."),
            ),
            models.UniqueConstraint(
                "place",
                "review",
                null_as_zero("publication"),
                name="placement_once",
                violation_error_message=_("This review already has this place."),
            ),
        ]

    def clean(self):
        """A review is not both the lead and left out; what has ended does not count."""
        opposite = {self.Place.LEAD: self.Place.LEFT_OUT, self.Place.LEFT_OUT: self.Place.LEAD}
        others = Placement.objects.not_ended().filter(
            review=self.review_id, place=opposite.get(self.place)
        )
        if found := others.exclude(pk=self.pk).first():
            message = _("This review is “%(place)s” already. End that first.")
            place = {"place": found.get_place_display()}
            raise ValidationError({"place": ValidationError(message, params=place)})

    def get_absolute_url(self):
        """The page on which the review has its place."""
        return self.publication.get_absolute_url() if self.publication_id else reverse("home")

    def __str__(self):
        return f"{self.review} ({self.get_place_display()})"
