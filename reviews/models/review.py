from datetime import UTC, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.languages import HasLanguage
from core.named import Searchable
from core.slugs import HasSlug, make_slug
from films.models import Film
from reviews import markup
from reviews.fields import MarkupField

from .department import Filed
from .described import Described
from .edits import Edited
from .kind import ARTICLE_INDEX, KIND_CONSTRAINTS, HasKind
from .part import Spoiler
from .review_queryset import ReviewQuerySet

# The cinema's beginning, and more than anybody plans for; every database and time zone holds what
# lies between.
EARLIEST, LATEST = datetime(1870, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Review(Edited, Filed, Described, HasKind, HasLanguage, Searchable, HasSlug):
    name_fields = ("headline",)

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("retracted")

    class Verdict(models.TextChoices):
        MUST_SEE = "must_see", _("Must see")
        RECOMMENDED = "recommended", _("Recommended")
        WORTH_A_LOOK = "worth_a_look", _("Worth a look")
        MIXED = "mixed", _("Mixed")
        DISAPPOINTING = "disappointing", _("Disappointing")
        AVOID = "avoid", _("Avoid")

    publication = models.ForeignKey(
        "reviews.Publication", models.PROTECT, related_name="reviews", verbose_name=_("publication")
    )
    headline = models.CharField(_("headline"), max_length=200)
    kicker = models.CharField(
        _("kicker"), max_length=80, blank=True, help_text=_("The short line above the headline.")
    )
    standfirst = models.CharField(
        _("standfirst"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that introduce the piece without spoilers."),
    )
    body = MarkupField(_("body"), blank=True, max_length=markup.MAX_LENGTH)
    slug = SlugField(
        _("address"),
        unique=True,
        blank=True,
        help_text=_("Made from the headline until publication."),
    )

    films = models.ManyToManyField(
        Film, through="Subject", related_name="reviews", verbose_name=_("films")
    )
    mentions = models.ManyToManyField(
        Film, related_name="mentioned_in", blank=True, verbose_name=_("films it mentions")
    )
    release = models.ForeignKey(
        "films.Release",
        models.PROTECT,
        related_name="reviews",
        null=True,
        blank=True,
        verbose_name=_("release"),
        help_text=_("The release it is about, for example a disc."),
    )
    critics = models.ManyToManyField(
        "reviews.Critic", through="Byline", related_name="reviews", verbose_name=_("critics")
    )
    tags = models.ManyToManyField(
        "reviews.Tag", related_name="reviews", blank=True, verbose_name=_("tags")
    )
    series = models.ForeignKey(
        "reviews.Series",
        models.SET_NULL,
        related_name="reviews",
        null=True,
        blank=True,
        verbose_name=_("series"),
    )
    lead_image = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        related_name="lead_of",
        null=True,
        blank=True,
        verbose_name=_("lead image"),
    )

    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, blank=True)
    verdict_line = models.CharField(_("verdict line"), max_length=200, blank=True)
    stars = models.DecimalField(_("stars"), max_digits=3, decimal_places=1, null=True, blank=True)
    stars_out_of = models.PositiveSmallIntegerField(
        _("out of"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the publication’s own scale."),
    )
    spoiler = models.CharField(
        _("spoiler level of the body"), max_length=10, choices=Spoiler, default=Spoiler.NONE
    )
    advisory = models.CharField(_("language advisory"), max_length=200, blank=True)
    disclosure = models.CharField(
        _("disclosure"),
        max_length=300,
        blank=True,
        help_text=_("Such as a festival pass or a friendship."),
    )
    summary_of = models.CharField(
        _("summary of"),
        max_length=200,
        blank=True,
        help_text=_(
            "Whose review this summarises; printed as “Summary of a review first published by …”."
        ),
    )
    source_url = models.URLField(_("address of the source"), blank=True)

    comments_closed = models.BooleanField(
        _("no comments"), default=False, help_text=_("Nobody can comment. Existing comments stay.")
    )

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("date of publication"),
        null=True,
        blank=True,
        help_text=_("Leave empty to use the time at which you publish. An earlier date is kept."),
    )
    retracted_at = models.DateTimeField(_("retracted"), null=True, blank=True, editable=False)
    retraction_reason = models.CharField(
        _("reason for the retraction"), max_length=400, blank=True, editable=False
    )
    ever_published = models.BooleanField(_("was public once"), default=False, editable=False)
    uid = models.UUIDField(_("permanent identifier"), default=uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-published_at", "-pk"]
        permissions = [("publish_review", _("Can publish, schedule and retract reviews"))]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="review_published"),
            models.Index(
                # With the kind, so that articles are counted in it as well.
                fields=["publication", "status", "-published_at", "-id", "kind"],
                name="review_of_publication",
            ),
            models.Index(
                fields=["series", "status", "-published_at", "-id"], name="review_of_series"
            ),
            models.Index(
                fields=["department", "status", "-published_at", "-id"], name="review_of_department"
            ),
            models.Index(fields=["-updated_at", "-id"], name="review_latest"),
            ARTICLE_INDEX,
        ]
        constraints = [
            *KIND_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "retracted"]),
                name="review_status_is_known",
                violation_error_message=_("Choose a status from the list."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="review_published_has_date",
                violation_error_message=_("A published review needs a date of publication."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(published_at__gte=EARLIEST, published_at__lt=LATEST),
                name="review_date_is_sound",
                violation_error_message=_("Enter a date of publication between 1870 and 2200."),
            ),
            models.CheckConstraint(
                condition=~Q(status="retracted")
                | (Q(retracted_at__isnull=False) & ~Q(retraction_reason="")),
                name="review_retraction_says_why",
                violation_error_message=_("A retraction needs a reason for readers."),
            ),
            models.CheckConstraint(
                condition=~Q(headline=""),
                name="review_has_headline",
                violation_error_message=_("Enter a headline."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="review_has_slug",
                violation_error_message=_("The review needs an address."),
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True)
                | (
                    Q(stars_out_of__isnull=False)
                    & Q(stars__gte=0)
                    & Q(stars__lte=models.F("stars_out_of"))
                ),
                name="review_stars_on_their_scale",
                violation_error_message=_(
                    "Enter stars between 0 and the scale, and choose a scale."
                ),
            ),
        ]

    def __str__(self):
        return self.headline

    def save(self, **kwargs):
        self.ever_published = self.ever_published or self.status != self.Status.DRAFT
        if not (self.ever_published and self.slug):
            self.slug = self.free_slug()
        if self.stars is not None and self.stars_out_of is None:
            self.stars_out_of = self.publication.stars_out_of
        super().save(**kwargs)

    def free_slug(self):
        return make_slug(Review, self.headline, instance=self)

    def clean(self):
        super().clean()
        if self.stars is not None and self.stars * 2 % 1:
            raise ValidationError({"stars": _("Enter stars in halves, such as 3 or 3.5.")})

    @property
    def is_public(self):
        return self.status == self.Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_scheduled(self):
        return self.status == self.Status.PUBLISHED and self.published_at > timezone.now()

    def publish(self, at=None):
        """Publish now, or at the time `at`; from then on the slug is frozen."""
        self.slug = self.slug or self.free_slug()
        now = timezone.now()
        self.published_at = at or min(self.published_at or now, now)
        self.status = self.Status.PUBLISHED
        self.save()

    def retract(self, reason):
        """Withdraw it: the page stays and says so. ValueError without a reason."""
        if not reason.strip():
            raise ValueError("A retraction needs a reason.")
        self.retraction_reason, self.retracted_at = reason.strip(), timezone.now()
        self.published_at = self.published_at or self.retracted_at
        self.status = self.Status.RETRACTED
        self.save()

    def withdraw_to_draft(self):
        """Take it off the site to work on it; its date, and so its slug, stay frozen."""
        self.status = self.Status.DRAFT
        self.save()

    @property
    def keeps_past_slugs(self):
        return self.ever_published
