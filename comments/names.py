"""Names as readers sign them: cleaned, compared with the house's own, and cut to initials."""

import re
import unicodedata

# Cyrillic and Greek letters that look Latin, with what they look like.
_LOOK_ALIKES = str.maketrans("авеіјкмнорѕтухԁԛԝαβεικνορτυχ", "abeijkmhopstyxdqwabeikvoptux")
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
    """What is left of a name for the eye: names with one skeleton look the same."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LOOK_ALIKES)
    return "".join(sign for sign in letters if sign.isalnum())


def looks_like(name, names):
    """Whether `name` is, or holds, one of `names` to the eye; short ones must be the whole of it."""
    own = skeleton(name)
    others = {skeleton(other) for other in names} - {""}
    return any(other == own or (len(other) >= 6 and other in own) for other in others)


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
