"""The table at the end of an import: each file, what was read of it, and what was not."""

import textwrap
import unicodedata

WIDTH = 100
LABELS = (
    ("title", "film title"),
    ("original_title", "original title"),
    ("other_title", "other title"),
    ("headline", "headline"),
    ("kicker", "kicker"),
    ("standfirst", "standfirst"),
    ("reviewers", "reviewer"),
    ("publication", "publication"),
    ("posted", "posted"),
    ("directors", "director"),
    ("writers", "writers"),
    ("producers", "producers"),
    ("cast", "cast"),
    ("distributor", "distributor"),
    ("certification", "certification"),
    ("certification_country", "board of"),
    ("runtime", "runtime in minutes"),
    ("year", "year"),
    ("year_stated", "year as stated"),
    ("release_date", "release date"),
    ("release_kind", "kind of release"),
    ("source_title", "source work"),
    ("source_kind", "kind of source work"),
    ("source_author", "source author"),
    ("stars", "stars"),
    ("stars_out_of", "out of"),
    ("disclosure", "disclosure"),
)
OUTCOMES = {"added": "review added", "there": "already there", "no review": "not a review", "unreadable": "unreadable"}


def table(results):
    """Lines of the table: a file's name, then its rows, wrapped to the width of a terminal."""
    yield f"{'File':<14}What was read, what was not and why"
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
    outcome = OUTCOMES[result.outcome]
    yield "result", f"{outcome}: {result.why}" if result.why else outcome
    if result.doc is None or result.outcome in {"no review", "unreadable"}:
        return
    yield "read", "; ".join(_facts(result.doc))
    yield "not read", "; ".join(_missing(result.doc)) or "nothing is missing"
    if result.differences:
        yield "differs", "; ".join(result.differences)


def _facts(doc):
    for field, label in LABELS:
        value = getattr(doc, field)
        if value:
            yield f"{label} {_value(value)}"
    quotes = sum(block.kind == "quote" for block in doc.blocks)
    turns = sum(len(block.turns) for block in doc.blocks if block.kind == "dialogue")
    yield _count(sum(block.kind == "paragraph" for block in doc.blocks), "paragraph")
    if quotes or turns:
        yield f"{_count(quotes, 'quotation')}, {_count(turns, 'line')} of dialogue"
    if doc.sections:
        yield f"sections {', '.join(part.heading for part in doc.sections)}"
    if doc.comments:
        replies = sum(comment.parent is not None for comment in doc.comments)
        likes = sum(comment.likes for comment in doc.comments)
        yield f"{_count(len(doc.comments), 'comment')} ({replies} in reply, {_count(likes, 'like')})"


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
    silent = [note.field for note in doc.notes if note.why == "not stated"]
    yield from (f"{note.field}: {note.why}" for note in doc.notes if note.why != "not stated")
    if silent:
        yield f"not stated: {', '.join(silent)}"


def _count(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary(results):
    """“5 documents: 5 reviews added, 0 already there, 0 not reviews, 0 unreadable”."""
    numbers = {outcome: sum(result.outcome == outcome for result in results) for outcome in OUTCOMES}
    return (
        f"{_count(len(results), 'document')}: {_count(numbers['added'], 'review')} added, "
        f"{numbers['there']} already there, {numbers['no review']} not reviews, {numbers['unreadable']} unreadable"
    )


def printable(text):
    """Text without characters that would steer a terminal or cannot be encoded."""
    return "".join(letter if unicodedata.category(letter)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for letter in text)
