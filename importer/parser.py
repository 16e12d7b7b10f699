from collections import Counter
from itertools import dropwhile, takewhile

from .body import BodyParser
from .boilerplate import copyright_holder, is_boilerplate, starts_footer, starts_reply_form
from .classify import why_not_review
from .comment_thread import add_comments, find_announced_count, split_comments
from .document import Document
from .facts import FactParser
from .film_title import count_dated_titles, set_original_title
from .head import HeadParser, find_body_start
from .messages import NOT_STATED, gettext_noop
from .prose_cast import add_prose_cast
from .text import MAX_CHARACTERS, MAX_LINES, fold, normalize, split_lines
from .text_kind import why_not_prose
from .values import parse_stars
from .word_lists import fold_all, load

CREDITS = fold_all(load("headings")["credits"])
MAX_CREDITS = 60  # lines
MAX_PARAGRAPHS = 3_000
MAX_BODY = 250_000  # characters of a page without its comments; a long essay has 60,000
# A heading such as “Related” ends the page only when most of its prose stands above it.
FOOTER_FROM, REPLY_FORM_FROM = 0.7, 0.3
EXPECTED = {
    "directors": "director",
    "writers": "writers",
    "producers": "producers",
    "cast": "cast",
    "distributor": "distributor",
    "certification": "certification",
    "runtime": "runtime",
    "year": "year",
    "release_date": "release date",
    "critics": "reviewer",
    "original_title": "original title",
    "kicker": "kicker",
    "standfirst": "standfirst",
}


def parse(text):
    """A Document from any text; what is not sure stays empty with a note."""
    doc = Document()
    doc.rejection_reason = _why_not_parsed(text)
    if doc.rejection_reason:
        return doc
    lines = split_lines(normalize(text))
    above, comments, announced_count = split_comments(lines)
    _read_page(_without_footers(above), doc)
    if comments is not None:
        add_comments(comments, doc, announced_count)
    elif count := find_announced_count(lines):
        message = gettext_noop(
            "the page counts %(count)d and prints none that could be read", count=count
        )
        doc.add_note("comments", message)
    owners = (copyright_holder(line.text) for line in reversed(lines))
    doc.publication = next(filter(None, owners), "")
    if not doc.rejection_reason:
        _note_missing(doc)
    return doc


def _why_not_parsed(text):
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        return gettext_noop(
            "it is longer than %(most)s characters or %(lines)s lines",
            most=f"{MAX_CHARACTERS:,}",
            lines=f"{MAX_LINES:,}",
        )
    return why_not_prose(text)


def _without_footers(lines):
    total = sum(len(line.text) for line in lines if line.is_prose) or 1
    kept, before, skipping = [], 0, False
    for line in lines:
        is_footer = starts_footer(line.text)
        is_reply_form = before >= REPLY_FORM_FROM * total and starts_reply_form(line.text)
        if is_reply_form or (is_footer and before >= FOOTER_FROM * total):
            return kept + _credit_lines(lines[lines.index(line) + 1 :])
        skipping = is_footer or (skipping and not line.is_prose)
        before += len(line.text) if line.is_prose else 0
        if not skipping:
            kept.append(line)
    return kept


def _credit_lines(lines):
    """The box of credits that some pages print beneath all else, up to the next footer."""
    box = list(dropwhile(lambda line: fold(line.text) not in CREDITS, lines))[1:MAX_CREDITS]
    return list(takewhile(lambda line: not _ends_credits(line), box))


def _ends_credits(line):
    return line.is_prose or starts_footer(line.text) or starts_reply_form(line.text)


def _read_page(lines, doc):
    if len(lines) > MAX_PARAGRAPHS or sum(len(line.text) for line in lines) > MAX_BODY:
        doc.rejection_reason = gettext_noop(
            "the text is longer than %(most)s characters or %(paragraphs)s paragraphs",
            most=f"{MAX_BODY:,}",
            paragraphs=f"{MAX_PARAGRAPHS:,}",
        )
        return
    facts = FactParser(lines, doc)
    used = facts.read()
    label_count = len(used)
    start = find_body_start(lines, used)
    rest = [line for index, line in enumerate(lines) if index >= start and index not in used]
    paragraphs = [line.text for line in rest if not is_boilerplate(line.text)]
    _set_stars(paragraphs, doc)
    if "directors" in facts.disputed:
        doc.directors = []
    facts.read_writers_in("\n".join(paragraphs))
    set_original_title("\n".join(paragraphs), doc)
    add_prose_cast([line.text for index, line in enumerate(lines) if index not in used], doc)
    printed = Counter(fold(line.text) for line in lines if len(line.text) <= 150)
    head = HeadParser(lines, used, start, paragraphs, printed, doc)
    first = head.read()
    above = {
        fold(line.text) for line in lines[:start] if len(line.text) <= 150 and line not in first
    }
    BodyParser([*first, *rest], above, doc).read()
    head_text = "\n".join(
        [doc.kicker, *(line.text for line in lines[: start + 1] if len(line.text) <= 200)]
    )
    doc.rejection_reason = why_not_review(
        doc, paragraphs, label_count, head_text, "\n".join(line.text for line in lines)
    )
    if count_dated_titles(lines) >= 3 and not doc.rejection_reason:
        doc.rejection_reason = gettext_noop("it is about several films")


def _set_stars(paragraphs, doc):
    """The stars on a line of their own beneath the text; where lines differ, none is sure."""
    marks = {mark for mark in map(parse_stars, paragraphs) if mark}
    if len(marks) == 1 and not doc.stars:
        doc.stars, doc.stars_out_of = marks.pop()
    elif len(marks) > 1:
        doc.add_note("stars", gettext_noop("the page prints several marks"))


def _note_missing(doc):
    said = {note.field for note in doc.notes}
    for field, name in EXPECTED.items():
        if not getattr(doc, field) and name not in said and field not in said:
            doc.add_note(name, NOT_STATED)
