"""The signal colour: of links, focus and verdicts, on the papers of tokens.css."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Paper and wash of the style sheet, and its own signal colour, by scheme; a test compares.
PAPERS = {"light": ("#ffffff", "#f3f5f2"), "dark": ("#101211", "#181b19")}
DEFAULTS = {"light": "#00704c", "dark": "#4be39d"}
MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


def luminance(colour):
    """The relative luminance of “#rrggbb” (WCAG 2.2)."""
    channels = (value / 255 for value in bytes.fromhex(colour[1:]))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def validate_signal(colour, scheme):
    """Refuse what could not be read on the paper of the scheme."""
    found = min(contrast(colour, paper) for paper in PAPERS[scheme])
    if found >= MIN_CONTRAST:
        return
    sentence = (
        _("It is too pale to read on the light pages: contrast %(found)s, 4.5 needed. Darken it.")
        if scheme == "light"
        else _(
            "It is too dim to read on the dark pages: contrast %(found)s, 4.5 needed. Lighten it."
        )
    )
    # Cut, not rounded: 4.49 would read as enough.
    raise ValidationError(sentence, code="contrast", params={"found": int(found * 10) / 10})


def style_sheet(light, dark):
    return f"@layer tokens{{:root{{--exit:light-dark(#{light},#{dark})}}}}\n"
