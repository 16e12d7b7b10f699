"""What a saved page holds, as plain data; an empty field means “not stated, or not surely”."""

from dataclasses import dataclass, field


class Message(str):
    """A sentence about a page, with the template and the values that a translation needs."""

    template, values = "", None


def gettext_noop(template, **values):
    """Mark a sentence for translation and fill in its values; it is translated where it is printed."""
    message = Message(template % values)
    message.template, message.values = template, values
    return message


@dataclass(frozen=True)
class Performer:
    """One of the cast, with the character as the page names it."""

    name: str
    character: str = ""
    alias: str = ""


@dataclass(frozen=True)
class Turn:
    """One line of a dialogue; the speaker is empty where the page names none."""

    line: str
    speaker: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of the body: "paragraph", "quote" (the film's words), "dialogue" or "list"."""

    kind: str
    text: str = ""
    turns: tuple = ()


@dataclass
class Part:
    """A headed part of the body."""

    heading: str
    blocks: list = field(default_factory=list)


@dataclass
class PageComment:
    """A reader's comment; `parent` is the place of the comment it answers in the list, or None."""

    body: str
    name: str = ""
    parent: int | None = None
    likes: int = 0
    posted: str = ""


@dataclass(frozen=True)
class Note:
    """Why a field was not read, or what to check about it."""

    field: str
    why: str


@dataclass
class Document:
    """All that was read from one page. Dates are ISO 8601 of known precision, runtime is minutes."""

    title: str = ""
    other_title: str = ""  # a second title that the page does not call the original one
    original_title: str = ""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    reviewers: list = field(default_factory=list)
    directors: list = field(default_factory=list)
    writers: list = field(default_factory=list)
    producers: list = field(default_factory=list)
    cast: list = field(default_factory=list)
    distributor: str = ""
    certification: str = ""
    certification_country: str = ""
    runtime: int | None = None
    year: int | None = None
    year_stated: int | None = None  # a number that is a year, but of what the page does not say
    release_date: str = ""
    release_kind: str = ""
    source_kind: str = ""
    source_title: str = ""
    source_author: str = ""
    stars: str = ""
    stars_out_of: int | None = None
    publication: str = ""
    disclosure: str = ""
    posted: str = ""
    body: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    not_review: str = ""  # why this is no review of a film; empty for a review

    def note(self, name, why):
        """Say once why `name` was not read, or what to check about it."""
        remark = Note(name, why)
        if remark not in self.notes:
            self.notes.append(remark)

    @property
    def blocks(self):
        """All blocks of body and sections, in order."""
        return [*self.body, *(block for part in self.sections for block in part.blocks)]
