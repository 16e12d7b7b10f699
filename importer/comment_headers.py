import re
from dataclasses import dataclass, replace

from .boilerplate import is_boilerplate
from .text import SENTENCE_END, fold
from .timestamps import is_button, parse_buttons, parse_comment_meta, parse_timestamp
from .word_lists import any_of, fold_all, load

MAX_NAME = 80

_LISTS = load("comments")
_SAID = any_of(_LISTS["said"])
_SAYING = re.compile(rf"(?<!\w)(?:{_SAID})(?!\w)", re.IGNORECASE)
_NAME_SAID_DATE = re.compile(
    rf"(?P<name>.{{1,60}}?),?\s+(?:{_SAID})(?P<rest>\b.{{0,80}}|\s?(?:\.{{3}}|…))", re.IGNORECASE
)
_NAME_DATE_SAID = re.compile(
    rf"(?P<before>.{{8,120}}?)\s+(?:{_SAID})\s?[:.…]{{0,3}}", re.IGNORECASE
)
_JAPANESE = re.compile(
    r"(?P<name>.{1,40}?)\s?(?:(?:より|さん)\s?[:：]|さんのコメント\s?[:：]?|さんの発言\s?[:：]?)"
)
_ROLES = any_of(_LISTS["roles"])
_ROLE = re.compile(
    rf"(?P<name>.{{1,60}}?)\s+[\[(]?(?:{_ROLES})[\])]?(?:\s+(?P<to>\S.{{0,60}}))?", re.IGNORECASE
)
_ONLY_ROLE = re.compile(rf"[\[(]?(?:{_ROLES})[\])]?|@[\w.]{{2,30}}", re.IGNORECASE)
_REPLYING_TO = re.compile(
    rf"(?P<name>.{{1,60}}?)\s*(?:{any_of(_LISTS['replying_to'])})\s*@?(?P<to>.{{1,60}})",
    re.IGNORECASE,
)
_LIST_LETTER = re.compile(r"(?:[a-z]{1,3}|[ivx]{1,4})[.)]\s+(?=\S)")
_NO_NAME_END = re.compile(rf"\b(?:{any_of(_LISTS['not_last_in_name'])})$", re.IGNORECASE)
_NAME_LABEL = re.compile(rf"^(?:{any_of(_LISTS['name_labels'])})\s?:\s+", re.IGNORECASE)
_NOT_NAMES = fold_all(_LISTS["not_names"])


@dataclass(frozen=True)
class CommentHeader:
    """`posted_on` is "" where not told, `line_count` is how many lines of the page it takes."""

    author: str
    posted_on: str = ""
    likes: int = 0
    reply_to: str = ""
    line_count: int = 1


def parse_comment_header(text, below=()):
    """The CommentHeader that begins here, or None. `below`: the texts of the lines that follow."""
    if len(text) > 160 or parse_timestamp(text) is not None:
        return None
    text = _LIST_LETTER.sub("", text, count=1)
    for parse in (_parse_said, _parse_divided, _parse_run_on):
        if found := parse(text):
            return _header(*found)
    if match := _JAPANESE.fullmatch(text):
        return _header(match["name"], "", None)
    return _parse_name_above(text, below)


def is_certain_header(header, text):
    """Whether it is one without a heading above it: it says that somebody wrote on a day."""
    return header is not None and bool(header.posted_on) and _SAYING.search(text) is not None


def _parse_said(text):
    match = _NAME_DATE_SAID.fullmatch(text)
    before = match["before"] if match else ""
    if found := _parse_divided(before) or _parse_run_on(before, said=True):
        return found
    if match := _NAME_SAID_DATE.fullmatch(text):
        rest = match["rest"].strip()
        if rest in {":", "...", "…", "…:", "...:"}:
            return match["name"], "", None
        if found := parse_comment_meta(rest.strip(" :.…")):
            return match["name"], *found
    return None


def _parse_divided(text):
    """“Wren • 3 years ago”, “Wren | 3 May 2014”, “Wren - 3 May 2014”."""
    for divider in re.finditer(r"\s*[|•·]\s*|\s[–—-]\s", text):
        name, rest = text[: divider.start()].strip(), text[divider.end() :]
        if found := is_name(name) and parse_comment_meta(rest):
            return name, *found
    return None


def _parse_run_on(text, said=False):
    """“Wren 3 May 2014 17:22”: without an hour only after a name in capitals, unless `said`."""
    words = text.split()
    for count in range(1, min(len(words) - 1, 8) + 1):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if (found := parse_comment_meta(rest)) is None or not is_name(name):
            continue
        has_hour = re.search(r"\d[:.hH時时시]\s?\d\d\D{0,12}$", rest) or not found[0]
        is_proper = count <= 3 and all(word[0].isupper() for word in words[:count])
        if said or ((has_hour or is_proper) and not _NO_NAME_END.search(name)):
            return re.sub(r"\s(?:on|le|am|el|il|em|op)$", "", name), *found
    return None


def _parse_name_above(text, below):
    """A name alone, with the time on the line beneath it, or beneath a role such as “Author”."""
    text = _NAME_LABEL.sub("", text, count=1)
    if not is_name(text) or (SENTENCE_END.search(text) and len(text.split()) > 3):
        return None
    for count, following in enumerate(below[:2], start=2):
        if found := parse_comment_meta(following):
            return replace(_header(text.rstrip(":"), *found), line_count=count)
        if not _ONLY_ROLE.fullmatch(following):
            return None
    return None


def is_name(text):
    if not 1 <= len(text) <= MAX_NAME or len(text.split()) > 7:
        return False
    return not (
        is_button(text)
        or parse_buttons(text)[0]
        or re.search(r"[!?…。]$|[^.]\.\s\S|[^\W\d_]{4,}\.$", text)
        or not any(letter.isalnum() for letter in text)
        or (" » " not in text and is_boilerplate(text))
        or fold(text) in _NOT_NAMES
    )


def _header(name, posted_on, likes):
    reply_to = ""
    for pattern in (_REPLYING_TO, _ROLE):
        if match := pattern.fullmatch(name.strip(" ,:")):
            name, reply_to = match["name"], match["to"] or ""
    return CommentHeader(name.strip(" ,:"), posted_on, likes or 0, reply_to.strip())


def split_reply_to(name, known):
    """(author, whom they answer) of “tilda99 rivergod”, where rivergod has already spoken."""
    words = name.split(" ")
    for count in range(1, min(len(words), 8)):
        if (other := " ".join(words[count:])) in known:
            return " ".join(words[:count]), other
    return name, ""
