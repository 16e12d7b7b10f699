from collections import Counter
from uuid import uuid4

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.named import NamedModel
from core.page_tags import show
from films.models.vocabulary import ReviewedQuerySet, related_rows


class TagQuerySet(ReviewedQuerySet):
    def counted(self):
        """A list of the reviewed, each with the `number` of its reviews.

        That is all that have the tag less the few that are hidden: so no review is looked up.
        """
        show("tag")
        reviews = related_rows(self.model, "reviews")
        tagged = reviews.model.tags.through.objects
        every, hidden = _numbers(tagged), _numbers(tagged.filter(review__in=reviews.hidden()))
        tags = list(self)
        for tag in tags:
            tag.number = every[tag.pk] - hidden[tag.pk]
        return [tag for tag in tags if tag.number]


def _numbers(tagged):
    """How many of these rows each tag has."""
    return Counter(dict(tagged.values_list("tag").annotate(Count("pk"))))


class Tag(NamedModel):
    objects = TagQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self):
        return reverse("reviews:tag", args=[self.slug])


class Series(NamedModel):
    """Reviews meant to be read together, or heard: each kind has a page as what it is."""

    class Kind(models.TextChoices):
        SERIES = "series", _("series")
        CHALLENGE = "challenge", _("viewing challenge")
        COLUMN = "column", _("column")
        PROGRAMME = "programme", _("programme")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SERIES)
    about = models.TextField(_("about"), blank=True)
    critic = models.ForeignKey(
        "reviews.Critic",
        models.SET_NULL,
        related_name="series",
        null=True,
        blank=True,
        verbose_name=_("critic or host"),
        help_text=_("Whose column or challenge it is, or who hosts the programme."),
    )
    on_air = models.CharField(
        _("times on air"),
        max_length=200,
        blank=True,
        help_text=_("Of a programme, such as “Fridays at 9 and 11 a.m.”."),
    )
    picture = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("picture"),
    )
    uid = models.UUIDField(_("permanent identifier"), default=uuid4, unique=True, editable=False)
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
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["series", "challenge", "column", "programme"]),
                name="series_kind_is_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(kind="challenge"),
                name="series_goal_is_of_a_challenge",
                violation_error_message=_("Only a viewing challenge has a goal."),
            ),
            models.CheckConstraint(
                condition=Q(on_air="") | Q(kind="programme"),
                name="series_on_air_is_of_a_programme",
                violation_error_message=_("Only a programme has times on air."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("reviews:series", args=[self.slug])

    @property
    def newest_first(self):
        """Whether its page begins with the newest, as who follows it expects."""
        return self.kind in {self.Kind.COLUMN, self.Kind.PROGRAMME}


class Aspect(NamedModel):
    """What critics speak of, as a row of the round table: verdict, performances, the couple…"""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("aspect")
        verbose_name_plural = _("aspects")
        ordering = ["order", "name"]
