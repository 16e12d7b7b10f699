from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.outside_url import is_outside
from core.page_tags import show
from core.text import clean_name, has_visible_text

MAX_LINES = 10
MIN_REFRESH, MAX_REFRESH = 15, 24 * 60  # minutes


class PartnerFeedQuerySet(NaturalKeyQuerySet):
    def due(self):
        """Those to be read now, the longest overdue first."""
        now = timezone.now()
        return self.filter(is_shown=True, next_at__lte=now).order_by("next_at", "pk")

    def on_pages(self, place, publication=None):
        """Those that pages show now in that place; of all pages, or of the publication's."""
        show("partner")
        rows = self.filter(is_shown=True, place=place, shown_until__gt=timezone.now())
        return rows.filter(Q(publication=None) | Q(publication=publication)).prefetch_related(
            "lines"
        )


class PartnerFeed(NaturalKeyModel):
    """A box with the newest of another site. Their feed is read by a job; no page waits for it."""

    natural_key_fields = ("feed_url", "place")

    class Place(models.TextChoices):
        FRONT = "front", _("front page")
        PUBLICATION = "publication", _("page of a publication")
        AFTER_REVIEW = "after_review", _("after a review")

    heading = models.CharField(_("heading"), max_length=80)
    partner = models.CharField(
        _("partner"), max_length=100, help_text=_("Whose words these are, such as The Tide Table.")
    )
    site_url = models.URLField(_("their page"), max_length=500)
    feed_url = models.URLField(
        _("their feed"), max_length=500, help_text=_("In Atom, RSS or JSON Feed.")
    )
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.FRONT)
    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publication"),
        help_text=_("Shown on its page or reviews alone. Leave empty for those of all."),
    )
    number = models.PositiveSmallIntegerField(
        _("lines"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_LINES)],
    )
    refresh_minutes = models.PositiveSmallIntegerField(
        _("read every (minutes)"),
        default=60,
        validators=[MinValueValidator(MIN_REFRESH), MaxValueValidator(MAX_REFRESH)],
    )
    hide_after_hours = models.PositiveSmallIntegerField(
        _("hide after (hours)"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 30)],
        help_text=_("If their feed could not be read for so long, readers see no box."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)
    next_at = models.DateTimeField(_("read next"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True, editable=False)
    shown_until = models.DateTimeField(_("shown until"), null=True, editable=False)

    objects = PartnerFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner’s box")
        verbose_name_plural = _("partners’ boxes")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed_url", "place"],
                name="partner_feed_once",
                violation_error_message=_("There is a box of this feed in this place already."),
            ),
            models.CheckConstraint(
                condition=Q(place__in=["front", "publication", "after_review"]),
                name="partner_feed_place_is_known",
                violation_error_message=_("Choose a place from the list."),
            ),
            models.CheckConstraint(
                condition=Q(publication=None) | ~Q(place="front"),
                name="partner_feed_front_is_of_all",
                violation_error_message=_(
                    "The front page is that of all publications. Leave the publication empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MAX_LINES),
                name="partner_feed_number_is_sound",
                violation_error_message=_("Enter a number of lines from 1 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(refresh_minutes__gte=MIN_REFRESH, refresh_minutes__lte=MAX_REFRESH),
                name="partner_feed_refresh_is_sound",
                violation_error_message=_("Enter a number of minutes from 15 to 1440."),
            ),
        ]

    def __str__(self):
        return f"{self.heading} ({self.partner})"

    def clean(self):
        errors = {}
        for name in ("heading", "partner"):
            setattr(self, name, clean_name(getattr(self, name)))
            if not has_visible_text(getattr(self, name)):
                errors[name] = _("Enter words that can be read.")
        for name in ("site_url", "feed_url"):
            if not is_outside(getattr(self, name)):
                errors[name] = _("Enter an address on the web, such as https://example.org/.")
        if errors:
            raise ValidationError(errors)

    @property
    def state(self):
        """What the last reading told, in a sentence."""
        if self.problem:
            return self.problem
        return _("Not read yet.") if self.read_at is None else _("Read, and shown.")

    def plan(self, now):
        """Say when to read it next; before it is read, as it may kill us and is not first then."""
        self.next_at = now + timedelta(minutes=self.refresh_minutes)
        self.save(update_fields=["next_at"])

    def note_problem(self, sentence):
        """What was read before stays until it is too old."""
        self.problem = sentence
        self.save(update_fields=["problem"])

    def keep(self, lines):
        """Keep what was read: (title, address, day) of each line. An empty feed has no box.

        Pages are changed no more than needed: where the lines are the same, the end moves on only
        when half of the time is over.
        """
        now, age = timezone.now(), timedelta(hours=self.hide_after_hours)
        kept = list(self.lines.values_list("title", "url", "published_on"))
        self.read_at, self.problem = now, "" if lines else str(_("Their feed is empty."))
        if kept != lines or self.shown_until is None or self.shown_until < now + age / 2:
            self.shown_until = now + age
        with transaction.atomic():
            if kept != lines:
                self.lines.all().delete()
                PartnerLine.objects.bulk_create(
                    PartnerLine(feed=self, order=order, title=title, url=url, published_on=day)
                    for order, (title, url, day) in enumerate(lines)
                )
            self.save(update_fields=["read_at", "problem", "shown_until"])


class PartnerLine(models.Model):
    """A headline of a partner's, as it was read last."""

    feed = models.ForeignKey(PartnerFeed, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=2000)
    published_on = models.DateField(null=True)

    class Meta:
        default_permissions = []
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "order"], name="partner_line_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="partner_line_url_is_web",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="partner_line_has_title"),
        ]

    def __str__(self):
        return self.title
