from django.db import models
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyQuerySet
from core.named import NamedModel
from core.page_tags import show


class TownQuerySet(NaturalKeyQuerySet):
    def with_check(self):
        """Each with the time at which its listings were read last."""
        show("town")
        rows = self.annotate(checked_at=Max("cinemas__checked_at"))
        return rows.order_by("sort_key", "pk")

    def first_of(self, publication):
        """Where a publication's readers live; None if it says nothing."""
        return self.filter(publications=publication).with_check().first()


class Town(NamedModel):
    """Where cinemas are: a town, or a region that readers take for one."""

    publications = models.ManyToManyField(
        "reviews.Publication",
        related_name="towns",
        blank=True,
        verbose_name=_("publications"),
        help_text=_("Whose readers live here: under their reviews stands what plays here."),
    )

    objects = TownQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("town")
        verbose_name_plural = _("towns")

    def get_absolute_url(self):
        return reverse("screenings:town", args=[self.slug])


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
        help_text=_("When somebody last entered what plays here; an import sets it."),
    )

    class Meta(NamedModel.Meta):
        verbose_name = _("cinema")
        verbose_name_plural = _("cinemas")

    def get_absolute_url(self):
        return self.town.get_absolute_url()
