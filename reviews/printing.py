"""A review's text as its page prints it: the body, the sections, and the notes at the foot."""

from dataclasses import dataclass

from films.models import Image

from . import markup
from .models.part import Spoiler


@dataclass
class Part:
    """The body (with no heading) or a section, printed."""

    heading: str
    anchor: str
    spoiler: str
    html: str
    own_notes: list

    @property
    def is_closed(self):
        """Whether only the reader opens it."""
        return self.spoiler == Spoiler.ENDING


@dataclass
class Text:
    """All parts of a review, and the notes that stand at its foot."""

    parts: list
    notes: list

    @property
    def headings(self):
        """The parts that a list of sections names."""
        return [part for part in self.parts if part.heading]


def print_text(review):
    """Print a review; the notes of a closed part stand within it, since they might tell the ending."""
    parts, notes, count = [], [], 0
    pieces = [("", "", review.spoiler, review.body)]
    pieces += [(row.heading, row.anchor, row.spoiler, row.body) for row in review.sections.all()]
    for heading, anchor, spoiler, html in pieces:
        printed = markup.cleaned_body(html, first_note=count + 1)
        count += len(printed.notes)
        part = Part(heading, anchor, spoiler, printed.html, [])
        if part.is_closed:
            part.own_notes = printed.notes
        else:
            notes += printed.notes
        if html or heading:
            parts.append(part)
    _print_credits(parts)
    return Text(parts, notes)


def _print_credits(parts):
    """Say whose the pictures in the text are; they are asked for only where there are some."""
    files = [file for part in parts for file in markup.files_of(part.html)]
    credits = (
        dict(Image.objects.filter(file__in=files).exclude(credit="").values_list("file", "credit")) if files else {}
    )
    for part in parts if credits else ():
        part.html = markup.with_credits(part.html, credits)
