import re
from itertools import takewhile

from .boilerplate import copyright_holder, is_boilerplate, is_disclosure
from .document import Block, BlockLine, Section
from .fact_labels import FIELD_BY_LABEL, LABEL_WITH_COLON
from .messages import gettext_noop
from .names import parse_full_name
from .text import CJK, LIST_ITEM, SENTENCE_END, fold
from .values import parse_stars
from .word_lists import any_of, fold_all, load

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
_LISTS = load("quotations")
_PRONOUN = re.compile(rf"\b(?:{any_of(_LISTS['pronouns'])})\b")
_FILM_WORD = re.compile(rf"\b(?:{any_of(_LISTS['film'])})s?\b", re.IGNORECASE)
_BIOGRAPHY = re.compile(
    r"(?P<name>[^.,]{4,60}?),? (?:is|was|has been) (?:an?|the|our) (?:[\w\-’']+,? (?:and )?){0,6}"
    r"(?:critic|writer|journalist|editor|contributor|author|blogger|reviewer)\b.{0,400}|"
    r"(?P<other>[^.,]{4,60}?) (?:reviews|writes about|covers) (?:films?|movies?|cinema|books|"
    r"arts)\b.{0,200}"
)


class BodyParser:
    def __init__(self, lines, head_lines, doc):
        """`head_lines` are the folded lines above the text: a byline may stand there alone."""
        self.doc, self.head_lines = doc, head_lines
        self.lines = [line for line in lines if self.is_body_line(line)]
        self.drop_footer()
        if self.drop_biography():
            self.drop_footer()
        self.headings = self.find_headings()
        self.spoken_lines = self.find_spoken_lines()

    def is_body_line(self, line):
        text, doc = line.text, self.doc
        if is_disclosure(text):
            doc.disclosure = doc.disclosure or text
            return False
        titles = {fold(t) for t in (doc.title, doc.alternative_title, doc.headline) if t}
        if doc.year:
            titles |= {f"{title} {doc.year}" for title in titles}
        are_labels = len(LABEL_WITH_COLON.findall(text)) >= 3 and all(
            len(part.split()) < 12 for part in LABEL_WITH_COLON.split(text)
        )
        return not (
            fold(text) in titles | set(map(fold, doc.critics))
            or (fold(text) in self.head_lines and not line.is_prose)
            or are_labels
            or self.is_rating(text)
            or is_boilerplate(text)
            or copyright_holder(text)
        )

    def is_rating(self, text):
        return len(text) <= 40 and (
            parse_stars(text) is not None or not any(letter.isalpha() for letter in text)
        )

    def drop_biography(self):
        """“… is a writer based in …”; a name that also heads the page is the critic's."""
        match = _BIOGRAPHY.fullmatch(self.lines[-1].text) if len(self.lines) > 2 else None
        name = match and parse_full_name(match["name"] or match["other"])
        if name and fold(name) in self.head_lines and not self.doc.critics:
            self.doc.critics = [name]
        is_biography = name and fold(name) in self.head_lines | set(map(fold, self.doc.critics))
        if is_biography:
            self.lines = [line for line in self.lines[:-1] if fold(line.text) != fold(name)]
        return is_biography

    def drop_footer(self):
        """Short lines at the end that are no sentences: what a page prints beneath its text."""
        end = len(self.lines)
        while end and self.is_fragment(end - 1):
            end -= 1
        last = max((index for index in range(end) if self.lines[index].is_prose), default=end)
        # Three such lines in a row are no end of a review, whatever stands beneath.
        rows = (range(index, index + 3) for index in range(last + 1, end - 2))
        end = next((row[0] for row in rows if all(map(self.is_fragment, row))), end)
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
        line = self.lines[index]
        is_sentence = line.is_prose or SENTENCE_END.search(line.text[-6:])
        return len(line.text) < MAX_FRAGMENT and not is_sentence

    def find_headings(self):
        """Indexes of section headings: two or more of one kind, or one whose words say it."""
        indexes = [index for index in range(len(self.lines) - 1) if self.may_be_heading(index)]
        touching = {i for i in indexes if not self.lines[i + 1].gap and self.lines[i].gap}
        if len(touching) >= 2:
            return touching
        indexes = {index for index in indexes if self.lines[index + 1].is_prose}
        if len(indexes) >= 2 and not self.are_captions(indexes):
            return indexes
        return {i for i in indexes if fold(self.heading_text(i)) in SECTION_HEADINGS}

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
        names = map(fold, [*(actor.name for actor in self.doc.cast), *self.doc.directors])
        lines = [fold(self.lines[index].text) for index in indexes]
        return any(name in line for name in names for line in lines)

    def heading_text(self, index):
        return self.lines[index].text.strip(_ORNAMENTS)

    def find_spoken_lines(self):
        """Indexes of short lines in the first or second person, in a text that uses neither.

        Such lines stand alone among prose only as quotations from the film.
        """
        certain = {index for index in range(len(self.lines) - 1) if self.is_first_person(index)}
        others = [line.text for index, line in enumerate(self.lines) if index not in certain]
        words = sum(len(text.split()) for text in others)
        pronouns = sum(len(_PRONOUN.findall(text)) for text in others)
        if len(certain) < 2 or words < 100 or pronouns * 150 > words:
            return set()
        spoken = set(certain)
        indexes = range(len(self.lines))
        for order, step in ((indexes, -1), (reversed(indexes), 1)):
            for index in order:
                if index + step in spoken and self.may_be_answer(index, certain):
                    spoken.add(index)
        return spoken

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

    def may_be_answer(self, index, certain):
        """Beside a spoken line: a question, a cry, in the same person, or between two such."""
        text = self.lines[index].text
        if len(text.split()) > 8 or not SENTENCE_END.search(text[-6:]) or _FILM_WORD.search(text):
            return self.is_first_person(index)
        return text.endswith(("?", "!")) or {index - 1, index + 1} <= certain

    def read(self):
        """Fill the document's body and sections."""
        index, blocks = 0, self.doc.body
        while index < len(self.lines):
            if index in self.headings:
                blocks = self.get_or_add_section(self.heading_text(index)).blocks
                index += 1
            else:
                block, index = self.block_at(index)
                blocks.append(block)
        self.doc.sections = [section for section in self.doc.sections if section.blocks]

    def get_or_add_section(self, heading):
        sections = self.doc.sections
        known = next((old for old in sections if fold(old.heading) == fold(heading)), None)
        if known is None:
            sections.append(Section(heading))
        return known or sections[-1]

    def block_at(self, index):
        """(the block that begins here, index of what follows it)"""
        for kind, lines in (
            ("dialogue", self.dialogue_at(index, _SPEAKER_LINE)),
            ("dialogue", self.dialogue_at(index, _DASH_LINE)),
            ("list", self.list_items_at(index)),
            ("dialogue", self.spoken_lines_at(index)),
        ):
            if len(lines) >= 2:
                return Block(kind, lines=tuple(lines)), index + len(lines)
        text = self.lines[index].text
        is_quoted = len(text) <= 600 and _QUOTED.fullmatch(text)
        kind = "quote" if index in self.spoken_lines or is_quoted else "paragraph"
        return Block(kind, text), index + 1

    def dialogue_at(self, index, pattern):
        found = []
        for number in range(index, len(self.lines)):
            match = pattern.fullmatch(self.lines[number].text)
            if not match or number in self.headings:
                break
            speaker = match.groupdict().get("speaker", "").strip()
            word = fold(speaker or "-")
            is_label = word in FIELD_BY_LABEL or word in SECTION_HEADINGS
            if is_label or (speaker and not SENTENCE_END.search(match["line"][-6:])):
                break
            found.append(BlockLine(match["line"], speaker))
        return found

    def list_items_at(self, index):
        items = []
        for line in self.lines[index:]:
            match = LIST_ITEM.match(line.text)
            if not match or (items and line.gap > 1) or match[0][0] in "–—":
                break
            items.append(BlockLine(line.text[match.end() :]))
        return items

    def spoken_lines_at(self, index):
        numbers = takewhile(self.spoken_lines.__contains__, range(index, len(self.lines)))
        return [BlockLine(self.lines[number].text) for number in numbers]
