"""A review's text as its page prints it: the body, the sections, and the notes at the foot."""

from dataclasses import dataclass

from films.models import Image

from . import markup
from .models.part import Spoiler


@dataclass
class Part:
    heading: str
    anchor: str
    spoiler: str
    html: str
    own_notes: list

    @property
    def is_closed(self):
        return self.spoiler == Spoiler.ENDING


@dataclass
class Text:
    parts: list
    notes: list

    @property
    def headings(self):
        return [part for part in self.parts if part.heading]


def render_review(review):
    """Print a review; the notes of a closed part stand within it, as they may be spoilers."""
    parts, notes, count = [], [], 0
    pieces = [("", "", review.spoiler, review.body)]
    pieces += [(row.heading, row.anchor, row.spoiler, row.body) for row in review.sections.all()]
    for heading, anchor, spoiler, html in pieces:
        rendered = markup.render_cached(html, first_note=count + 1)
        count += len(rendered.notes)
        part = Part(heading, anchor, spoiler, rendered.html, [])
        if part.is_closed:
            part.own_notes = rendered.notes
        else:
            notes += rendered.notes
        if html or heading:
            parts.append(part)
    _add_credit_lines(parts)
    return Text(parts, notes)


def _add_credit_lines(parts):
    """Say whose the pictures in the text are; they are asked for only where there are some."""
    files = [file for part in parts for file in markup.image_files(part.html)]
    credits = (
        dict(Image.objects.filter(file__in=files).exclude(credit="").values_list("file", "credit"))
        if files
        else {}
    )
    for part in parts if credits else ():
        part.html = markup.add_credit_lines(part.html, credits)
