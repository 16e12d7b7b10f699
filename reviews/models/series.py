"""Series and tags: two ways in which reviews belong together."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.models.vocabulary import Named, SlugQuerySet


class ReviewedQuerySet(SlugQuerySet):
    """Rows that reviews belong to."""

    def reviewed(self):
        """Those that have a published review. Asks for one of each, so its cost is that of the rows shown."""
        return self.filter(Exists(self._published())).order_by(*self.model._meta.ordering)

    def with_number(self):
        """With the `number` of their published reviews."""
        key = self._reviews.remote_field.name
        numbers = self._published().values(key).annotate(number=models.Count("pk")).values("number")
        return self.annotate(number=Subquery(numbers))

    def with_latest(self):
        """With `latest`, a list of their newest published review."""
        newest = self._reviews.related_model.objects.published().newest_first().for_brief()[:1]
        return self.prefetch_related(models.Prefetch("reviews", newest, to_attr="latest"))

    def _published(self):
        """The published reviews of the row at hand."""
        published = self._reviews.related_model.objects.published().order_by()
        return published.filter(**{self._reviews.remote_field.name: OuterRef("pk")})

    @property
    def _reviews(self):
        """The relation from the row at hand to its reviews."""
        return self.model._meta.get_field("reviews")


class SeriesQuerySet(ReviewedQuerySet):
    """Series."""

    def with_progress(self):
        """Those under way, with the `number` of their published reviews."""
        return self.reviewed().with_number()


class Tag(Named):
    """An editors' subject word."""

    objects = ReviewedQuerySet.as_manager()

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

    objects = SeriesQuerySet.as_manager()

    class Meta(Named.Meta):
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
