from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.models import NaturalKeyModel
from core.named import Searchable
from core.page_tags import show
from core.slugs import HasSlug, make_slug
from films.models.vocabulary import has_any
from reviews.models import Review
from reviews.models.review_queryset import is_published

from .dated import Dated, DatedQuerySet

ON_FRONT_PAGE = 4
STALE_AFTER = timedelta(days=365)  # without a newer review


class PackageQuerySet(DatedQuerySet):
    def public(self):
        """Those that have begun and have a published review; they stay when they have ended."""
        show("package", "review")
        return self.begun().filter(has_any(_entries().filter(is_published("review__"))))

    def visible_to(self, user):
        """The public ones for everybody; editors see what they prepare as well."""
        if user is not None and user.is_staff and user.has_perm("pages.change_package"):
            return self
        return self.public()

    def containing(self, review):
        return self.public().filter(entries__review=review)

    def on_front_page(self):
        return self.public().running().newest_first().select_related("picture")[:ON_FRONT_PAGE]

    def newest_first(self):
        return self.order_by("-starts_at", "-pk")

    def stale(self):
        """Shown on the front page without end, though nothing was published in it for a year."""
        since = timezone.now() - STALE_AFTER
        recent = _entries().filter(is_published("review__"), review__published_at__gt=since)
        return self.running().exclude(has_any(recent))


def _entries():
    return PackageReview.objects.filter(package=models.OuterRef("pk"))


class Package(Searchable, HasSlug, Dated):
    """A special report: reviews gathered under one heading for a time."""

    natural_key_fields = ("slug",)
    name_fields = ("title",)

    title = models.CharField(_("title"), max_length=200)
    slug = SlugField(_("address"), unique=True, blank=True)
    blurb = models.TextField(
        _("blurb"), blank=True, max_length=1000, help_text=_("What ties its reviews together.")
    )
    picture = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    reviews = models.ManyToManyField(
        Review, through="PackageReview", related_name="packages", verbose_name=_("reviews")
    )
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("special report")
        verbose_name_plural = _("special reports")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="package_has_title",
                violation_error_message=_("Enter a title."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.slug = self.slug or make_slug(Package, self.title)
        self.updated_at = timezone.now()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("pages:package", args=[self.slug])

    def in_order(self):
        """The published reviews as the editor arranged them."""
        return self.reviews.published().order_by("package_entries__order", "package_entries__pk")


class PackageReview(NaturalKeyModel):
    natural_key_fields = ("package__slug", "review__slug")

    package = models.ForeignKey(
        Package, models.CASCADE, related_name="entries", verbose_name=_("special report")
    )
    review = models.ForeignKey(
        Review, models.CASCADE, related_name="package_entries", verbose_name=_("review")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("review of the special report")
        verbose_name_plural = _("reviews of the special report")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "review"],
                name="package_review_once",
                violation_error_message=_("This review is already part of it."),
            )
        ]

    def __str__(self):
        return str(self.review)
