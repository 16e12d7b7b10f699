import re

from .boilerplate import is_boilerplate, starts_footer, starts_reply_form
from .comment_headers import (
    MAX_NAME,
    CommentHeader,
    is_certain_header,
    parse_comment_header,
    split_reply_to,
)
from .document import ParsedComment
from .messages import gettext_noop
from .text import count_words
from .timestamps import parse_buttons, parse_likes, parse_timestamp
from .word_lists import any_of, load

MIN_WORDS = 40  # of text above the comments
_LISTS = load("comments")
_NUMBERS = _LISTS["numbers"]
_COUNT = any_of([*_NUMBERS, *_LISTS["one"]])
_HEADING = re.compile(
    rf"(?:(?P<count>\d{{1,5}}|{_COUNT})\s+(?:{any_of(_LISTS['counted'])})(?!\w).{{0,160}}|"
    r"(?P<count2>\d{1,5})\s?(?:件のコメント|개의? (?:댓글|생각)|"
    r"条评论|則留言|則評論|条留言).{0,80}|"
    r".{2,120}(?:への|에 대한 )(?P<count3>\d{1,5})\s?(?:件の|개의 )"
    r"(?:フィードバック|コメント|返信|댓글|생각)|"
    rf"(?:{any_of(_LISTS['headings'])})\s?:?\s?(?:[(（\[]?\s?(?P<count4>\d{{1,5}})\s?件?[)）\]]?)?)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?P<mark>\d{1,5}[.)]|[•*◦▪○■])\s+")
_HANDLE = re.compile(r"@(?P<name>[\w.]{2,30})\s?[:：]\s+(?P<words>\S.*)")
_PING = re.compile(r"(?:pingback|trackback|ping)s?\b\s?[:：]|\[…\]|\[\.\.\.\]", re.IGNORECASE)
_MORE = re.compile(
    r"(?:view|load|show|see|read) (?:all|more|\d{1,5}) .{0,20}comments.{0,20}|"
    r"older comments|newer comments",
    re.IGNORECASE,
)


def split_comments(lines):
    """(lines above the comments, lines of the comments, how many the page counts or None).

    The comments are None for a page without.
    """
    words = 0
    for number, line in enumerate(lines):
        if words >= MIN_WORDS:
            heading = _match_heading(line)
            if heading and _any_comment_starts(lines, range(number + 1, number + 8)):
                start = number + 1
                return lines[:number], lines[start : _end(lines, start)], _count(heading)
            are_handles = all(_HANDLE.fullmatch(line.text) for line in lines[number : number + 2])
            if (are_handles and number + 1 < len(lines)) or is_certain_header(
                _header_at(lines, number), line.text
            ):
                return lines[:number], lines[number : _end(lines, number)], None
        words += count_words(line.text) if line.is_prose else 0
    return lines, None, None


def _match_heading(line, longest=200):
    return _HEADING.fullmatch(line.text) if len(line.text) <= longest else None


def _end(lines, start):
    first = next((index for index in range(start, len(lines)) if _header_at(lines, index)), start)
    return next(
        (index for index in range(first, len(lines)) if starts_reply_form(lines[index].text)),
        len(lines),
    )


def _count(heading):
    found = next((value for value in heading.groupdict().values() if value), None)
    if found is None or found.isdecimal():
        return int(found) if found else None
    return _NUMBERS.get(found.lower(), 1)


def _any_comment_starts(lines, indexes):
    return any(
        _ITEM.match(lines[index].text) or _header_at(lines, index)
        for index in indexes
        if index < len(lines)
    )


def _header_at(lines, index):
    item = _ITEM.match(lines[index].text)
    words = lines[index].text[item.end() if item else 0 :]
    return parse_comment_header(words, [line.text for line in lines[index + 1 : index + 3]])


def find_announced_count(lines):
    headings = filter(None, (_match_heading(line, longest=60) for line in lines))
    return next(filter(None, map(_count, headings)), None)


def add_comments(lines, doc, announced_count):
    thread = ThreadParser(lines)
    doc.comments = thread.read()
    if announced_count is not None and announced_count != len(doc.comments) + thread.pings:
        doc.add_note(
            "comments",
            gettext_noop(
                "the page counts %(count)d, %(read)d could be told apart",
                count=announced_count,
                read=len(doc.comments),
            ),
        )
    if unnamed := sum(not comment.author for comment in doc.comments):
        doc.add_note(
            "comments", gettext_noop("%(count)d without a name on the page", count=unnamed)
        )


class ThreadParser:
    """Reads a thread line by line; indentation, bullets and names say who answers whom."""

    def __init__(self, lines):
        self.lines = lines
        self.headers = [_header_at(lines, index) for index in range(len(lines))]
        self.last_header = max(
            (index for index, found in enumerate(self.headers) if found), default=-1
        )
        self.last_by_author = {}  # index of each author's last comment
        self.comments, self.paragraphs = [], []
        self.open_levels = []  # (level, index of the comment) from the outermost to the last
        self.number, self.margin = 0, None  # of the last numbered comment; its indentation
        self.pings, self.skipping = 0, False  # pages count links from other sites as comments

    def read(self):
        index = 0
        while index < len(self.lines) and not self.is_over(index):
            index += self.read_line(index)
        return self.with_text()

    def is_over(self, index):
        """Whether the page's foot begins here: no comment opens after it."""
        text = self.lines[index].text
        is_end = _MORE.fullmatch(text) or starts_footer(text) or starts_reply_form(text)
        return bool(is_end) and index > self.last_header

    def read_line(self, index):
        """Read the comment or the line that begins here; how many lines that were."""
        line = self.lines[index]
        item = _ITEM.match(line.text) if parse_timestamp(line.text) is None else None
        words = line.text[item.end() :] if item else line.text
        header = None if self.has_date_of_last_below(index) else self.headers[index]
        is_numbered = self.is_next_number(line, item)
        # A bullet is one step deeper than a number in the same column.
        level = line.indent * 2 + bool(item and not item["mark"][0].isdigit())
        if _PING.match(words):
            self.pings, self.skipping = self.pings + 1, True
        elif handle := _HANDLE.fullmatch(words):
            self.start_comment(level, CommentHeader(handle["name"]))
            self.paragraphs[-1].append(handle["words"])
        elif header:
            self.start_comment(level, header)
            return header.line_count
        elif is_numbered:
            self.start_comment(level)
            self.paragraphs[-1].append(words)
        elif self.comments and not self.skipping:
            self.continue_comment(words if not item else line.text)
        return 1

    def has_date_of_last_below(self, index):
        """Whether the line below dates the comment still open, as some blogs print it."""
        below = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        is_undated = (
            bool(self.comments) and not self.comments[-1].posted_on and self.comments[-1].author
        )
        return bool(
            is_undated
            and parse_timestamp(below)
            and parse_comment_header(self.lines[index].text) is None
        )

    def is_next_number(self, line, item):
        """Whether the thread's own numbering goes on here, not a list inside a comment."""
        is_number = item and item["mark"][0].isdigit()
        if not is_number or (self.comments and self.margin is None):
            return False
        number = int(item["mark"][:-1])
        if self.margin is None or (line.indent <= self.margin and number == self.number + 1):
            self.number, self.margin = number, line.indent
            return True
        return False

    def start_comment(self, level, header=None):
        self.skipping = False
        while self.open_levels and self.open_levels[-1][0] >= level:
            self.open_levels.pop()
        parent = self.open_levels[-1][1] if self.open_levels else None
        self.open_levels.append((level, len(self.comments)))
        self.comments.append(ParsedComment("", parent=parent))
        self.paragraphs.append([])
        if header:
            self.apply(header)

    def apply(self, header):
        comment, author, reply_to = self.comments[-1], header.author, header.reply_to
        if not reply_to:
            author, reply_to = split_reply_to(author, self.last_by_author)
        comment.author = author if len(author) <= MAX_NAME else ""
        comment.posted_on, comment.likes = header.posted_on, header.likes
        if comment.parent is None:
            comment.parent = self.last_by_author.get(reply_to)
        self.last_by_author[author] = len(self.comments) - 1

    def continue_comment(self, words):
        comment = self.comments[-1]
        are_buttons, liked = parse_buttons(words)
        likes = parse_likes(words) if liked is None else liked
        if (day := parse_timestamp(words)) is not None and not comment.posted_on:
            comment.posted_on = day
        elif likes is not None:
            comment.likes = likes
        elif not are_buttons and (len(words) >= 90 or "://" in words or not is_boilerplate(words)):
            self.paragraphs[-1].append(words)

    def with_text(self):
        """The comments that say something; a reply to one that says nothing stands alone."""
        new_index, kept = {}, []
        for index, (comment, text) in enumerate(zip(self.comments, self.paragraphs, strict=True)):
            if text:
                new_index[index] = len(kept)
                comment.body, comment.parent = "\n\n".join(text), new_index.get(comment.parent)
                kept.append(comment)
        return kept
