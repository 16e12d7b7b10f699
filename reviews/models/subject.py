"""The films that a review is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectQuerySet(models.QuerySet):
    """Films that reviews are about."""

    def get_by_natural_key(self, review, film):
        return self.get(review__slug=review, film__slug=film)


class Subject(models.Model):
    """A film that a review is about; the first is the one its page shows."""

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="subjects", verbose_name=_("review"))
    film = models.ForeignKey("films.Film", models.PROTECT, related_name="subjects", verbose_name=_("film"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SubjectQuerySet.as_manager()

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

    def natural_key(self):
        return (self.review.slug, self.film.slug)

    natural_key.dependencies = ["reviews.review", "films.film"]
