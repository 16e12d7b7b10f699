"""The comments of a page: where they begin, who said what to whom, and how it was liked."""

import re

from .boilerplate import is_foot, is_furniture, is_reply_form
from .comment_headers import MAX_NAME, Opening, answered, is_sure, read_opening
from .document import PageComment, gettext_noop
from .text import count_words
from .timestamps import read_likes, read_moment, read_tools

_NUMBERS = {
    "no": 0,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "deux": 2,
    "trois": 3,
    "zwei": 2,
    "drei": 3,
    "dos": 2,
}
_ONE = r"one|une?|eine?|un[ao]?|uma?|e[eé]n|ett?|bir|один"
_NOUNS = (
    r"responses?|comments?|replies|thoughts?|commentaires?|réponses?|réactions?|réflexions?|pensées?|avis|kommentare?n?|"
    r"kommentarer|antworten?|gedanken?|comentarios?|respuestas?|pensamientos?|comment[oi]|rispost[ae]|pensier[oi]|"
    r"comentários?|respostas?|reacties?|gedachten?|svar|tanker|komentarz[ey]?|odpowiedzi|yorum|комментари\w{1,2}|"
    r"تعليقات|تعليق"
)
_ALONE = (
    r"comments?|(?:reader|user|readers['’]) comments|discussion|commentaires|réactions|kommentare|kommentarer|"
    r"comentarios|commenti|comentários|reacties|komentarze|yorumlar|комментарии|التعليقات|コメント|コメント一覧|댓글|评论|"
    r"留言|評論"
)
HEADING = re.compile(
    rf"(?:(?P<count>\d{{1,5}}|{'|'.join(_NUMBERS)}|{_ONE})\s+(?:{_NOUNS})(?!\w).{{0,160}}|"
    r"(?P<count2>\d{1,5})\s?(?:件のコメント|개의? (?:댓글|생각)|条评论|則留言|則評論|条留言).{0,80}|"
    r".{2,120}(?:への|에 대한 )(?P<count3>\d{1,5})\s?(?:件の|개의 )(?:フィードバック|コメント|返信|댓글|생각)|"
    rf"(?:{_ALONE})\s?:?\s?(?:[(（\[]?\s?(?P<count4>\d{{1,5}})\s?件?[)）\]]?)?)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?P<mark>\d{1,5}[.)]|[•*◦▪○■])\s+")
_HANDLE = re.compile(r"@(?P<name>[\w.]{2,30})\s?[:：]\s+(?P<words>\S.*)")
_PING = re.compile(r"(?:pingback|trackback|ping)s?\b\s?[:：]|\[…\]|\[\.\.\.\]", re.IGNORECASE)
MIN_WORDS = 40  # of text above the comments
ENDS = re.compile(
    r"(?:view|load|show|see|read) (?:all|more|\d{1,5}) .{0,20}comments.{0,20}|older comments|newer comments",
    re.I,
)


def find_thread(lines):
    """(above, comments, announced): the lines of the page itself, those of its comments, and how many it counts.

    The comments are None for a page without.
    """
    words = 0
    for number, line in enumerate(lines):
        if words >= MIN_WORDS:
            heading = read_heading(line)
            if heading and _opens_comment(lines, range(number + 1, number + 8)):
                return lines[:number], lines[number + 1 : _end(lines, number + 1)], _count(heading)
            if all(
                _HANDLE.fullmatch(line.text) for line in lines[number : number + 2]
            ) and number + 1 < len(lines):
                return lines[:number], lines[number : _end(lines, number)], None
            if is_sure(_opening_at(lines, number), line.text):
                return lines[:number], lines[number : _end(lines, number)], None
        words += count_words(line.text) if line.is_prose else 0
    return lines, None, None


def read_heading(line):
    """The match of a line that announces comments, or None."""
    return HEADING.fullmatch(line.text) if len(line.text) <= 200 else None


def _end(lines, start):
    """The place of the reply form; one above the first comment is only a link to it."""
    first = next((place for place in range(start, len(lines)) if _opening_at(lines, place)), start)
    return next(
        (place for place in range(first, len(lines)) if is_reply_form(lines[place].text)),
        len(lines),
    )


def _count(heading):
    found = next((value for value in heading.groupdict().values() if value), None)
    if found is None or found.isdecimal():
        return int(found) if found else None
    return _NUMBERS.get(found.lower(), 1)


def _opens_comment(lines, places):
    return any(
        _ITEM.match(lines[place].text) or _opening_at(lines, place)
        for place in places
        if place < len(lines)
    )


def _opening_at(lines, place):
    item = _ITEM.match(lines[place].text)
    words = lines[place].text[item.end() if item else 0 :]
    return read_opening(words, [line.text for line in lines[place + 1 : place + 3]])


def announced_without_text(lines):
    """How many comments a page counts without printing them, or None."""
    for line in lines:
        heading = read_heading(line) if len(line.text) <= 60 else None
        if heading and (number := _count(heading)):
            return number
    return None


def read_thread(lines, doc, announced):
    """Fill `doc.comments` from the lines between the heading and the reply form."""
    thread = _Thread(lines)
    thread.read_all()
    doc.comments = thread.finished()
    if announced is not None and announced != len(doc.comments) + thread.pings:
        doc.note(
            "comments",
            gettext_noop(
                "the page counts %(count)d, %(read)d could be told apart",
                count=announced,
                read=len(doc.comments),
            ),
        )
    unnamed = sum(not comment.name for comment in doc.comments)
    if unnamed:
        doc.note("comments", gettext_noop("%(count)d without a name on the page", count=unnamed))


class _Thread:
    """Reads a thread line by line; indentation, bullets and names say who answers whom."""

    def __init__(self, lines):
        self.lines = lines
        self.openings = [_opening_at(lines, place) for place in range(len(lines))]
        self.last = max(
            (place for place, opening in enumerate(self.openings) if opening), default=-1
        )
        self.spoken = {}  # the last comment's place by its writer's name
        self.comments, self.texts, self.open_levels = [], [], []
        self.number, self.margin = 0, None  # of the last numbered comment; where its numbers stand
        self.pings, self.skipping = (
            0,
            False,
        )  # links from other sites: counted by pages, said by nobody

    def read_all(self):
        place = 0
        while place < len(self.lines) and not self.is_over(place):
            place += self.read(place)

    def is_over(self, place):
        """Whether the page's foot begins here: no comment opens after it."""
        text = self.lines[place].text
        over = ENDS.fullmatch(text) or is_foot(text) or is_reply_form(text)
        return bool(over) and place > self.last

    def read(self, place):
        """Read the comment or the line that begins here; how many lines that were."""
        line = self.lines[place]
        item = _ITEM.match(line.text) if read_moment(line.text) is None else None
        words = line.text[item.end() :] if item else line.text
        opening = None if self.dates_open_comment(place) else self.openings[place]
        numbered = self.is_next_number(line, item)
        if _PING.match(words):
            self.pings, self.skipping = self.pings + 1, True
        elif handle := _HANDLE.fullmatch(words):
            self.begin(Opening(handle["name"]), self.level(line, item))
            self.say(handle["words"])
        elif opening:
            self.begin(opening, self.level(line, item))
            return opening.lines
        elif numbered:
            self.begin_unnamed(self.level(line, item))
            self.say(words)
        elif self.comments and not self.skipping:
            self.continue_with(words if not item else line.text)
        return 1

    def dates_open_comment(self, place):
        """Whether the line below is the day of the comment that is still open, as some blogs print it."""
        below = self.lines[place + 1].text if place + 1 < len(self.lines) else ""
        waiting = (
            bool(self.comments) and not self.comments[-1].posted and bool(self.comments[-1].name)
        )
        return waiting and bool(read_moment(below)) and read_opening(self.lines[place].text) is None

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

    def begin(self, opening, level):
        name, to = opening.name, opening.to
        if not to:
            name, to = answered(name, self.spoken)
        comment = self.begin_unnamed(level)
        comment.name = name if len(name) <= MAX_NAME else ""
        comment.posted, comment.likes = opening.day, opening.likes
        if comment.parent is None:
            comment.parent = self.spoken.get(to)
        self.spoken[name] = len(self.comments) - 1

    def begin_unnamed(self, level):
        self.skipping = False
        while self.open_levels and self.open_levels[-1][0] >= level:
            self.open_levels.pop()
        parent = self.open_levels[-1][1] if self.open_levels else None
        self.open_levels.append((level, len(self.comments)))
        self.comments.append(PageComment("", parent=parent))
        self.texts.append([])
        return self.comments[-1]

    def continue_with(self, words):
        comment = self.comments[-1]
        is_tools, liked = read_tools(words)
        likes = read_likes(words) if liked is None else liked
        if (day := read_moment(words)) is not None and not comment.posted:
            comment.posted = day
        elif likes is not None:
            comment.likes = likes
        elif not is_tools and (len(words) >= 90 or "://" in words or not is_furniture(words)):
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
