"""Series and tags: two ways in which reviews belong together."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models.vocabulary import Named, SlugQuerySet


class CountedQuerySet(SlugQuerySet):
    """Rows that reviews belong to."""

    def with_counts(self):
        """Those that have published reviews, with their `number` of them."""
        published = Q(reviews__status="published", reviews__published_at__lte=timezone.now())
        counted = self.annotate(number=models.Count("reviews", filter=published, distinct=True))
        return counted.filter(number__gt=0).order_by(*self.model._meta.ordering)


class Tag(Named):
    """An editors' subject word."""

    objects = CountedQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self):
        return reverse("reviews:tag", args=[self.slug])


class Series(Named):
    """Reviews meant to be read together; a viewing challenge has a goal."""

    about = models.TextField(_("about"), blank=True)
    goal = models.PositiveSmallIntegerField(
        _("goal"), null=True, blank=True, help_text=_("How many films the challenge asks for.")
    )

    objects = CountedQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gte=1),
                name="series_goal_is_positive",
                violation_error_message=_("A goal is at least one film; leave it empty for none."),
            )
        ]

    def get_absolute_url(self):
        return reverse("reviews:series", args=[self.slug])
