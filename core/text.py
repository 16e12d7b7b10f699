"""Text of any script: what is invisible in it, how it is compared, how it is shortened."""

import re
import unicodedata
from collections.abc import Collection

# Letters that Unicode draws as nothing: fillers of Korean, the empty pattern of Braille, Khmer's inherent vowels,
# Mongolian's separators, the grapheme joiner.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
JOINERS = frozenset("\u200c\u200d")  # Persian, Indian names and emoji need them
# Accents of Latin, Greek and Cyrillic, points of Hebrew, short vowels of Arabic. Vowel signs of Indian scripts, Thai
# and the sound marks of kana tell words apart, and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]"
)
_APOSTROPHES = re.compile("['’‘ʼʻʹ′`´＇ʾʿ]")
_DASHES = re.compile("[-\u2010-\u2015\u2212\u058a\u05be\uff0d]")
# What no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
# Letters of common prose in a word and the blank after it, generously.
_LETTERS_A_WORD = 8


def is_invisible(sign: str) -> bool:
    """Whether a character takes no room on the page: controls, format characters, fillers, variation selectors."""
    if sign in _FILLERS or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    return unicodedata.category(sign) in {"Cf", "Cc", "Cs"} and not sign.isspace()


def strip_invisible(text: str, keep: Collection[str] = frozenset()) -> str:
    """The text without characters that nobody sees, but for those in `keep`."""
    return "".join(sign for sign in text if sign in keep or not is_invisible(sign))


def fold(text: str) -> str:
    """Text to compare, sort and search by: no case, accents, apostrophes or invisible characters; dashes are blanks.

    “L’Été à Žilina” gives “lete a zilina”. Folding what is folded changes nothing.
    """
    text = strip_invisible(unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).translate(_LETTERS)
    return " ".join(_DASHES.sub(" ", _APOSTROPHES.sub("", text)).split())


def shorten(text: str, words: int) -> str:
    """The first `words` of a text, and no more letters than so many words commonly have; … where more follows."""
    parts = text.split()
    return cut(" ".join(parts[:words]), words * _LETTERS_A_WORD, more=len(parts) > words)


def cut(text: str, width: int, more: bool = False) -> str:
    """The text in at most `width` columns, … included; a Chinese, Japanese or Korean character takes two.

    It ends at a blank where one is near, and never between a letter and its marks. `more`: it goes on beyond `text`.
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
    for sign in text:
        if pieces and _belong_together(pieces[-1][-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def columns(text: str) -> int:
    """Its width in columns: two for a Chinese, Japanese or Korean character, none for a mark."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _end(text: str, width: int) -> int:
    """How many characters of `text` fit into `width` columns, whole clusters only."""
    used = 0
    for end, sign in enumerate(text):
        used += _columns(sign)
        if used > width:
            while end and _belong_together(text[end - 1], text[end]):
                end -= 1
            return end
    return len(text)


def _belong_together(before: str, sign: str) -> bool:
    """Whether a reader sees the two as one: a mark with its letter, joined emoji and consonants, flags (UAX #29)."""
    if sign.isspace():
        return False
    return (
        unicodedata.category(sign).startswith("M")
        or sign in JOINERS
        or before == "\u200d"
        or unicodedata.combining(before) == 9  # a virama joins consonants
        or "\U0001f3fb" <= sign <= "\U0001f3ff"  # skin tones
        or ("\U0001f1e6" <= sign <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )
