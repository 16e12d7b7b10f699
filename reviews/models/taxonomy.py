from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.named import NamedModel
from films.models.vocabulary import ReviewedQuerySet


class Tag(NamedModel):
    objects = ReviewedQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self):
        return reverse("reviews:tag", args=[self.slug])


class Series(NamedModel):
    """Reviews meant to be read together; a viewing challenge has a goal."""

    about = models.TextField(_("about"), blank=True)
    goal = models.PositiveSmallIntegerField(
        _("goal"), null=True, blank=True, help_text=_("How many films the challenge asks for.")
    )

    objects = ReviewedQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gte=1),
                name="series_goal_is_positive",
                violation_error_message=_("Enter a goal of at least one film, or leave it empty."),
            )
        ]

    def get_absolute_url(self):
        return reverse("reviews:series", args=[self.slug])


class Aspect(NamedModel):
    """What critics speak of, as a row of the round table: verdict, performances, the couple…"""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("aspect")
        verbose_name_plural = _("aspects")
        ordering = ["order", "name"]
