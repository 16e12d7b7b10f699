"""What a piece is: a review, which judges a film, or an article of some kind."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class HasKind(models.Model):
    class Kind(models.TextChoices):
        REVIEW = "review", _("Review")
        INTERVIEW = "interview", _("Interview")
        FEATURE = "feature", _("Feature")
        NEWS = "news", _("News")
        LIST = "list", _("List")
        EPISODE = "episode", _("Podcast episode")
        FESTIVAL = "festival", _("Festival report")

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        default=Kind.REVIEW,
        help_text=_(
            "All but reviews are articles: they need no film and give no verdict. Save a list once "
            "to enter its films."
        ),
    )
    counts_down = models.BooleanField(
        _("count down"),
        default=False,
        help_text=_("The last place of the list comes first, and number 1 at the end."),
    )

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("reviews:article" if self.is_article else "reviews:review", args=[self.slug])

    @property
    def is_article(self):
        return self.kind != self.Kind.REVIEW

    @property
    def kind_name(self):
        """What it is, if no review: a reader takes a piece for a review unless told. "" for one."""
        return self.get_kind_display() if self.is_article else ""

    @cached_property
    def ranking(self):
        """The rows of a list as pairs of place and row, in the order in which they are printed."""
        rows = self.entries.all() if self.kind == self.Kind.LIST else ()
        ranking = list(enumerate(rows, 1))
        return ranking[::-1] if self.counts_down else ranking


# Articles are few, and lie far apart among the reviews.
ARTICLE_INDEX = models.Index(
    fields=["status", "-published_at", "-id"],
    condition=~Q(kind="review"),
    name="article_published",
)
KIND_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(
            kind__in=[
                "review",
                "interview",
                "feature",
                "news",
                "list",
                "episode",
                "festival",
            ]
        ),
        name="review_kind_is_known",
        violation_error_message=_("Choose a kind from the list."),
    ),
    models.CheckConstraint(
        condition=Q(kind="review") | Q(verdict="", verdict_line="", stars__isnull=True),
        name="review_alone_has_verdict",
        violation_error_message=_(
            "Only a review has a verdict. Clear the verdict, its line and the stars, or "
            "choose the kind “Review”."
        ),
    ),
]
