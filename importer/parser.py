"""From the text of a saved page to what it holds. Pure: no database, no settings, no network."""

from collections import Counter
from itertools import takewhile

from .body import Body
from .boilerplate import is_foot, is_furniture, is_reply_form, owner_of
from .classify import judge
from .comment_thread import announced_without_text, find_thread, read_thread
from .document import Document, gettext_noop
from .facts import FactReader
from .film_title import count_titles, read_original_title
from .head import Head, split_head
from .prose_cast import read_prose_cast
from .text import MAX_CHARACTERS, MAX_LINES, fold, lines_of, tidy
from .text_kind import not_prose
from .values import read_stars

CREDITS = {
    "film credits",
    "credits",
    "movie credits",
    "cast and crew",
    "cast crew",
    "fiche technique",
    "ficha tecnica",
}
MAX_CREDITS = 60  # lines
MAX_PARAGRAPHS = 3_000
MAX_BODY = 250_000  # characters of a page without its comments; a long essay has 60,000
# A heading such as “Related” ends the page only when most of its prose stands above it.
MOST, SOME = 0.7, 0.3
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
    "reviewers": "reviewer",
    "original_title": "original title",
    "kicker": "kicker",
    "standfirst": "standfirst",
}


def parse(text):
    """A Document from any text; it never fails, and what is not sure stays empty with a note."""
    doc = Document()
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        doc.not_review = gettext_noop(
            "it is longer than %(most)s characters or %(lines)s lines",
            most=f"{MAX_CHARACTERS:,}",
            lines=f"{MAX_LINES:,}",
        )
        return doc
    if why := not_prose(text):
        doc.not_review = why
        return doc
    lines = lines_of(tidy(text))
    above, comments, announced = find_thread(lines)
    main = _without_feet(above)
    _read_page(main, doc)
    if comments is not None:
        read_thread(comments, doc, announced)
    elif count := announced_without_text(lines):
        doc.note(
            "comments",
            gettext_noop(
                "the page counts %(count)d and prints none that could be read", count=count
            ),
        )
    doc.publication = next(
        (name for name in map(owner_of, (line.text for line in reversed(lines))) if name), ""
    )
    if not doc.not_review:
        _explain_missing(doc)
    return doc


def _without_feet(lines):
    """The lines without form, related lists and other feet."""
    total = sum(len(line.text) for line in lines if line.is_prose) or 1
    kept, before, skipping = [], 0, False
    for line in lines:
        over = before >= MOST * total
        if (is_reply_form(line.text) and before >= SOME * total) or (is_foot(line.text) and over):
            return kept + _credits(lines[lines.index(line) + 1 :])
        skipping = is_foot(line.text) or (skipping and not line.is_prose)
        before += len(line.text) if line.is_prose else 0
        if not skipping:
            kept.append(line)
    return kept


def _credits(lines):
    """The lines of a box of credits that some pages print beneath all else, up to the next foot."""
    start = next(
        (place for place, line in enumerate(lines) if fold(line.text) in CREDITS), len(lines)
    )
    box = lines[start + 1 : start + MAX_CREDITS]
    return list(
        takewhile(
            lambda line: not (is_foot(line.text) or is_reply_form(line.text) or line.is_prose), box
        )
    )


def _read_page(lines, doc):
    if len(lines) > MAX_PARAGRAPHS or sum(len(line.text) for line in lines) > MAX_BODY:
        doc.not_review = gettext_noop(
            "the text is longer than %(most)s characters or %(paragraphs)s paragraphs",
            most=f"{MAX_BODY:,}",
            paragraphs=f"{MAX_PARAGRAPHS:,}",
        )
        return
    facts = FactReader(lines, doc)
    used = facts.read()
    labels = len(used)
    start = split_head(lines, used)
    rest = [line for place, line in enumerate(lines) if place >= start and place not in used]
    paragraphs = [line.text for line in rest if not is_furniture(line.text)]
    _read_marks(paragraphs, doc)
    if "directors" in facts.disputed:
        doc.directors = []
    facts.read_writers_in("\n".join(paragraphs))
    read_original_title("\n".join(paragraphs), doc)
    read_prose_cast([line.text for place, line in enumerate(lines) if place not in used], doc)
    printed = Counter(fold(line.text) for line in lines if len(line.text) <= 150)
    head = Head(lines, used, start, paragraphs, printed, doc)
    first = head.read()
    above = {
        fold(line.text) for line in lines[:start] if len(line.text) <= 150 and line not in first
    }
    Body([*first, *rest], above, doc).read()
    heads = "\n".join(
        [doc.kicker, *(line.text for line in lines[: start + 1] if len(line.text) <= 200)]
    )
    judge(doc, paragraphs, labels, heads, "\n".join(line.text for line in lines))
    if count_titles(lines) >= 3 and not doc.not_review:
        doc.not_review = gettext_noop("it is about several films")


def _read_marks(paragraphs, doc):
    """The stars that stand on a line of their own beneath the text; where lines differ, none is sure."""
    marks = {mark for mark in map(read_stars, paragraphs) if mark}
    if len(marks) == 1 and not doc.stars:
        doc.stars, doc.stars_out_of = marks.pop()
    elif len(marks) > 1:
        doc.note("stars", gettext_noop("the page prints several marks"))


def _explain_missing(doc):
    """A note for each fact that no line of the page states, unless one already says why."""
    said = {note.field for note in doc.notes}
    for field, name in EXPECTED.items():
        if not getattr(doc, field) and name not in said and field not in said:
            doc.note(name, gettext_noop("not stated"))
