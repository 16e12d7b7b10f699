"""Text of any script: what is invisible in it, how it is compared, how it is shortened."""

import re
import unicodedata
from collections.abc import Collection

# Letters that Unicode draws as nothing: fillers of Korean, the empty pattern of Braille, Khmer's
# inherent vowels, Mongolian's separators, the grapheme joiner.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_FILLER = re.compile(f"[{''.join(_FILLERS)}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
JOINERS = frozenset("\u200c\u200d")  # Persian, Indian names and emoji need them
# Accents of Latin, Greek and Cyrillic, points of Hebrew, short vowels of Arabic. Vowel signs of
# Indian scripts, Thai and the sound marks of kana tell words apart, and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]"
)
APOSTROPHES = re.compile("['’‘ʼʻʹ′`´＇ʾʿ]")
_DASHES = re.compile("[-\u2010-\u2015\u2212\u058a\u05be\uff0d]")
# What is one sign in “8½” is three in “8 1/2”.
_FRACTIONS = re.compile(r"(\d)(?=[\u00bc-\u00be\u2150-\u215e\u2189])")
# Controls but tab and line ends, half pairs and two that are none: XML 1.0, section 2.2, and so no
# feed, holds them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What no decomposition takes apart.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
    }
)
# Letters of common prose in a word and the blank after it, generously.
_LETTERS_A_WORD = 8


def is_invisible(char: str) -> bool:
    """Whether a character takes no room on the page.

    Such are controls, format characters, fillers and variation selectors.
    """
    if _FILLER.match(char):
        return True
    return unicodedata.category(char) in {"Cf", "Cc", "Cs"} and not char.isspace()


def strip_invisible(text: str, keep: Collection[str] = frozenset()) -> str:
    """The text without characters that nobody sees, but for those in `keep`."""
    if text.isprintable() and not _FILLER.search(text):
        return text  # as most are
    return "".join(char for char in text if char in keep or not is_invisible(char))


def clean_name(name: str) -> str:
    """The name composed, without controls, bidirectional marks and needless blanks."""
    shown = strip_invisible(unicodedata.normalize("NFC", name), keep=JOINERS)
    return " ".join(sign for sign in shown.split() if sign.strip("".join(JOINERS)))


def has_visible_text(text: str) -> bool:
    """Whether anything of it shows; controls, blanks, fillers and marks on nothing do not."""
    return any(unicodedata.category(char)[0] not in "CZM" and char not in _FILLERS for char in text)


def strip_control_chars(text: str) -> str:
    """The text without controls and other characters that nobody sees and no feed can hold."""
    return _CONTROLS.sub("", text)


def fold(text: str) -> str:
    """Text to compare, sort and search by.

    No case, accents, apostrophes or invisible characters; dashes are blanks.
    “L’Été à Žilina” gives “lete a zilina”, and “8½” gives “8 1/2”. Folding what is folded changes
    nothing.
    """
    text = strip_invisible(unicodedata.normalize("NFKC", _FRACTIONS.sub(r"\1 ", text)))
    text = text.replace("\u2044", "/")  # the stroke of a fraction
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).translate(_LETTERS)
    return " ".join(_DASHES.sub(" ", APOSTROPHES.sub("", text)).split())


def fold_email(text: object) -> str:
    """The address without blanks around it and invisible signs anywhere, composed, in lower case.

    What copying from a page or a message brings along is never part of it: nobody could type it.
    """
    return strip_invisible(unicodedata.normalize("NFKC", str(text or ""))).strip().lower()


def shorten(text: str, words: int) -> str:
    """The first `words` of a text, with … where more follows.

    No more letters than so many words commonly have: some scripts set no blanks.
    """
    parts = text.split()
    return truncate(" ".join(parts[:words]), words * _LETTERS_A_WORD, more=len(parts) > words)


def truncate(text: str, width: int, more: bool = False) -> str:
    """The text in at most `width` columns, … included.

    A Chinese, Japanese or Korean character takes two. It ends at a blank where one is near, and
    never between a letter and its marks. `more`: it goes on beyond `text`.
    """
    if not more and columns(text) <= width:
        return text
    end = _end(text, width - 1)
    if end < len(text):
        blank = text.rfind(" ", end * 2 // 3, end + 1)
        end = blank if blank > 0 else end
    return f"{text[:end].rstrip(' .,;:–—-、。，،؛')}…"


def clusters(text: str) -> list[str]:
    """The text in pieces that a reader sees as one letter each, marks and joined signs included."""
    pieces: list[str] = []
    for char in text:
        if pieces and _belong_together(pieces[-1][-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def columns(text: str) -> int:
    """Its width in columns: two for a Chinese, Japanese or Korean character, none for a mark."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _end(text: str, width: int) -> int:
    """How many characters of `text` fit into `width` columns, whole clusters only."""
    used = 0
    for end, char in enumerate(text):
        used += _columns(char)
        if used > width:
            while end and _belong_together(text[end - 1], text[end]):
                end -= 1
            return end
    return len(text)


def _belong_together(before: str, char: str) -> bool:
    """Whether a reader sees the two as one (UAX #29).

    A mark with its letter, joined emoji and consonants, flags.
    """
    if char.isspace():
        return False
    return (
        unicodedata.category(char).startswith("M")
        or char in JOINERS
        or before == "\u200d"
        or unicodedata.combining(before) == 9  # a virama joins consonants
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or ("\U0001f1e6" <= char <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )
