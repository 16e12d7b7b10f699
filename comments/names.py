"""Names as readers sign them: cleaned, compared with the house's own, and cut to initials."""

import re
import unicodedata

from .confusables import LOOK_ALIKE_PAIRS, LOOK_ALIKES

# Alphabets with letters that look alike. Japanese, Korean and Chinese names mix scripts in earnest.
MIXED_UP = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
# Embeddings, overrides and isolates (UAX #9).
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

# Joiners that Persian and Indian names need; every other invisible sign goes.
_JOINERS = "\u200c\u200d"


def clean_name(name):
    """The name composed, without controls, bidirectional marks and needless blanks."""
    name = unicodedata.normalize("NFC", name)
    shown = (
        " " if sign.isspace() else sign
        for sign in name
        if sign in _JOINERS or sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    return " ".join("".join(shown).split())


def skeleton(name):
    """What is left of a name for the eye: names with one skeleton look the same (UTS #39, “skeleton”)."""
    letters = unicodedata.normalize("NFKD", name).translate(LOOK_ALIKES).casefold()
    letters = unicodedata.normalize("NFKD", letters).translate(LOOK_ALIKES)
    seen = "".join(sign for sign in letters if sign.isalnum())
    for pair, letter in LOOK_ALIKE_PAIRS:
        seen = seen.replace(pair, letter)
    return seen


def mixes_scripts(name):
    """Whether one word of it has letters of two alphabets that look alike, as no honest name has."""
    words = re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", name))
    return any(len({_script(sign) for sign in word} & MIXED_UP) > 1 for word in words)


def _script(sign):
    return unicodedata.name(sign, "").partition(" ")[0]


def has_bidi_trick(name):
    """Whether signs in it turn the order in which letters are shown; honest names need none."""
    return any(unicodedata.bidirectional(sign) in TURNING for sign in name)


def looks_like(name, names):
    """Whether `name` is, or holds, one of `names` to the eye; short ones must be the whole of it."""
    own = skeleton(name)
    others = {skeleton(other) for other in names} - {""}
    return any(other == own or (len(other) >= 6 and other in own) for other in others)


def has_word_of(name, words):
    """Whether a word of `name` is one of these to the eye, as in “Site admin”."""
    return not {skeleton(word) for word in name.split()}.isdisjoint(map(skeleton, words))


def is_first_and_last(name):
    """Whether it has the form of a person's name: two words of letters, or two signs where a script has no capitals."""
    if not re.fullmatch(r"[^\W\d_][\w .,'’‑-]*", name) or re.search(r"[\d_]", name):
        return False
    if name.upper() == name.lower():
        return len(name) >= 2
    words = [word.strip(".,'’‑-") for word in name.split()]
    return len(words) >= 2 and len(words[-1]) >= 2


def initials(name):
    """One or two letters for the mark beside a comment."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    first = words[:1] + (words[-1:] if len(words) > 1 else [])
    return "".join(word[0] for word in first).upper() or "?"
