"""The comments of a page: where they begin, who said what to whom, and how it was liked."""

import re

from .document import PageComment
from .furniture import is_furniture, is_reply_form
from .text import Line, count_words
from .values import read_date

HEADING = re.compile(
    r"(?:(?P<count>\d{1,5}|one|two|three|no)\s+(?:responses?|comments?|replies|thoughts?|"
    r"commentaires?|réponses?|réactions?|avis|kommentare?n?|antworten|gedanken|comentarios?|respuestas?|"
    r"comment[oi]|rispost[ae]|comentários?|reacties)\b.{0,160}|"
    r"コメント\s?[（(]?(?P<count2>\d{1,5})[)）件]?\s?|(?P<count3>\d{1,5})\s?件のコメント.{0,80}|"
    r"(?:comments?|reader comments|commentaires|réactions|kommentare|comentarios|commenti|comentários|コメント|"
    r"コメント一覧)"
    r"\s?:?\s?(?:\(\s?(?P<count4>\d{1,5})\s?\))?)",
    re.IGNORECASE,
)
_NUMBERS = {"no": 0, "one": 1, "two": 2, "three": 3}
_ITEM = re.compile(r"(?P<mark>\d{1,5}[.)]|[•*◦▪○■])\s+")
_DATE = r"(?P<date>[^()|•·]{4,40}?\d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d)"
_TIME = r"(?:\s*(?:,|at|@|um|à|a las|alle|às|-|–|\|)?\s*\d{1,2}[:.hH時]\d{0,2}.{0,8})?"
_SAYS = (
    r"says|said|wrote|writes|replied|commented|a dit|dit|a écrit|écrit|répond|sagt|sagte|schreibt|schrieb|meint|"
    r"dice|dijo|escribió|ha detto|scrive|ha scritto|disse|diz|zegt|schreef"
)
_HEADERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<name>.{{1,60}}?)\s+(?:on|le|am|el|il|em)\s+{_DATE}{_TIME}\s+(?:{_SAYS})\s*:?",
        rf"(?P<name>.{{1,60}}?)\s+(?:{_SAYS})\s*(?:(?:on|le|am|el|il|em)\s+)?{_DATE}{_TIME}\s*:?",
        rf"(?P<name>.{{1,60}}?)\s+(?:{_SAYS})\s*(?::|\.{{3}}|…)",
        rf"(?P<name>[^:]{{1,60}}?)\s*[|•·–—-]\s*(?:(?:on|le|am|el)\s+)?{_DATE}{_TIME}",
        r"(?P<name>[^:]{1,60}?)\s*[•·|]\s*(?:\d{1,3}|an?|one) (?:second|minute|hour|day|week|month|year)s? ago",
        r"(?P<name>.{1,40}?)\s?(?:(?:より|さん)\s?[:：]|さんのコメント\s?[:：]?)",
    )
]
_SPEAKS = re.compile(rf"\b(?:{_SAYS})\b", re.IGNORECASE)
_LIKES = re.compile(
    r"(?:liked by\s+(?P<a>\d{1,6})\s+(?:person|people)|(?P<b>\d{1,6})\s+(?:likes?|people like this|upvotes?)|"
    r"aimé par\s+(?P<c>\d{1,6})\s+personnes?|gefällt\s+(?P<d>\d{1,6})\s+person(?:en)?|"
    r"le gusta a\s+(?P<e>\d{1,6})\s+personas?|いいね[!！]?\s?[:：(（]?\s?(?P<f>\d{1,6})[)）]?|"
    r"liked by you and\s+(?P<g>\d{1,6})\s+others?)",
    re.IGNORECASE,
)
_ALONE_DATE = re.compile(rf"(?:on\s+|le\s+|am\s+|el\s+)?{_DATE}{_TIME}", re.IGNORECASE)
_TOOLS = re.compile(
    r"(?:reply|répondre|antworten|responder|rispondi|返信|返信する|edit|share|report|permalink|flag|"
    r"\(edit\)|↓|↩|loading\.*|like|log in to reply|see more|show more replies|reply to .{1,60})"
    r"(?:\s*[↓›·•|]?\s*(?:share|edit|report|link)?\s*[›»]?)?$",
    re.IGNORECASE,
)
MAX_NAME = 80


def find_thread(lines):
    """(start, end, announced): where the comments stand, and how many the page says there are.

    (None, None, None) for a page without; `start` is the heading's own place.
    """
    words = 0
    for number, line in enumerate(lines):
        heading = HEADING.fullmatch(line.text) if len(line.text) <= 200 else None
        if heading and words >= 60 and _opens_comment(lines[number + 1 : number + 8]):
            end = next((n for n in range(number + 1, len(lines)) if is_reply_form(lines[n].text)), len(lines))
            return number, end, _count(heading)
        words += count_words(line.text) if line.is_prose else 0
    return None, None, None


def _count(heading):
    found = next((value for value in heading.groupdict().values() if value), None)
    return None if found is None else _NUMBERS.get(found.lower()) if found.isalpha() else int(found)


def _opens_comment(lines):
    return any(_ITEM.match(line.text) or _read_header(line.text) for line in lines)


def _read_header(text):
    """(name, date) of a line that opens a comment, or None."""
    if len(text) > 160:
        return None
    for pattern in _HEADERS:
        match = pattern.fullmatch(text)
        if match:
            stated = match.groupdict().get("date")
            posted = read_date(stated or "") or ""
            if stated is None or len(posted) == 10 or _SPEAKS.search(text):
                return match["name"].strip(" ,:"), posted
    return None


def read_thread(lines, doc, announced):
    """Fill `doc.comments` from the lines between the heading and the reply form."""
    thread = _Thread()
    for line in lines:
        thread.read(line)
    doc.comments = thread.finished()
    if announced is not None and announced != len(doc.comments):
        doc.note("comments", f"the page counts {announced}, {len(doc.comments)} could be told apart")
    unnamed = sum(not comment.name for comment in doc.comments)
    if unnamed:
        doc.note("comments", f"{unnamed} without a name on the page")


class _Thread:
    """Reads a thread line by line; indentation and bullets say who answers whom."""

    def __init__(self):
        self.comments, self.texts, self.open_levels = [], [], []
        self.number, self.margin = 0, None  # of the last numbered comment; where its numbers stand

    def read(self, line):
        item = _ITEM.match(line.text)
        words = line.text[item.end() :] if item else line.text
        header = _read_header(words)
        numbered = self.is_next_number(line, item)
        if header:
            self.begin(header[0], header[1], self.level(line, item))
        elif likes := _LIKES.fullmatch(words):
            self.like(int(next(value for value in likes.groups() if value)))
        elif numbered:
            self.begin("", "", self.level(line, item))
            self.say(words)
        elif self.comments:
            self.continue_with(words if not item else line.text)

    def is_next_number(self, line, item):
        """Whether the thread's own numbering goes on here, not a list inside a comment."""
        if not item or not item["mark"][0].isdigit() or (self.comments and self.margin is None):
            return False
        number = int(item["mark"][:-1])
        if self.margin is None or (line.indent <= self.margin and number == self.number + 1):
            self.number, self.margin = number, line.indent
            return True
        return False

    def level(self, line, item):
        """Indentation, with a bullet one step deeper than a number in the same column."""
        return line.indent * 2 + (1 if item and not item["mark"][0].isdigit() else 0)

    def begin(self, name, posted, level):
        while self.open_levels and self.open_levels[-1][0] >= level:
            self.open_levels.pop()
        parent = self.open_levels[-1][1] if self.open_levels else None
        self.open_levels.append((level, len(self.comments)))
        self.comments.append(PageComment("", name if len(name) <= MAX_NAME else "", parent, posted=posted))
        self.texts.append([])

    def like(self, number):
        if self.comments:
            self.comments[-1].likes = number

    def continue_with(self, words):
        comment = self.comments[-1]
        if not self.texts[-1] and (date := _ALONE_DATE.fullmatch(words)) and len(words) <= 60:
            comment.posted = comment.posted or read_date(date["date"]) or ""
        elif not _TOOLS.fullmatch(words) and not (len(words) < 90 and is_furniture(words)):
            self.say(words)

    def say(self, words):
        self.texts[-1].append(words)

    def finished(self):
        """The comments that say something; a reply to one that says nothing stands alone."""
        places, kept = {}, []
        for place, (comment, text) in enumerate(zip(self.comments, self.texts, strict=True)):
            if not text:
                continue
            places[place] = len(kept)
            comment.body, comment.parent = "\n\n".join(text), places.get(comment.parent)
            kept.append(comment)
        return kept


def announced_without_text(lines):
    """How many comments a page counts without printing them, or None."""
    for line in lines:
        heading = HEADING.fullmatch(line.text) if isinstance(line, Line) and len(line.text) <= 60 else None
        if heading and (number := _count(heading)):
            return number
    return None
