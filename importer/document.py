"""What a saved page holds, as plain data; an empty field means “not stated, or not surely”."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Performer:
    name: str
    character: str = ""
    alias: str = ""


@dataclass(frozen=True)
class BlockLine:
    """A line of a dialogue, its speaker "" where the page names none, or an item of a list."""

    text: str
    speaker: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of the body: "paragraph", "quote" (the film's words), "dialogue" or "list"."""

    kind: str
    text: str = ""
    lines: tuple = ()


@dataclass
class Section:
    heading: str
    blocks: list = field(default_factory=list)


@dataclass
class ParsedComment:
    """A reader's comment; `parent` is the index of the comment it answers, or None."""

    body: str
    author: str = ""
    parent: int | None = None
    likes: int = 0
    posted_on: str = ""


@dataclass(frozen=True)
class Note:
    """Why a field was not read, or what to check about it."""

    field: str
    message: str


@dataclass
class Document:
    """All that was read from a page; dates are ISO 8601 of known precision, runtime is minutes."""

    title: str = ""
    alternative_title: str = ""  # a second title that the page does not call the original one
    original_title: str = ""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    critics: list = field(default_factory=list)
    directors: list = field(default_factory=list)
    writers: list = field(default_factory=list)
    producers: list = field(default_factory=list)
    cast: list = field(default_factory=list)
    distributor: str = ""
    certification: str = ""
    certified_in: str = ""
    runtime: int | None = None
    year: int | None = None
    unlabelled_year: int | None = None  # a number that is a year, but of what the page does not say
    release_date: str = ""
    release_kind: str = ""
    source_kind: str = ""
    source_title: str = ""
    source_author: str = ""
    stars: str = ""
    stars_out_of: int | None = None
    publication: str = ""
    disclosure: str = ""
    published_on: str = ""
    body: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    rejection_reason: str = ""  # why this is no review of a film; empty for a review

    def add_note(self, field, message):
        note = Note(field, message)
        if note not in self.notes:
            self.notes.append(note)

    @property
    def blocks(self):
        return [*self.body, *(block for section in self.sections for block in section.blocks)]
