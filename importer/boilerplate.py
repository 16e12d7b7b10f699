import re

from .text import fold
from .word_lists import any_of, fold_all, load

_LISTS = load("boilerplate")
_WORDS = fold_all(_LISTS["words"])
_PATTERN, _REPLY_FORM, _FOOTER, _DISCLOSURE = (
    re.compile(any_of(_LISTS[name]), re.IGNORECASE)
    for name in ("patterns", "reply_form", "footer", "disclosure")
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)(?!\d)[\s,]*(?:by\s)?([^\W\d_][^.©|"
    r",•·]{1,39}?)(?:\s+media)?"
    r"(?:,?\s+(?:inc|ltd|llc|gmbh|sarl|s\.l|plc|co)\.?)?[\s.,|–—·-]*"
    r"(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|"
    r"todos los derechos reservados)",
    re.IGNORECASE,
)
MAX_LENGTH = 320  # characters of the longest notice


def is_boilerplate(text):
    """Whether a line belongs to the page and not to what is printed on it."""
    if len(text) > MAX_LENGTH:
        return False
    parts = re.split(r"\s*[|•·/»>]\s*|\s{2,}|[\[\]()]", text)
    return (
        fold(text) in _WORDS
        or _PATTERN.match(text) is not None
        or all(fold(part) in _WORDS for part in parts if part.strip())
    )


def starts_footer(text):
    return len(text) <= 90 and _FOOTER.match(_without_bullet(text)) is not None


def starts_reply_form(text):
    return len(text) <= 120 and _REPLY_FORM.match(_without_bullet(text)) is not None


def is_disclosure(text):
    return len(text) <= 300 and _DISCLOSURE.match(text) is not None


def copyright_holder(text):
    """The name in a line of the form “© 2019 East Bay Express All rights reserved”, or ""."""
    match = _OWNER.match(text[:200])
    return match[1].strip() if match else ""


def _without_bullet(text):
    return text.lstrip("•*·-–—>»#✎📝 [").rstrip()
