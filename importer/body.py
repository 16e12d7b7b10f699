"""The running text: paragraphs, headed sections, lists, and the film's words quoted in it."""

import re

from .boilerplate import copyright_holder, is_boilerplate, is_disclosure
from .document import Block, BlockLine, Section
from .fact_labels import FIELD_BY_LABEL, LABEL_WITH_COLON
from .messages import gettext_noop
from .names import parse_full_name
from .text import CJK, LIST_ITEM, SENTENCE_END, fold
from .values import parse_stars
from .word_lists import fold_all, load

MAX_SPOKEN = 45  # words; longer than a line of film dialogue runs
MAX_HEADING, MAX_FRAGMENT = 60, 80
SECTION_HEADINGS = fold_all(load("headings")["sections"])
_ORNAMENTS = "≪≫【】■◆●▼▲☆★◎○□<>＜＞〈〉《》[]=*-–—~#:： "
_QUOTED = re.compile(
    r"(?:“[^“”]+”|\"[^\"]+\"|«[^«»]+»|„[^„“”]+[“”]|「[^「」]+」|»[^«»]+«|‘[^‘]+’)[.!?]?"
)
_SPEAKER_LINE = re.compile(
    r"(?P<speaker>[^\W\d_a-z][^:：.!?,\"“]{0,40}?)\s?[:：]\s(?P<line>\S.{0,400})"
)
_DASH_LINE = re.compile(r"[–—―]\s?(?P<line>[^\s–—―].{0,400})")
_PRONOUN = re.compile(
    r"\b(?:I|I['’](?:m|ve|ll|d)|[Yy]ou|[Yy]ours?|[Mm]e|[Mm]y|[Ll]et['’]s|[Jj]e|[Jj]['’]|[Tt]u|toi|moi|[Vv]ous|"
    r"[Ii]ch|[Dd]u|dich|dir|mich|mir|[Yy]o|[Tt]ú|[Uu]sted|ti)\b"
)
_FILM_WORD = re.compile(
    r"\b(?:film|movie|cinema|director|watch|watched|seen|recommend|review|audience|viewer|scene|comments?|readers?|"
    r"theat(?:er|re)|réalisateur|spectateur|Regisseur|Zuschauer|Kino|película|cine|espectador)s?\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"(?P<name>[^.,]{4,60}?),? (?:is|was|has been) (?:an?|the|our) (?:[\w\-’']+,? (?:and )?){0,6}"
    r"(?:critic|writer|journalist|editor|contributor|author|blogger|reviewer)\b.{0,400}|"
    r"(?P<other>[^.,]{4,60}?) (?:reviews|writes about|covers) (?:films?|movies?|cinema|books|arts)\b.{0,200}"
)


class BodyParser:
    """Turns the lines of the text into blocks and headed sections."""

    def __init__(self, lines, heads, doc):
        """`heads` are the folded lines above the text, where a byline may stand without a word."""
        self.doc, self.heads = doc, heads
        self.lines = [line for line in lines if self.is_body_line(line)]
        self.drop_footer()
        if self.drop_biography():
            self.drop_footer()
        self.headings = self.find_headings()
        self.spoken_lines = self.find_spoken_lines()

    def is_body_line(self, line):
        """Whether a line is the review's own; a disclosure is kept apart."""
        if is_disclosure(line.text):
            self.doc.disclosure = self.doc.disclosure or line.text
            return False
        known = {
            fold(title)
            for title in (self.doc.title, self.doc.alternative_title, self.doc.headline)
            if title
        }
        known |= {f"{title} {self.doc.year}" for title in known if self.doc.year}
        unread = len(LABEL_WITH_COLON.findall(line.text)) >= 3 and all(
            len(part.split()) < 12 for part in LABEL_WITH_COLON.split(line.text)
        )
        repeated = fold(line.text) in known or (fold(line.text) in self.heads and not line.is_prose)
        signed = fold(line.text) in {fold(reviewer) for reviewer in self.doc.critics}
        return not (
            repeated
            or signed
            or unread
            or self.is_rating(line.text)
            or is_boilerplate(line.text)
            or copyright_holder(line.text)
        )

    def is_rating(self, text):
        """Whether a line is only stars, numbers or signs."""
        return len(text) <= 40 and (
            parse_stars(text) is not None or not any(letter.isalpha() for letter in text)
        )

    def drop_biography(self):
        """Take “… is a writer based in …” off the end; a name that also heads the page is the reviewer."""
        match = _BIOGRAPHY.fullmatch(self.lines[-1].text) if len(self.lines) > 2 else None
        name = match and parse_full_name(match["name"] or match["other"])
        if not name:
            return False
        if fold(name) in self.heads and not self.doc.critics:
            self.doc.critics = [name]
        if fold(name) in self.heads | {fold(reviewer) for reviewer in self.doc.critics}:
            self.lines = [line for line in self.lines[:-1] if fold(line.text) != fold(name)]
            return True
        return False

    def drop_footer(self):
        """Take short lines off the end that are no sentences: what a page prints beneath its text."""
        end = len(self.lines)
        while end and self.is_fragment(end - 1):
            end -= 1
        last = max((index for index in range(end) if self.lines[index].is_prose), default=end)
        for index in range(last + 1, end - 2):
            if all(map(self.is_fragment, range(index, index + 3))):
                end = index  # three such lines in a row are no end of a review, whatever stands beneath
                break
        if dropped := self.lines[end:]:
            self.doc.add_note(
                "page foot",
                gettext_noop(
                    "%(count)d lines beneath the text were left out, “%(words)s” first",
                    count=len(dropped),
                    words=dropped[0].text[:60],
                ),
            )
        self.lines = self.lines[:end]

    def is_fragment(self, index):
        """Whether a line is short and no sentence, as menus, tags and lists of links are."""
        text = self.lines[index].text
        return (
            len(text) < MAX_FRAGMENT
            and not SENTENCE_END.search(text[-6:])
            and not self.lines[index].is_prose
        )

    # Headings

    def find_headings(self):
        """Places of crossheads: two or more of one kind, or one whose words say what it is."""
        last = len(self.lines) - 1
        indexes = [index for index in range(last) if self.may_be_heading(index)]
        touching = [
            index for index in indexes if not self.lines[index + 1].gap and self.lines[index].gap
        ]
        if len(touching) >= 2:
            return set(touching)
        indexes = [index for index in indexes if self.lines[index + 1].is_prose]
        plain = [index for index in indexes if fold(self.heading_text(index)) in SECTION_HEADINGS]
        return set(indexes if len(indexes) >= 2 and not self.are_captions(indexes) else plain)

    def may_be_heading(self, index):
        text, following = self.heading_text(index), self.lines[index + 1]
        return (
            1 < len(text) <= MAX_HEADING
            and len(text.split()) <= 8
            and not SENTENCE_END.search(self.lines[index].text[-6:].rstrip(_ORNAMENTS))
            and not text.endswith((",", ";", "”", '"'))
            and (text[0].isupper() or text[0].isdigit() or CJK.match(text) is not None)
            and len(following.text) > len(text)
            and (following.is_prose or not following.gap)
            and (fold(text) not in FIELD_BY_LABEL or following.is_prose)
            and not _SPEAKER_LINE.fullmatch(self.lines[index].text)
        )

    def are_captions(self, indexes):
        """Whether these short lines name the cast, as lines beneath pictures do."""
        names = [fold(performer.name) for performer in self.doc.cast] + [
            fold(name) for name in self.doc.directors
        ]
        return any(name in fold(self.lines[index].text) for index in indexes for name in names)

    def heading_text(self, index):
        return self.lines[index].text.strip(_ORNAMENTS)

    # Words of the film

    def find_spoken_lines(self):
        """Places of short lines in the first or second person, in a text that uses neither.

        Such lines stand alone among prose only as quotations from the film.
        """
        strict = {index for index in range(len(self.lines) - 1) if self.is_first_person(index)}
        others = [line.text for index, line in enumerate(self.lines) if index not in strict]
        words = sum(len(text.split()) for text in others)
        if (
            len(strict) < 2
            or words < 100
            or sum(len(_PRONOUN.findall(text)) for text in others) * 150 > words
        ):
            return set()
        spoken_lines = set(strict)
        indexes = range(len(self.lines))
        for order, step in ((indexes, -1), (reversed(indexes), 1)):
            for index in order:
                if index + step in spoken_lines and self.may_be_answer(index, strict):
                    spoken_lines.add(index)
        return spoken_lines

    def is_first_person(self, index):
        text = self.lines[index].text
        return (
            len(text) <= 300
            and len(text.split()) <= MAX_SPOKEN
            and SENTENCE_END.search(text[-6:]) is not None
            and _PRONOUN.search(text) is not None
            and _FILM_WORD.search(text) is None
            and index not in self.headings
        )

    def may_be_answer(self, index, strict):
        """A short line beside a spoken one: a question, a cry, in the same person, or between two such."""
        text = self.lines[index].text
        if len(text.split()) > 8 or not SENTENCE_END.search(text[-6:]) or _FILM_WORD.search(text):
            return self.is_first_person(index)
        return text.endswith(("?", "!")) or {index - 1, index + 1} <= strict

    # Blocks

    def read(self):
        """Fill the document's body and sections."""
        index, part = 0, None
        while index < len(self.lines):
            if index in self.headings:
                part = self.get_or_add_section(self.heading_text(index))
                index += 1
                continue
            block, index = self.block_at(index)
            (part.blocks if part else self.doc.body).append(block)
        self.doc.sections = [part for part in self.doc.sections if part.blocks]

    def get_or_add_section(self, heading):
        """A new section, or the one that already has this heading."""
        for part in self.doc.sections:
            if fold(part.heading) == fold(heading):
                return part
        self.doc.sections.append(Section(heading))
        return self.doc.sections[-1]

    def block_at(self, index):
        """(the block that begins here, the place after it)."""
        for pattern in (_SPEAKER_LINE, _DASH_LINE):
            turns = self.dialogue_at(index, pattern)
            if len(turns) >= 2:
                return Block("dialogue", lines=tuple(turns)), index + len(turns)
        items = self.list_items_at(index)
        if len(items) >= 2:
            return Block("list", lines=tuple(items)), index + len(items)
        return self.quote_or_paragraph_at(index)

    def dialogue_at(self, index, pattern):
        turns = []
        while index + len(turns) < len(self.lines) and index + len(turns) not in self.headings:
            match = pattern.fullmatch(self.lines[index + len(turns)].text)
            speaker = fold((match and match.groupdict().get("speaker")) or "-")
            if not match or speaker in FIELD_BY_LABEL or speaker in SECTION_HEADINGS:
                break
            if pattern is _SPEAKER_LINE and not SENTENCE_END.search(match["line"][-6:]):
                break
            turns.append(BlockLine(match["line"], (match.groupdict().get("speaker") or "").strip()))
        return turns

    def list_items_at(self, index):
        items = []
        while index + len(items) < len(self.lines):
            line = self.lines[index + len(items)]
            match = LIST_ITEM.match(line.text)
            if not match or (items and line.gap > 1) or match[0][0] in "–—":
                break
            items.append(BlockLine(line.text[match.end() :]))
        return items

    def quote_or_paragraph_at(self, index):
        end = index
        while end < len(self.lines) and end in self.spoken_lines:
            end += 1
        if end - index >= 2:
            return Block(
                "dialogue", lines=tuple(BlockLine(line.text) for line in self.lines[index:end])
            ), end
        text = self.lines[index].text
        is_quote = end > index or (len(text) <= 600 and _QUOTED.fullmatch(text) is not None)
        return Block("quote" if is_quote else "paragraph", text), index + 1
