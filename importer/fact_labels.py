import re

from .word_lists import any_of, by_folded_word, load

_LISTS = load("labels")
FIELD_BY_LABEL = by_folded_word(_LISTS["fields"])
_WORDS = dict.fromkeys(word for words in _LISTS["fields"].values() for word in words)
_LABELS = any_of(map(re.escape, sorted(_WORDS, key=len, reverse=True)))
LABEL_WITH_COLON = re.compile(
    rf"(?<![\w’'])({_LABELS})(?:\(s\)|/s|s\(es\))?\s{{0,3}}[:：]", re.IGNORECASE
)
LABEL_WITHOUT_COLON = {
    field: re.compile(rf"^(?:{any_of(map(re.escape, words))})\s+", re.IGNORECASE)
    for field, words in _LISTS["without_colon"].items()
}
SOURCE_KIND_BY_WORD = by_folded_word(_LISTS["source_kinds"])
_SOURCE_KINDS = any_of(word for words in _LISTS["source_kinds"].values() for word in words)
SOURCE_WORK = re.compile(
    r"(?:based (?:up)?on|adapted from|d['’]après|nach|basad[ao] en|tratto da)\s(?:(?:the|le|la|"
    r"les|a|dem|der|den|el|"
    r"il|un|his|her) )?"
    rf"(?P<kind>{_SOURCE_KINDS})s?\s?"
    r"(?:[,:]\s)?(?P<title>[“\"«„‘][^”\"»“’]{1,100}[”\"»“’])?,?\s?(?:by|de|von|"
    r"di)\s(?P<author>[^,.;()]{3,60})",
    re.IGNORECASE,
)
