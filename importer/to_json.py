import json
from dataclasses import asdict

from .report import translated


def to_json(results):
    return json.dumps([_result(result) for result in results], ensure_ascii=False, indent=1)


def _result(result):
    """The fields of the document beside the file's path and outcome; dates are ISO 8601."""
    row = {"path": str(result.path), "outcome": result.outcome, "reason": result.reason}
    if result.doc is None:
        return row
    doc = asdict(result.doc) | {
        "text": "\n\n".join(_paragraphs(result.doc)),
        "rejection_reason": translated(result.doc.rejection_reason),
        "notes": [
            {"field": note.field, "message": translated(note.message)} for note in result.doc.notes
        ],
        "differences": result.differences,
    }
    return row | doc


def _paragraphs(doc):
    """The words of the body and of its sections with their headings, in order."""
    yield from _lines(doc.body)
    for section in doc.sections:
        yield section.heading
        yield from _lines(section.blocks)


def _lines(blocks):
    for block in blocks:
        yield from [line.text for line in block.lines] or [block.text]
