from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyQuerySet
from core.named import NamedModel
from core.page_tags import show
from screenings.zones import validate_time_zone, zone_called


class TownQuerySet(NaturalKeyQuerySet):
    def with_check(self):
        """Each with `last_check`: when its listings, or those of one of its cinemas, were read."""
        show("town")
        cinemas = Cinema.objects.filter(town=OuterRef("pk")).order_by().values("town")
        newest = Subquery(cinemas.annotate(newest=Max("checked_at")).values("newest"))
        # SQLite calls the greatest of something and nothing nothing.
        both = Coalesce(Greatest("checked_at", newest), newest, F("checked_at"))
        return self.annotate(last_check=both).order_by("sort_key", "pk")

    def known_to(self, publication):
        """With their check; those in which its readers live say `is_here`, and come first."""
        lives = self.model.publications.through.objects.filter(town=OuterRef("pk"))
        rows = self.with_check().annotate(is_here=Exists(lives.filter(publication=publication)))
        return rows.order_by("-is_here", "sort_key", "pk")


class Town(NamedModel):
    """Where cinemas are: a town, or a region that readers take for one."""

    publications = models.ManyToManyField(
        "reviews.Publication",
        related_name="towns",
        blank=True,
        verbose_name=_("publications"),
        help_text=_("Whose readers live here: under their reviews stands what plays here."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_time_zone],
        help_text=_(
            "In which times are typed, read and shown here. Choose it before you enter screenings: "
            "those that are there keep their moment, and would show another hour."
        ),
    )

    checked_at = models.DateTimeField(
        _("listings read"),
        null=True,
        blank=True,
        help_text=_(
            "When somebody last looked what plays in the whole town. Its cinemas have dates of "
            "their own: readers see the newest."
        ),
    )

    objects = TownQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("town")
        verbose_name_plural = _("towns")

    def get_absolute_url(self):
        return reverse("screenings:town", args=[self.slug])

    @property
    def zone(self):
        return zone_called(self.time_zone)


class Cinema(NamedModel):
    town = models.ForeignKey(Town, models.CASCADE, related_name="cinemas", verbose_name=_("town"))
    address = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Street and number.")
    )
    website = models.URLField(_("website"), blank=True)
    checked_at = models.DateTimeField(
        _("listings read"),
        null=True,
        blank=True,
        help_text=_("When somebody last entered what plays here. Entering it sets it."),
    )

    class Meta(NamedModel.Meta):
        verbose_name = _("cinema")
        verbose_name_plural = _("cinemas")

    def get_absolute_url(self):
        return self.town.get_absolute_url()
