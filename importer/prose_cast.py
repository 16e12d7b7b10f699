"""Who plays whom, as running text says it: “Stéphanie (Marion Cotillard)”."""

import re
from dataclasses import replace

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
    rf"(?:,? (?:aka|a\.k\.a\.|alias|dite?|known as|genannt) (?P<alias>{_WORD})| [“\"‘'](?P<nick>{_WORD})[”\"’'])?,?$"
)
_COMPARED = re.compile(
    rf"(?i:\b(?:like|liked|unlike|in|of|from|than|recalls?|echoes|films?|movies?|classic|masterpiece|comme|wie|como)"
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
    found = [pair for paragraph in paragraphs for pair in _pairs(paragraph)][:MAX_PAIRS]
    known = {fold(performer.name): performer for performer in doc.cast}
    others = {fold(name) for name in [*doc.directors, *doc.critics]}
    new = []
    compared = False
    for before, inside in found:
        actor = _actor_name(inside, known)
        compared = _COMPARED.search(before) is not None or (
            compared and _AND.search(before) is not None
        )
        if compared and (actor is None or fold(actor) not in known):
            continue  # “like Jaws (…)”: a film and who made it
        if actor is None or fold(actor) in others:
            continue
        performer = _performer(actor, before, text, fold(actor) in known)
        if performer and fold(actor) in known:
            known[fold(actor)] = _merge(known[fold(actor)], performer)
        elif performer and not _is_director(actor, text):
            new.append(performer)
    _add(doc, known, new)


def _pairs(paragraph):
    for match in _BRACKETS.finditer(paragraph):
        yield paragraph[max(0, match.start() - 90) : match.start()].rstrip(), match[1].strip()


def _actor_name(inside, known):
    """The actor's full name: as bracketed, or by a last name that one of the cast alone has."""
    if (name := parse_full_name(inside)) and fold(name.split()[0]) not in _NOT_FIRST:
        return name if not CJK.search(name) or fold(name) in known else None
    same = [
        performer.name
        for folded, performer in known.items()
        if folded.split()[-1:] == [fold(inside)]
    ]
    return same[0] if len(same) == 1 else None


def _performer(actor, before, text, is_listed):
    if CJK.search(actor):
        match = _BEFORE_CJK.search(before)
        return Performer(actor, match["name"] if match else "")
    words = before.split()
    if words and fold(words[-1]) in _RELATIONS:
        return Performer(actor)
    match = _BEFORE.search(before)
    character = match and _clean_character(match["name"], text)
    if not character:
        return None
    near = [fold(re.sub("['’]s?$", "", word)) for word in before[: match.start()].split()[-2:]]
    related = any(word in _RELATIONS for word in near)
    if not is_listed and not related and not _is_called_by_first_name(character, text):
        return None
    alias = match["alias"] or match["nick"] or ""
    return Performer(actor, character, parse_name(alias) or "" if alias else "")


def _clean_character(name, text):
    words = name.split()
    for number, word in enumerate(words):
        if fold(word) in _RELATIONS | _OPENERS:
            return _clean_character(" ".join(words[number + 1 :]), text)
    if len(words) > 1 and count_phrase(words[0], text) == 1 < count_phrase(words[-1], text):
        words = words[-1:]  # “Fährmann Alois”, whom the text then calls Alois
    return parse_name(" ".join(words)) if words and fold(words[0]) not in _NOT_FIRST else None


def _is_called_by_first_name(character, text):
    """Whether the story is told of them by their first name, as it is of people and not of films."""
    first, *rest = character.split()
    return count_phrase(first, text) > (count_phrase(character, text) if rest else 1)


def _is_director(name, text):
    last = re.escape(name.split()[-1])
    return re.search(
        rf"(?:[Dd]irect(?:or|ed by)|réalisateur|Regisseur)\s(?:\w+\s)?{last}\b|\b{last}[’']s\s(?:film|movie|"
        rf"direction)",
        text,
    )


def _merge(known, seen):
    if not known.character:
        return replace(known, character=seen.character, alias=seen.alias)
    if (
        seen.alias
        and not known.alias
        and fold(known.character) in {fold(seen.character), fold(seen.alias)}
    ):
        return replace(known, character=seen.character, alias=seen.alias)
    return known


def _add(doc, known, new):
    added = {}
    for performer in new:
        folded = fold(performer.name)
        added[folded] = _merge(added[folded], performer) if folded in added else performer
    if len(added) + len(known) < 2 and added:
        doc.add_note(
            "cast",
            gettext_noop(
                "“%(words)s” alone does not show that brackets name actors",
                words=f"{new[0].character} ({new[0].name})".strip(),
            ),
        )
        added = {}
    doc.cast = [*known.values(), *added.values()]
    silent = [performer.name for performer in doc.cast if not performer.character]
    if doc.cast and silent and len(silent) < len(doc.cast):
        doc.add_note(
            "cast", gettext_noop("no character stated for %(names)s", names=", ".join(silent))
        )
