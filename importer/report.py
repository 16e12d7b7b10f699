import textwrap
import unicodedata
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .messages import NOT_STATED, Message, gettext_noop

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
    ("certified_in", gettext_noop("board of")),
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
    "already there": gettext_noop("already there"),
    "no review": gettext_noop("not a review"),
    "unreadable": gettext_noop("unreadable"),
}


def table(results):
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
        if value := getattr(doc, field):
            yield f"{_(label)} {_value(value)}"
    kinds = Counter(block.kind for block in doc.blocks)
    paragraphs, quotes = kinds["paragraph"], kinds["quote"]
    spoken = sum(len(block.lines) for block in doc.blocks if block.kind == "dialogue")
    yield ngettext("%(count)d paragraph", "%(count)d paragraphs", paragraphs) % {
        "count": paragraphs
    }
    if quotes or spoken:
        yield ", ".join(
            (
                ngettext("%(count)d quotation", "%(count)d quotations", quotes) % {"count": quotes},
                ngettext("%(count)d line of dialogue", "%(count)d lines of dialogue", spoken)
                % {"count": spoken},
            )
        )
    if doc.sections:
        yield _("sections %(names)s") % {"names": ", ".join(part.heading for part in doc.sections)}
    if doc.comments:
        yield _comments(doc.comments)


def _comments(comments):
    count, likes = len(comments), sum(comment.likes for comment in comments)
    return _("%(comments)s (%(replies)d in reply, %(likes)s)") % {
        "comments": ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count},
        "replies": sum(comment.parent is not None for comment in comments),
        "likes": ngettext("%(count)d like", "%(count)d likes", likes) % {"count": likes},
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
    for note in doc.notes:
        if note.message != NOT_STATED:
            yield f"{_(note.field)}: {translated(note.message)}"
    if fields := [_(note.field) for note in doc.notes if note.message == NOT_STATED]:
        yield _("not stated: %(fields)s") % {"fields": ", ".join(fields)}


def translated(message):
    """What a parser marked with `gettext_noop`, in the reader's language."""
    return _(message.template) % message.values if isinstance(message, Message) else str(message)


def summary(results):
    """“5 documents: 5 reviews added, 0 already there, 0 not reviews, 0 unreadable”."""
    count = Counter(result.outcome for result in results)
    documents, added = len(results), count["added"]
    parts = (
        ngettext("%(count)d review added", "%(count)d reviews added", added) % {"count": added},
        _("%(count)d already there") % {"count": count["already there"]},
        _("%(count)d not reviews") % {"count": count["no review"]},
        _("%(count)d unreadable") % {"count": count["unreadable"]},
    )
    start = ngettext("%(count)d document", "%(count)d documents", documents) % {"count": documents}
    return f"{start}: {', '.join(parts)}"


def printable(text):
    """Text without characters that would steer a terminal or cannot be encoded."""
    return "".join(
        letter if unicodedata.category(letter)[0] != "C" else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )
