from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel


class Subject(NaturalKeyModel):
    natural_key_fields = ("review__slug", "film__slug")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="subjects", verbose_name=_("review")
    )
    film = models.ForeignKey(
        "films.Film", models.PROTECT, related_name="subjects", verbose_name=_("film")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films it is about")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "film"],
                name="subject_once",
                violation_error_message=_("The review already has this film."),
            )
        ]

    def __str__(self):
        return str(self.film)
