"""Names as readers sign them: compared with the site's own, and cut to initials."""

import re
import unicodedata

from core.text import strip_invisible

from .confusables import LOOK_ALIKE_PAIRS, LOOK_ALIKES

# Alphabets with letters that look alike. Japanese, Korean and Chinese names mix scripts in earnest.
MIXED_UP = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
# Embeddings, overrides and isolates (UAX #9).
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def skeleton(name):
    """What is left of a name for the eye: names that look alike share it (UTS #39, “skeleton”)."""
    letters = unicodedata.normalize("NFKD", name).translate(LOOK_ALIKES).casefold()
    letters = unicodedata.normalize("NFKD", letters).translate(LOOK_ALIKES)
    seen = "".join(sign for sign in letters if sign.isalnum())
    for pair, letter in LOOK_ALIKE_PAIRS:
        seen = seen.replace(pair, letter)
    return seen


def mixes_scripts(name):
    """Whether one word of it mixes letters of alphabets that look alike, as no honest name does."""
    words = re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", name))
    return any(len({_script(sign) for sign in word} & MIXED_UP) > 1 for word in words)


def _script(sign):
    return unicodedata.name(sign, "").partition(" ")[0]


def has_bidi_trick(name):
    """Whether signs in it turn the order in which letters are shown; honest names need none."""
    return any(unicodedata.bidirectional(sign) in TURNING for sign in name)


def looks_like(name, names):
    """Whether `name` looks like one of `names`, or holds one of six letters or more as words.

    “Edi Torres” has no “editor” in it; “The_Editor”, “e d i t o r” and “IrisVale” are what they
    look like.
    """
    own, words = skeleton(name), _words(name)
    for other in names:
        target, number = skeleton(other), len(_words(other))
        if target and (own == target or (len(target) >= 6 and target in _runs(words, number))):
            return True
    return False


def has_word_of(name, words):
    """Whether a word of `name` is one of these to the eye, as in “Site admin” and “moderator2”."""
    own = {word.rstrip("0123456789") for word in _words(name)} | _runs(_words(name), 1)
    return not own.isdisjoint(map(skeleton, words))


def _words(name):
    """The skeletons of its words."""
    return [
        word
        for part in re.split(r"[\W_]+", unicodedata.normalize("NFKC", name))
        if (word := skeleton(part))
    ]


def _runs(words, number):
    """So many words in a row, joined; and each row of single letters."""
    runs = {"".join(words[place : place + number]) for place in range(len(words))} | set(words)
    spaced = "".join(word if len(word) == 1 else " " for word in words).split()
    return runs | {run for run in spaced if len(run) > 1}


_ORDINAL = re.compile(r"[1-9][0-9]?(?:st|nd|rd|th|e|er|º|\.)", re.IGNORECASE)
_INSIDE = frozenset(".,'’ʼ‘`´-‐‑–·•・‧׳״")


def is_first_and_last(name):
    """Whether it has two words of letters, or two letters where a script has no capitals.

    Letters with their marks and joiners in any script, the points and strokes that names have
    inside, and an ordinal behind it, as in “Martin Luther King 3rd”.
    """
    words = [word.strip("".join(_INSIDE)) for word in strip_invisible(name).split()]
    words = [word for word in words if word]
    while len(words) > 2 and _ORDINAL.fullmatch(words[-1]):
        words.pop()
    if not words or not all(
        word[0].isalpha() and all(map(_may_stand_in_name, word)) for word in words
    ):
        return False
    letters = sum(sign.isalpha() for word in words for sign in word)
    if name.upper() == name.lower():
        return letters >= 2
    return len(words) >= 2 and letters >= 4


def _may_stand_in_name(sign):
    return sign.isalpha() or sign in _INSIDE or unicodedata.category(sign).startswith("M")


def initials(name):
    """One or two letters, each with its marks, for the mark beside a comment."""
    words = [word for word in re.split(r"[\s-]+", strip_invisible(name)) if word[:1].isalnum()]
    first = words[:1] + (words[-1:] if len(words) > 1 else [])
    return "".join(map(_first_letter, first)).upper() or "?"


def _first_letter(word):
    end = 1
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return word[:end]
