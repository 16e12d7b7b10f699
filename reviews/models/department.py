from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.named import NamedModel
from core.slugs import make_slug
from films.models.vocabulary import ReviewedQuerySet

from .publication import Publication

# What stands beneath the address of a publication by another name.
RESERVED = {"feed", "about"}


class Department(NamedModel):
    """A part of a publication under which it files reviews: “Movie Review”, “Special Reports”."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="departments", verbose_name=_("publication")
    )
    name = models.CharField(_("name"), max_length=100)
    about = models.CharField(_("about"), max_length=400, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["order", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"],
                name="department_once",
                violation_error_message=_("This publication already has this department."),
            )
        ]

    def save(self, **kwargs):
        slug = self.slug or make_slug(type(self), self.name)
        self.slug = make_slug(type(self), self.publication, slug) if slug in RESERVED else slug
        super().save(**kwargs)

    def clean(self):
        super().clean()
        if self.pk and self.reviews.exclude(publication=self.publication_id).exists():
            message = _("Reviews of another publication are filed here. Give them another first.")
            raise ValidationError({"publication": message})

    def get_absolute_url(self):
        return reverse("reviews:department", args=[self.publication.slug, self.slug])


class Filed(models.Model):
    """For the review."""

    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        related_name="reviews",
        null=True,
        blank=True,
        verbose_name=_("department"),
        help_text=_("Of its publication."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.department and self.department.publication_id != self.publication_id:
            message = _("This department belongs to another publication.")
            raise ValidationError({"department": message})
