"""Pictures, which name their own size and digest: a page needs no query to print one."""

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.page_tags import Tagged

# Widths in pixels; between the smallest phone and a wide screen at twice the density.
WIDTHS = (320, 640, 960, 1440, 1920)
NAME = re.compile(r"images/(?P<digest>[0-9a-f]{32})-(?P<width>\d{1,5})x(?P<height>\d{1,5})\.webp$")


def parse_name(path):
    """Digest, width and height that a picture's path states, or None for any other path."""
    match = NAME.search(path)
    return match and (match["digest"], int(match["width"]), int(match["height"]))


def rendition_name(path, width):
    return str(PurePosixPath(path).with_suffix("")) + f"-{width}.webp"


def rendition_widths(width):
    """Widths of the renditions that a picture of `width` pixels has; none is larger than it."""
    return [step for step in WIDTHS if step < width]


def srcset(url, width):
    steps = [f"{rendition_name(url, step)} {step}w" for step in rendition_widths(width)]
    return ", ".join([*steps, f"{url} {width}w"])


class Image(Tagged, NaturalKeyModel):
    natural_key_fields = ("file",)

    file = models.CharField(_("file"), max_length=100, unique=True, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, across"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent from the left edge. Cropped pictures keep this point in view."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, down"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent from the top edge."),
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="image_has_alt",
                violation_error_message=_("Describe the picture in the alternative text."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="image_focal_point_inside",
                violation_error_message=_("Enter a focal point between 0 and 100 per cent."),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def url(self):
        return default_storage.url(self.file)

    @property
    def width(self):
        return parse_name(self.file)[1]

    @property
    def height(self):
        return parse_name(self.file)[2]

    @property
    def srcset(self):
        return srcset(self.url, self.width)

    @property
    def focus(self):
        """The focal point as a class: the policy allows no `style` attribute, so it steps by 25."""
        return f"focus-{round(self.focal_x / 25) * 25}-{round(self.focal_y / 25) * 25}"
