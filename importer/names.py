import re

from .document import Performer
from .text import CJK, fold
from .word_lists import load

MAX_NAME = 60
_LISTS = load("people")
_PARTICLES, _NOT_NAMES, _NOT_CHARACTERS = (
    set(_LISTS[name]) for name in ("particles", "not_names", "not_characters")
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*['’.]?")
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・＝=A-Za-z\s]{2,25}")
_SEPARATOR = re.compile(
    r"\s*[,;、，،／|]\s*(?:(?:and|et|und|y|e|with)\s+)?|\s+(?:/|&|and|et|und|y|e)\s+|\s+w/\s*"
)


def parse_name(text):
    name = text.strip(" .,;:·|–—-").strip()
    if name.endswith((" Jr", " Sr")):
        name += "."
    if not 2 <= len(name) <= MAX_NAME or fold(name) in _NOT_NAMES or name.startswith("@"):
        return None
    if CJK.search(name):
        return name if _CJK_NAME.fullmatch(name) else None
    words = name.split()
    proper = [word for word in words if _NAME_WORD.fullmatch(word) and not word[0].islower()]
    rest = [word for word in words if word not in proper]
    small = all(
        word.lower() in _PARTICLES or word.lower().startswith(("d'", "d’", "al-", "l'"))
        for word in rest
    )
    longest = 6 if any(word[0].isupper() for word in proper) else 4  # scripts without capitals
    return name if proper and small and len(words) <= longest else None


def parse_full_name(text):
    """As `parse_name`, but of two words or more: one word alone may be anything."""
    name = parse_name(text)
    return name if name and (len(name.split()) > 1 or CJK.search(name)) else None


def split_names(text):
    """The parts of a list of names; commas inside brackets do not divide."""
    text = text.replace("/", "、") if CJK.search(text) else text
    parts, depth, start, text = [], 0, 0, text.replace("（", "(").replace("）", ")")
    for match in re.finditer(r"[()]|" + _SEPARATOR.pattern, text):
        if match[0] in "()" and match[0]:
            depth = max(0, depth + (1 if match[0] == "(" else -1))
        elif depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def parse_names(text):
    """(names, parts that are none) of a list."""
    read = [
        (parse_name(re.sub(r"\([^()]*\)", "", part)), part)
        for part in split_names(text.rstrip("."))
    ]
    return [name for name, _part in read if name], [part for name, part in read if not name]


def parse_performer(text):
    """“Marion Cotillard (Stéphanie)”, “Marion Cotillard as Stéphanie”, or the name alone."""
    match = re.fullmatch(
        r"([^()…]{2,60}?)\s*(?:\(\s*([^()]{1,60})\)|(?:\bas\b|\bals\b|…|\.{2,}|—)\s*([^()]{1,60}))",
        text,
    )
    name = parse_name(match[1] if match else text)
    role = parse_character(match[2] or match[3]) if match else ()
    return name and Performer(name, *role)


def parse_character(text):
    """(character, alias) of “Alain “Ali””, “Alain, aka Ali” or “Ali”; "" where unsure."""
    text = re.sub(
        r"^(?:as|als|dans le rôle de|rôle de)\s+", "", text.strip(" .…"), flags=re.IGNORECASE
    )
    match = re.fullmatch(
        r"([^“”\",]{1,40}?),?\s*(?:[“\"]([^“”\"]{1,30})[”\"]|\b(?:aka|a\.k\.a\.|"
        r"alias)\s+(.{1,30}))",
        text,
    )
    if fold(text) in _NOT_CHARACTERS:
        return "", ""
    if match:
        names = parse_name(match[1]), parse_name(match[2] or match[3])
        return names if all(names) else ("", "")
    return (text if parse_name(re.sub(r"^(?:the|der|die|le|la|el)\s+", "", text)) else ""), ""
