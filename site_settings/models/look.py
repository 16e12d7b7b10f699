from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.models import Image
from site_settings.colours import DEFAULTS, validate_signal

is_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", _("Enter a colour as # and six digits or a to f, such as #00704c.")
)


def logo_field(**options):
    return models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", **options
    )


def signal_field(**options):
    return models.CharField(max_length=7, blank=True, validators=[is_colour], **options)


class HasLook(models.Model):
    """The logo and the signal colours of the site, or of what has its own."""

    logo = logo_field(verbose_name=_("logo"))
    logo_dark = logo_field(
        verbose_name=_("logo on dark pages"),
        help_text=_("Leave empty if the logo reads well on black as well."),
    )
    signal_light = signal_field(
        verbose_name=_("signal colour on light pages"),
        help_text=_("Of links and verdicts, such as #00704c. It may stay empty."),
    )
    signal_dark = signal_field(
        verbose_name=_("signal colour on dark pages"),
        help_text=_("Such as #4be39d. It may stay empty."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        errors = {}
        if self.logo_dark and not self.logo:
            errors["logo"] = _("Choose the logo of light pages too.")
        for scheme in DEFAULTS:
            self._clean_signal(scheme, errors)
        if errors:
            raise ValidationError(errors)

    def _clean_signal(self, scheme, errors):
        name, colour = f"signal_{scheme}", self._signal(scheme)
        setattr(self, name, colour)
        if is_colour.regex.match(colour):
            try:
                validate_signal(colour, scheme)
            except ValidationError as error:
                errors[name] = error

    def default_signals(self):
        """What pages have where it says nothing, by scheme."""
        return DEFAULTS

    def signals(self):
        """The colours by scheme; not one that `loaddata` let in and no style sheet would take."""
        return {
            scheme: colour if is_colour.regex.match(colour := self._signal(scheme)) else default
            for scheme, default in self.default_signals().items()
        }

    def _signal(self, scheme):
        return getattr(self, f"signal_{scheme}").lower()

    @property
    def style_sheet(self):
        """The address of its colours; empty where they are those that pages have anyway."""
        colours = self.signals()
        if colours == self.default_signals():
            return ""
        return reverse("site_settings:colours", args=[colour[1:] for colour in colours.values()])
