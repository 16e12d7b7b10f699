"""The characters that a text may have."""

import re

# Controls but tab and line ends, half pairs and two that are none: XML 1.0, section 2.2, and so no feed, holds them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text):
    """The text without controls and other characters that nobody sees and no feed can hold."""
    return _UNPRINTABLE.sub("", text)
