from datetime import timedelta
from hashlib import blake2b
from math import log

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_tags import show
from core.text import clean_name, has_visible_text
from site_settings.addresses import (
    MAX_ADDRESS,
    is_safe,
    validate_address,
    without_origin,
)

from .dated import Dated, DatedQuerySet
from .placed import Placed

MAX_WEIGHT = 100
LATELY, YEAR = timedelta(days=30), timedelta(days=365)
# Of what a page showed, or an address led to; whoever counts finds them among the page’s tags.
SHOWN_TAG, FOLLOWED_TAG = "promotion:", "promotion-link:"
# Django’s own upserts cannot add to what is there.
ADD = (
    "INSERT INTO pages_promotionday (promotion_id, day, showings, clicks) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (promotion_id, day) "
    "DO UPDATE SET showings = pages_promotionday.showings + excluded.showings, "
    "clicks = pages_promotionday.clicks + excluded.clicks"
)


def promotions_among(tags):
    return tuple(tag for tag in tags if tag.startswith((SHOWN_TAG, FOLLOWED_TAG)))


class PromotionQuerySet(DatedQuerySet):
    def on_pages(self):
        """Those of which pages may show one now."""
        show("promotion")
        return self.running().select_related("picture").order_by("pk")

    def followed(self):
        """Those whose address leads on: also where they have ended, for a page may be open yet."""
        show("promotion")
        return self.begun()

    def with_counts(self):
        """Each with its `showings` and `clicks` of the last thirty days."""
        days = PromotionDay.objects.filter(
            promotion=OuterRef("pk"), day__gt=timezone.localdate() - LATELY
        )
        sums = days.order_by().values("promotion")
        return self.annotate(
            **{
                name: Coalesce(Subquery(sums.annotate(sum=Sum(name)).values("sum")), 0)
                for name in ("showings", "clicks")
            }
        )


class Promotion(Placed, Dated):
    """A banner of our own, such as that of a campaign; one at a time in each place of a page."""

    natural_key_fields = ("name",)

    class Place(models.TextChoices):
        FRONT = "front", _("front page")
        AFTER_REVIEW = "after_review", _("after a review")
        FOOT = "foot", _("foot of the page")

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("Only editors see it.")
    )
    picture = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Words in it belong in its alternative text, for those who cannot see it."),
    )
    text = models.CharField(_("text"), max_length=200, blank=True)
    link_url = models.CharField(
        _("address of the link"), max_length=MAX_ADDRESS, validators=[validate_address]
    )
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.FRONT)
    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("publication"),
        help_text=_("Shown on its pages and reviews alone. Leave empty for the whole site."),
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_WEIGHT)],
        help_text=_("Of several in one place, 2 is shown twice as often as 1."),
    )

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__in=["front", "after_review", "foot"]),
                name="promotion_place_is_known",
                violation_error_message=_("Choose a place from the list."),
            ),
            models.CheckConstraint(
                condition=Q(publication=None) | ~Q(place="front"),
                name="promotion_front_is_of_all",
                violation_error_message=_(
                    "The front page is that of all publications. Leave the publication empty."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(picture__isnull=False),
                name="promotion_says_something",
                violation_error_message=_("Choose a picture, or enter a text."),
            ),
            models.CheckConstraint(
                condition=is_safe("link_url"),
                name="promotion_link_is_safe",
                violation_error_message=_("Enter an address that begins with / or https://."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MAX_WEIGHT),
                name="promotion_weight_is_sound",
                violation_error_message=_("Enter a weight from 1 to 100."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.text, self.link_url = clean_name(self.text), without_origin(self.link_url)
        if self.text and not has_visible_text(self.text):
            raise ValidationError({"text": _("Enter words that can be read.")})
        if self.link_url.startswith("/promotions/"):
            sentence = _(
                "This address counts and leads on. Enter the one where it leads in the end."
            )
            raise ValidationError({"link_url": sentence})

    @property
    def counted_address(self):
        """An address of ours, which counts who follows it and leads on."""
        return reverse("pages:promotion", args=[self.pk])

    def note_shown(self):
        show(f"{SHOWN_TAG}{self.pk}")

    def note_followed(self):
        show(f"{FOLLOWED_TAG}{self.pk}")

    def lot(self, page):
        """What it draws for a page, whose lowest is shown: each as often as its weight says.

        A promotion that comes or goes changes what is shown where it is drawn itself, and nowhere
        else (rendezvous hashing).
        """
        drawn = blake2b(f"{self.pk} {page}".encode(), digest_size=8).digest()
        return -log((int.from_bytes(drawn) + 1) / 2**64) / self.weight


class PromotionDayQuerySet(models.QuerySet):
    def add(self, numbers, day):
        """Add to the sums of a day: (showings, clicks) by the promotions’ keys."""
        there = Promotion.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True)
        day = connection.ops.adapt_datefield_value(day)
        # In the order of keys, so that no two processes wait for each other.
        rows = [(pk, day, *numbers[pk]) for pk in there]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ADD, rows)

    def outdated(self):
        return self.filter(day__lt=timezone.localdate() - YEAR)


class PromotionDay(models.Model):
    """How often a promotion was shown and followed on a day; of readers nothing is stored."""

    promotion = models.ForeignKey(
        Promotion, models.CASCADE, related_name="days", verbose_name=_("promotion")
    )
    day = models.DateField(_("day"))
    showings = models.PositiveIntegerField(_("showings"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    objects = PromotionDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of a promotion")
        verbose_name_plural = _("days of promotions")
        default_permissions = []
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["promotion", "day"], name="promotion_day_once"),
        ]

    def __str__(self):
        return f"{self.promotion_id}, {self.day}: {self.showings}, {self.clicks}"
