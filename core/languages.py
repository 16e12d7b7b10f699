"""The language of a text, by its BCP 47 tag, and the direction in which it is written."""

import unicodedata
from collections import Counter

from django.core.validators import RegexValidator
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

MAX_TAG = 35  # characters (RFC 5646, 4.4.1)
validate_language = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Enter a language tag, such as fr or pt-BR.")
)
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "rohg", "samr", "syrc", "thaa"))
# Scripts, as Unicode's names of letters begin, that write one language nearly always.
_LANGUAGES = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "GREEK": "el", "HEBREW": "he", "KHMER": "km", "LAO": "lo", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "SINHALA": "si",
}  # fmt: skip
_FEWEST = 3  # letters; one or two are often a sign, as in ¯\_(ツ)_/¯
_FIRST_TOLD = "\u0370"  # the first letter of these scripts; most texts have none so high


def direction_of(tag: str) -> str:
    """Which way a language runs: by the script that its tag names, or else its usual one."""
    language, *others = tag.lower().split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def language_attributes(tag: str) -> SafeString:
    """What an element with a text in that language has; its letters tell where none is known."""
    if not tag:
        return format_html(' dir="{}"', "auto")
    return format_html(' lang="{}" dir="{}"', tag, direction_of(tag))


def language_by_script(text: str) -> str:
    """The language of a text where its letters leave no doubt, or ""."""
    if max(text, default="") < _FIRST_TOLD:
        return ""
    letters = [unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()]
    found = Counter(_LANGUAGES[script] for script in letters if script in _LANGUAGES)
    if len(letters) < _FEWEST or not found:
        return ""
    language, number = found.most_common(1)[0]
    if language in {"ja", "ko"}:  # both write Chinese characters among their own
        number += letters.count("CJK")
    return language if number * 4 > len(letters) * 3 else ""


def attributes_by_script(text: str) -> SafeString:
    """What an element with these words has; their first letter tells the direction."""
    language = language_by_script(text)
    return format_html(' lang="{}" dir="auto"', language) if language else language_attributes("")


class HasLanguage(models.Model):
    """A text with a language of its own; the site’s where it is empty."""

    language = models.CharField(
        _("language"),
        max_length=MAX_TAG,
        blank=True,
        validators=[validate_language],
        help_text=_("A tag such as fr or pt-BR. Leave empty for the site’s language."),
    )

    class Meta:
        abstract = True

    @property
    def language_attributes(self) -> SafeString:
        """Of an element with words of the text: lang and dir."""
        return language_attributes(self.language)
