from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.named import NamedModel

from .vocabulary import null_as_zero


class AwardBody(NamedModel):
    class Meta(NamedModel.Meta):
        verbose_name = _("award body")
        verbose_name_plural = _("award bodies")


class Nomination(NaturalKeyModel):
    """A film's nomination for an award, won or not; or several, known by their number alone."""

    natural_key_fields = ("film__slug", "body__slug", "edition", "category", "person__slug")

    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="nominations", verbose_name=_("film")
    )
    body = models.ForeignKey(
        AwardBody, models.PROTECT, related_name="nominations", verbose_name=_("body")
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"), null=True, blank=True, help_text=_("The year of the award.")
    )
    category = models.CharField(_("category"), max_length=200, blank=True)
    person = models.ForeignKey(
        "films.Person",
        models.PROTECT,
        related_name="nominations",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    won = models.BooleanField(_("won"), default=False)
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, help_text=_("More than one only if the categories are not known.")
    )

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("awards and nominations")
        ordering = ["edition", "body", "category", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(edition__gte=1900, edition__lte=2200),
                name="nomination_edition_is_sound",
                violation_error_message=_("Enter a year between 1900 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(count=1) | (Q(count__gt=1) & Q(category="")),
                name="nomination_counts_the_unnamed",
                violation_error_message=_(
                    "Count several awards in one row only if no category is given."
                ),
            ),
            models.UniqueConstraint(
                "film",
                "body",
                null_as_zero("edition"),
                "category",
                null_as_zero("person"),
                name="nomination_once",
                violation_error_message=_("This nomination is already listed."),
            ),
        ]

    def __str__(self):
        return ", ".join(str(part) for part in (self.body, self.edition, self.category) if part)
