from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_tags import show

from .box import Box, BoxQuerySet

MAX_LINES = 10
MIN_REFRESH, MAX_REFRESH = 15, 24 * 60  # minutes


class PartnerFeedQuerySet(BoxQuerySet):
    def on_pages(self, place, publication=None):
        show("partner")
        return self.shown(place, publication).prefetch_related("lines")


class PartnerFeed(Box):
    """A box with the newest of another site, of its feed."""

    natural_key_fields = ("feed_url", "place")

    heading = models.CharField(_("heading"), max_length=80)
    partner = models.CharField(
        _("partner"), max_length=100, help_text=_("Whose words these are, such as The Tide Table.")
    )
    feed_url = models.URLField(
        _("their feed"), max_length=500, help_text=_("In Atom, RSS or JSON Feed.")
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
    read_at = models.DateTimeField(_("last read"), null=True, editable=False)

    objects = PartnerFeedQuerySet.as_manager()

    class Meta(Box.Meta):
        verbose_name = _("partner’s box")
        verbose_name_plural = _("partners’ boxes")
        constraints = [
            models.UniqueConstraint(
                fields=["feed_url", "place"],
                name="partner_feed_once",
                violation_error_message=_("There is a box of this feed in this place already."),
            ),
            *Box.place_constraints("partner_feed"),
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
            models.CheckConstraint(
                condition=Q(refresh_minutes__lt=F("hide_after_hours") * 60),
                name="partner_feed_is_read_before_it_hides",
                violation_error_message=_("“Hide after” must be longer than “read every”."),
            ),
        ]

    def __str__(self):
        return f"{self.heading} ({self.partner})"

    def clean(self):
        self.clean_words(["heading", "partner"], ["site_url", "feed_url"])

    @property
    def state(self):
        """What the last reading told, in a sentence."""
        if not self.is_shown:
            return _("Not shown.")
        if self.problem:
            return self.problem
        if self.read_at is None:
            return _("Not read yet.")
        return _("Read, and shown.") if self.is_fresh else _("Hidden: it was read too long ago.")

    @property
    def minutes_between(self):
        return self.refresh_minutes

    @property
    def hide_after(self):
        return timedelta(hours=self.hide_after_hours)

    def forget(self):
        """Nothing of another feed is shown under this one's name."""
        self.read_at, self.problem, self.shown_until = None, "", None
        self.lines.all().delete()

    def keep(self, lines):
        """Keep what was read: (title, address, day) of each line. An empty feed has no box."""
        kept = list(self.lines.values_list("title", "url", "published_on"))
        self.read_at, self.problem = timezone.now(), "" if lines else _("Their feed is empty.")
        self.show_on(has_changed=kept != lines)
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
