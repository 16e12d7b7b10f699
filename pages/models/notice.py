from zlib import crc32

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.page_tags import show
from site_settings.addresses import MAX_ADDRESS, validate_address, without_origin

from .dated import Dated, DatedQuerySet
from .placed import Placed


class NoticeQuerySet(DatedQuerySet):
    def on_pages(self):
        """Those that pages may show now, the one that goes first first."""
        show("notice")
        return self.running().order_by("-priority", "-starts_at", "-pk")


class Notice(Placed, Dated):
    """A message to readers, such as a call for donations; one at a time in each place."""

    natural_key_fields = ("name",)

    class Place(models.TextChoices):
        TOP = "top", _("top of the page")
        FOOT = "foot", _("foot of the page")
        AFTER_REVIEW = "after_review", _("after a review")

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("Only editors see it.")
    )
    text = models.CharField(_("text"), max_length=400)
    link_label = models.CharField(
        _("words of the link"), max_length=60, blank=True, help_text=_("Such as “Donate”.")
    )
    link_url = models.CharField(
        _("address of the link"), max_length=MAX_ADDRESS, blank=True, validators=[validate_address]
    )
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.TOP)
    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("publication"),
        help_text=_("Shown on its pages and reviews alone. Leave empty for the whole site."),
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=0,
        help_text=_("Of several in one place, readers see the one with the highest number."),
    )
    is_dismissible = models.BooleanField(
        _("readers can dismiss it"),
        default=True,
        help_text=_("Their browser remembers it, without a cookie."),
    )
    goal = models.PositiveIntegerField(
        _("goal"), null=True, blank=True, help_text=_("A sum to reach, shown as a bar.")
    )
    reached = models.PositiveIntegerField(_("reached so far"), default=0)
    unit = models.CharField(
        _("unit"), max_length=30, blank=True, help_text=_("Of the goal, such as “dollars”.")
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__in=["top", "foot", "after_review"]),
                name="notice_place_is_known",
                violation_error_message=_("Choose a place from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="notice_has_text",
                violation_error_message=_("Enter the text."),
            ),
            models.CheckConstraint(
                condition=Q(link_label="", link_url="") | (~Q(link_label="") & ~Q(link_url="")),
                name="notice_link_is_whole",
                violation_error_message=_("A link needs both words and an address."),
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gte=1),
                name="notice_goal_is_positive",
                violation_error_message=_("Enter a goal of at least 1, or leave it empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.link_url = without_origin(self.link_url)

    @property
    def dismissal_key(self):
        """Under which a browser remembers that it was dismissed: a new text is shown again."""
        return f"{self.pk}-{crc32(self.text.encode()):x}"
