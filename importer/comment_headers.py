"""The lines that open a comment: who writes, to whom, and when."""

import re
from dataclasses import dataclass

from .boilerplate import is_furniture
from .text import SENTENCE_END, fold, word_set
from .timestamps import is_tool, read_moment, read_small_print, read_tools

SAYS = (
    r"says|said|wrote|writes|replied|commented|replies|a dit|dit|a écrit|écrit|répond|sagt|sagte|schreibt|schrieb|"
    r"meint|meinte|dice|dijo|escribió|comentó|ha detto|scrive|ha scritto|disse|diz|escreveu|zegt|schreef|pisze|napisał|"
    r"napisała|mówi|пишет|написал|написала|говорит|dedi|diyor|yazdı|säger|skriver|skrev|sier|siger"
)
_SAYING = re.compile(rf"(?<!\w)(?:{SAYS})(?!\w)", re.IGNORECASE)
_SAID_THEN = re.compile(
    rf"(?P<name>.{{1,60}}?),?\s+(?:{SAYS})(?P<rest>\b.{{0,80}}|\s?(?:\.{{3}}|…))", re.IGNORECASE
)
_THEN_SAID = re.compile(rf"(?P<before>.{{8,120}}?)\s+(?:{SAYS})\s?[:.…]{{0,3}}", re.IGNORECASE)
_JAPANESE = re.compile(
    r"(?P<name>.{1,40}?)\s?(?:(?:より|さん)\s?[:：]|さんのコメント\s?[:：]?|さんの発言\s?[:：]?)"
)
_ROLES = (
    r"auteur de l['’]article|auteur|beitragsautor(?:in)?|post author|author|autor(?:a)?(?: de la entrada)?|moderator|"
    r"mod|op|admin|staff|top contributor|autore articolo|autore|投稿作成者|작성자|作者"
)
_ROLE = re.compile(
    rf"(?P<name>.{{1,60}}?)\s+[\[(]?(?:{_ROLES})[\])]?(?:\s+(?P<to>\S.{{0,60}}))?", re.IGNORECASE
)
_ONLY_ROLE = re.compile(rf"[\[(]?(?:{_ROLES})[\])]?|@[\w.]{{2,30}}", re.IGNORECASE)
_TO = re.compile(
    r"(?P<name>.{1,60}?)\s*(?:[>›→➤▶]|replying to|in reply to|replied to|en réponse à|en respuesta a|als antwort auf|"
    r"antwortet|reply to)\s*@?(?P<to>.{1,60})",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:[a-z]{1,3}|[ivx]{1,4})[.)]\s+(?=\S)")
_NO_NAME_END = re.compile(
    r"\b(?:on|in|at|the|a|since|from|of|and|to|am|vom|seit|im|le|du|en|de|el|il|del|em|op|van|is|was|by|until|that)$",
    re.IGNORECASE,
)
_USER = re.compile(
    r"^(?:user(?:name)?|name|author|posted by|commenter|nutzer|usuario|nick)\s?:\s+", re.IGNORECASE
)
_NO_NAMES = word_set(
    "date datum fecha data time posted published updated released comment comments reply on edited"
)
MAX_NAME = 80


@dataclass(frozen=True)
class Opening:
    """Who opens a comment; `day` "" where not told, `lines` is how many lines of the page it takes."""

    name: str
    day: str = ""
    likes: int = 0
    to: str = ""
    lines: int = 1


def read_opening(text, below=()):
    """The Opening that begins with this line, or None. `below`: the texts of the lines that follow."""
    if len(text) > 160 or read_moment(text) is not None:
        return None
    text = _LETTER.sub("", text, count=1)
    for read in (_read_said, _read_divided, _read_run_on):
        if found := read(text):
            return _named(*found)
    if match := _JAPANESE.fullmatch(text):
        return _named(match["name"], "", None)
    return _read_name_above(text, below)


def is_sure(opening, text):
    """Whether an opening needs no heading that announces comments: it says that somebody wrote on a day."""
    return opening is not None and bool(opening.day) and _SAYING.search(text) is not None


def _read_said(text):
    match = _THEN_SAID.fullmatch(text)
    if match and (
        found := _read_divided(match["before"]) or _read_run_on(match["before"], sure=True)
    ):
        return found
    if match := _SAID_THEN.fullmatch(text):
        rest = match["rest"].strip()
        if rest in {":", "...", "…", "…:", "...:"}:
            return match["name"], "", None
        if found := read_small_print(rest.strip(" :.…")):
            return match["name"], *found
    return None


def _read_divided(text):
    """“Wren • 3 years ago”, “Wren | 3 May 2014”, “Wren - 3 May 2014”."""
    for divider in re.finditer(r"\s*[|•·]\s*|\s[–—-]\s", text):
        name, rest = text[: divider.start()].strip(), text[divider.end() :]
        if found := is_name(name) and read_small_print(rest):
            return name, *found
    return None


def _read_run_on(text, sure=False):
    """“Wren 3 May 2014 17:22”: without an hour only after a name in capitals, unless `sure`."""
    words = text.split()
    for count in range(1, min(len(words) - 1, 8) + 1):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if (found := read_small_print(rest)) is None or not is_name(name):
            continue
        clock = re.search(r"\d[:.hH時时시]\s?\d\d\D{0,12}$", rest) or not found[0]
        proper = count <= 3 and all(word[0].isupper() for word in words[:count])
        ends_badly = _NO_NAME_END.search(name) is not None
        if sure or ((clock or proper) and not ends_badly):
            return re.sub(r"\s(?:on|le|am|el|il|em|op)$", "", name), *found
    return None


def _read_name_above(text, below):
    """A name alone, with the time on the line beneath it, or beneath a role such as “Author”."""
    text = _USER.sub("", text, count=1)
    if not is_name(text) or (SENTENCE_END.search(text) and len(text.split()) > 3):
        return None
    for number, following in enumerate(below[:2], start=2):
        if found := read_small_print(following):
            opening = _named(text.rstrip(":"), *found)
            return Opening(opening.name, opening.day, opening.likes, opening.to, number)
        if not _ONLY_ROLE.fullmatch(following):
            return None
    return None


def is_name(text):
    """Whether a text may be a commenter's name: short, no sentence, no button."""
    if (
        not 1 <= len(text) <= MAX_NAME
        or len(text.split()) > 7
        or is_tool(text)
        or read_tools(text)[0]
    ):
        return False
    sentence = re.search(r"[!?…。]$|[^.]\.\s\S|[^\W\d_]{4,}\.$", text) is not None
    furniture = " » " not in text and is_furniture(text)
    return (
        not sentence
        and any(letter.isalnum() for letter in text)
        and not furniture
        and fold(text) not in _NO_NAMES
    )


def _named(name, day, likes):
    to = ""
    for pattern in (_TO, _ROLE):
        if match := pattern.fullmatch(name.strip(" ,:")):
            name, to = match["name"], match["to"] or ""
    return Opening(name.strip(" ,:"), day, likes or 0, to.strip())


def answered(name, known):
    """(the writer, whom they answer) of “tilda99 rivergod”, where rivergod has already spoken."""
    words = name.split(" ")
    for count in range(1, min(len(words), 8)):
        if (other := " ".join(words[count:])) in known:
            return " ".join(words[:count]), other
    return name, ""
