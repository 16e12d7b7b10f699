"""The films that a review is about, and the addresses it once had."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from films.slugs import MAX_SLUG


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
                violation_error_message=_("The review already names this film."),
            )
        ]

    def __str__(self):
        return str(self.film)

    def natural_key(self):
        return (self.review.slug, self.film.slug)

    natural_key.dependencies = ["reviews.review", "films.film"]


class PastSlugQuerySet(models.QuerySet):
    """Past slugs."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class PastSlug(models.Model):
    """An address that a review once had; it redirects."""

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="past_slugs", verbose_name=_("review"))
    slug = models.SlugField(_("slug"), max_length=MAX_SLUG, unique=True, allow_unicode=True)

    objects = PastSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("past slug")
        verbose_name_plural = _("past slugs")

    def __str__(self):
        return self.slug

    def natural_key(self):
        return (self.slug,)
