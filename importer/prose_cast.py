"""Who plays whom, as running text says it: “Stéphanie (Marion Cotillard)”."""

import re
from dataclasses import replace
from itertools import chain, islice

from .document import Performer
from .messages import gettext_noop
from .names import parse_full_name, parse_name
from .text import CJK, count_phrase, fold
from .word_lists import fold_all, load

MAX_PAIRS = 120  # brackets looked at; a review names some ten actors
_BRACKETS = re.compile(r"[(（]\s?([^()（）\n]{2,50})\s?[)）]")
_WORD = r"(?:[^\W\d_a-z][\w’'\-]{1,30}|[^\W\d_a-z]\.?)"
_BEFORE = re.compile(
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
    rf"(?:,? (?:aka|a\.k\.a\.|alias|dite?|known as|genannt) (?P<alias>{_WORD})|"
    rf" [“\"‘'](?P<nick>{_WORD})[”\"’'])?,?$"
)
_COMPARED = re.compile(
    rf"(?i:\b(?:like|liked|unlike|in|of|from|than|recalls?|echoes|films?|movies?|classic|"
    rf"masterpiece|comme|wie|como)"
    rf"|[’']s) [“\"‘«']?{_WORD}(?: [\w’']+){{0,6}}[”\"’»']?$"
)
_AND = re.compile(rf"\)?(?:,| and| or| et| und| y) [“\"‘«']?{_WORD}(?: [\w’']+){{0,6}}[”\"’»']?$")
_BEFORE_CJK = re.compile(r"(?P<name>[\u30a0-\u30ff・＝ー]{2,20}|[\u4e00-\u9fff]{2,6})$")
_LISTS = load("people")
_RELATIONS = fold_all(_LISTS["relations"])
_NOT_FIRST = fold_all(_LISTS["not_first"])
_OPENERS = fold_all(_LISTS["sentence_openers"])


def add_prose_cast(paragraphs, doc):
    """Add to `doc.cast` what brackets in the text say; only where the text itself bears it out."""
    text = "\n".join(paragraphs)
    listed = {fold(performer.name): performer for performer in doc.cast}
    added, is_film, first = {}, False, None
    for before, inside in islice(chain.from_iterable(map(_brackets, paragraphs)), MAX_PAIRS):
        actor = _actor_name(inside, listed)
        # “like Jaws (…) and Heat (…)”: films and who made them
        is_film = bool(_COMPARED.search(before) or (is_film and _AND.search(before)))
        folded = fold(actor) if actor else ""
        is_other = folded in map(fold, [*doc.directors, *doc.critics])
        if not actor or is_other or (is_film and folded not in listed):
            continue
        performer = _performer(actor, before, text, folded in listed)
        if performer and folded in listed:
            listed[folded] = _merge(listed[folded], performer)
        elif performer and not _is_director(actor, text):
            first = first or performer
            added[folded] = _merge(added.get(folded, performer), performer)
    if len(listed) + len(added) == 1 and added:
        words = f"{first.character} ({first.name})".strip()
        doc.add_note(
            "cast",
            gettext_noop("“%(words)s” alone does not show that brackets name actors", words=words),
        )
        added = {}
    doc.cast = [*listed.values(), *added.values()]
    _note_missing_characters(doc)


def _note_missing_characters(doc):
    silent = [performer.name for performer in doc.cast if not performer.character]
    if 0 < len(silent) < len(doc.cast):
        names = ", ".join(silent)
        doc.add_note("cast", gettext_noop("no character stated for %(names)s", names=names))


def _brackets(paragraph):
    """(the words before it, the words inside) of each"""
    for match in _BRACKETS.finditer(paragraph):
        yield paragraph[max(0, match.start() - 90) : match.start()].rstrip(), match[1].strip()


def _actor_name(inside, listed):
    """The actor's full name: as bracketed, or by a last name that one of the cast alone has."""
    if (name := parse_full_name(inside)) and fold(name.split()[0]) not in _NOT_FIRST:
        return name if not CJK.search(name) or fold(name) in listed else None
    same = [actor.name for folded, actor in listed.items() if folded.split()[-1:] == [fold(inside)]]
    return same[0] if len(same) == 1 else None


def _performer(actor, before, text, is_listed):
    if CJK.search(actor):
        match = _BEFORE_CJK.search(before)
        return Performer(actor, match["name"] if match else "")
    if before and fold(before.split()[-1]) in _RELATIONS:
        return Performer(actor)
    match = _BEFORE.search(before)
    character = match and _clean_character(match["name"], text)
    if not character:
        return None
    near = [fold(re.sub("['’]s?$", "", word)) for word in before[: match.start()].split()[-2:]]
    if is_listed or _RELATIONS & set(near) or _is_called_by_first_name(character, text):
        alias = parse_name(match["alias"] or match["nick"] or "")
        return Performer(actor, character, alias or "")
    return None


def _clean_character(name, text):
    words = name.split()
    for number, word in enumerate(words):
        if fold(word) in _RELATIONS | _OPENERS:
            return _clean_character(" ".join(words[number + 1 :]), text)
    if len(words) > 1 and count_phrase(words[0], text) == 1 < count_phrase(words[-1], text):
        words = words[-1:]  # “Fährmann Alois”, whom the text then calls Alois
    return parse_name(" ".join(words)) if words and fold(words[0]) not in _NOT_FIRST else None


def _is_called_by_first_name(character, text):
    """As people of a story are, and films are not."""
    first, *rest = character.split()
    return count_phrase(first, text) > (count_phrase(character, text) if rest else 1)


def _is_director(name, text):
    last = re.escape(name.split()[-1])
    return re.search(
        rf"(?:[Dd]irect(?:or|ed by)|réalisateur|Regisseur)\s(?:\w+\s)?{last}\b|"
        rf"\b{last}[’']s\s(?:film|movie|direction)",
        text,
    )


def _merge(known, seen):
    """The performer with the character and alias that one of the two mentions names."""
    names = {fold(seen.character), fold(seen.alias)}
    adds_alias = seen.alias and not known.alias and fold(known.character) in names
    if known.character and not adds_alias:
        return known
    return replace(known, character=seen.character, alias=seen.alias)
