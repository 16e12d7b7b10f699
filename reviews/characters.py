"""The characters that a text may have."""

import re
import unicodedata

# Controls but tab and line ends, half pairs and two that are none: XML 1.0, section 2.2, and so no feed, holds them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Letters and signs that Unicode draws as nothing: the fillers of Korean, the empty pattern of Braille.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def can_be_seen(text):
    """Whether anything of it shows: neither controls, blanks and fillers, nor marks that stand on nothing."""
    return any(unicodedata.category(sign)[0] not in "CZM" and sign not in _BLANK for sign in text)


def printable(text):
    """The text without controls and other characters that nobody sees and no feed can hold."""
    return _UNPRINTABLE.sub("", text)
