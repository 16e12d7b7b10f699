"""The table at the end of an import: each file, what was read of it, and what was not."""

import textwrap
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .messages import Message, gettext_noop

WIDTH = 100
LABELS = (
    ("title", gettext_noop("film title")),
    ("original_title", gettext_noop("original title")),
    ("alternative_title", gettext_noop("other title")),
    ("headline", gettext_noop("headline")),
    ("kicker", gettext_noop("kicker")),
    ("standfirst", gettext_noop("standfirst")),
    ("critics", gettext_noop("reviewer")),
    ("publication", gettext_noop("publication")),
    ("published_on", gettext_noop("posted")),
    ("directors", gettext_noop("director")),
    ("writers", gettext_noop("writers")),
    ("producers", gettext_noop("producers")),
    ("cast", gettext_noop("cast")),
    ("distributor", gettext_noop("distributor")),
    ("certification", gettext_noop("certification")),
    ("certification_country", gettext_noop("board of")),
    ("runtime", gettext_noop("runtime in minutes")),
    ("year", gettext_noop("year")),
    ("unlabelled_year", gettext_noop("year as stated")),
    ("release_date", gettext_noop("release date")),
    ("release_kind", gettext_noop("kind of release")),
    ("source_title", gettext_noop("source work")),
    ("source_kind", gettext_noop("kind of source work")),
    ("source_author", gettext_noop("source author")),
    ("stars", gettext_noop("stars")),
    ("stars_out_of", gettext_noop("out of")),
    ("disclosure", gettext_noop("disclosure")),
)
# Names that notes have for what is no field of a document.
NOTED = (
    gettext_noop("comments"),
    gettext_noop("film"),
    gettext_noop("other facts"),
    gettext_noop("page foot"),
    gettext_noop("page head"),
    gettext_noop("title"),
)
OUTCOMES = {
    "added": gettext_noop("review added"),
    "there": gettext_noop("already there"),
    "no review": gettext_noop("not a review"),
    "unreadable": gettext_noop("unreadable"),
}


def table(results):
    """Lines of the table: a file's name, then its rows, wrapped to the width of a terminal."""
    yield f"{_('File'):<14}{_('What was read, what was not and why')}"
    yield "-" * WIDTH
    for result in results:
        yield printable(str(result.path))
        for name, text in _rows(result):
            yield from textwrap.wrap(
                printable(text),
                WIDTH,
                initial_indent=f"  {name:<12}",
                subsequent_indent=" " * 14,
                break_on_hyphens=False,
            )
        yield ""


def _rows(result):
    outcome = _(OUTCOMES[result.outcome])
    yield _("result"), f"{outcome}: {result.reason}" if result.reason else outcome
    if result.doc is None or result.outcome in {"no review", "unreadable"}:
        return
    yield _("read"), "; ".join(_facts(result.doc))
    yield _("not read"), "; ".join(_missing(result.doc)) or _("nothing missing")
    if result.differences:
        yield _("differs"), "; ".join(result.differences)


def _facts(doc):
    for field, label in LABELS:
        value = getattr(doc, field)
        if value:
            yield f"{_(label)} {_value(value)}"
    paragraphs = sum(block.kind == "paragraph" for block in doc.blocks)
    yield _counted(ngettext("%(count)d paragraph", "%(count)d paragraphs", paragraphs), paragraphs)
    quotes = sum(block.kind == "quote" for block in doc.blocks)
    turns = sum(len(block.lines) for block in doc.blocks if block.kind == "dialogue")
    if quotes or turns:
        quoted = _counted(ngettext("%(count)d quotation", "%(count)d quotations", quotes), quotes)
        spoken = _counted(
            ngettext("%(count)d line of dialogue", "%(count)d lines of dialogue", turns), turns
        )
        yield f"{quoted}, {spoken}"
    if doc.sections:
        yield _("sections %(names)s") % {"names": ", ".join(part.heading for part in doc.sections)}
    if doc.comments:
        yield _comments(doc.comments)


def _comments(comments):
    replies = sum(comment.parent is not None for comment in comments)
    likes = sum(comment.likes for comment in comments)
    return _("%(comments)s (%(replies)d in reply, %(likes)s)") % {
        "comments": _counted(
            ngettext("%(count)d comment", "%(count)d comments", len(comments)), len(comments)
        ),
        "replies": replies,
        "likes": _counted(ngettext("%(count)d like", "%(count)d likes", likes), likes),
    }


def _value(value):
    if not isinstance(value, list):
        return f"“{value}”" if isinstance(value, str) and " " in value else str(value)
    return ", ".join(entry if isinstance(entry, str) else _performer(entry) for entry in value)


def _performer(performer):
    if not performer.character:
        return performer.name
    alias = f" “{performer.alias}”" if performer.alias else ""
    return f"{performer.name} ({performer.character}{alias})"


def _missing(doc):
    """Notes with a reason first; the fields that the page simply does not state on one line."""
    silent = [_(note.field) for note in doc.notes if note.message == "not stated"]
    yield from (
        f"{_(note.field)}: {translated(note.message)}"
        for note in doc.notes
        if note.message != "not stated"
    )
    if silent:
        yield _("not stated: %(fields)s") % {"fields": ", ".join(silent)}


def translated(message):
    """A sentence that the parser marked, in the reader's language."""
    return (
        _(message.template) % message.values
        if isinstance(message, Message) and message.template
        else str(message)
    )


def _counted(text, number):
    return text % {"count": number}


def summary(results):
    """“5 documents: 5 reviews added, 0 already there, 0 not reviews, 0 unreadable”."""
    numbers = {
        outcome: sum(result.outcome == outcome for result in results) for outcome in OUTCOMES
    }
    parts = (
        _counted(
            ngettext("%(count)d review added", "%(count)d reviews added", numbers["added"]),
            numbers["added"],
        ),
        _counted(_("%(count)d already there"), numbers["there"]),
        _counted(_("%(count)d not reviews"), numbers["no review"]),
        _counted(_("%(count)d unreadable"), numbers["unreadable"]),
    )
    documents = _counted(
        ngettext("%(count)d document", "%(count)d documents", len(results)), len(results)
    )
    return f"{documents}: {', '.join(parts)}"


def printable(text):
    """Text without characters that would steer a terminal or cannot be encoded."""
    return "".join(
        letter if unicodedata.category(letter)[0] != "C" else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )
