"""The running text: paragraphs, headed sections, lists, and the film's words quoted in it."""

import re

from .boilerplate import is_disclosure, is_furniture, owner_of
from .document import Block, Part, Turn, gettext_noop
from .fact_labels import FIELDS, LABEL
from .text import CJK, LIST_ITEM, SENTENCE_END, fold, word_set
from .values import read_full_name, read_stars

HEADINGS = word_set(
    "verdict|the verdict|our verdict|final verdict|conclusion|conclusions|final thoughts|summary|in short|"
    "the skinny|"
    "plot|the plot|story|the story|the premise|premise|synopsis|the buzz|the performances|performances|acting|"
    "direction|the director|what works|what doesn't|the good|the bad|background|analysis|bottom line|"
    "l'histoire|synopsis|histoire|notre avis|mon avis|critique|analyse|conclusion|en bref|les acteurs|"
    "handlung|inhalt|kritik|fazit|unser fazit|mein fazit|worum geht's|besetzung|bewertung|"
    "argumento|sinopsis|ficha técnica|lo bueno|lo malo|pros|cons|for|against|positives|negatives|"
    "pluspunkte|minuspunkte|les plus|les moins|pro|contra|video|audio|extras|the movie|the film|the disc|"
    "final thoughts|"
    "fabuła|podsumowanie|сюжет|вывод|итог|"
    "sonuç|konu|het verhaal|conclusie|handling|slutsats|줄거리|총평|剧情|总结|القصة|"
    "crítica|conclusión|valoración|lo mejor|lo peor|trama|giudizio|conclusioni|"
    "あらすじ|ストーリー|感想|解説|見どころ|評価|まとめ|ネタバレ感想|レビュー|総評|物語",
    divider="|",
)
_DECOR = "≪≫【】■◆●▼▲☆★◎○□<>＜＞〈〉《》[]=*-–—~#:： "
_QUOTED = re.compile(
    r"(?:“[^“”]+”|\"[^\"]+\"|«[^«»]+»|„[^„“”]+[“”]|「[^「」]+」|»[^«»]+«|‘[^‘]+’)[.!?]?"
)
_NAMED_TURN = re.compile(
    r"(?P<speaker>[^\W\d_a-z][^:：.!?,\"“]{0,40}?)\s?[:：]\s(?P<line>\S.{0,400})"
)
_DASH_TURN = re.compile(r"[–—―]\s?(?P<line>[^\s–—―].{0,400})")
_SPOKEN = re.compile(
    r"\b(?:I|I['’](?:m|ve|ll|d)|[Yy]ou|[Yy]ours?|[Mm]e|[Mm]y|[Ll]et['’]s|[Jj]e|[Jj]['’]|[Tt]u|toi|moi|[Vv]ous|"
    r"[Ii]ch|[Dd]u|dich|dir|mich|mir|[Yy]o|[Tt]ú|[Uu]sted|ti)\b"
)
_OF_FILMS = re.compile(
    r"\b(?:film|movie|cinema|director|watch|watched|seen|recommend|review|audience|viewer|scene|comments?|readers?|"
    r"theat(?:er|re)|réalisateur|spectateur|Regisseur|Zuschauer|Kino|película|cine|espectador)s?\b",
    re.IGNORECASE,
)
MAX_SPOKEN = 45  # words; longer than a line of film dialogue runs
MAX_TITLE = 60
MAX_SCRAP = 80


_BIOGRAPHY = re.compile(
    r"(?P<name>[^.,]{4,60}?),? (?:is|was|has been) (?:an?|the|our) (?:[\w\-’']+,? (?:and )?){0,6}"
    r"(?:critic|writer|journalist|editor|contributor|author|blogger|reviewer)\b.{0,400}|"
    r"(?P<other>[^.,]{4,60}?) (?:reviews|writes about|covers) (?:films?|movies?|cinema|books|arts)\b.{0,200}"
)


class Body:
    """Turns the lines of the text into blocks and headed sections."""

    def __init__(self, lines, heads, doc):
        """`heads` are the folded lines above the text, where a byline may stand without a word."""
        self.doc, self.heads = doc, heads
        self.lines = [line for line in lines if self.belongs(line)]
        self.drop_foot()
        if self.drop_biography():
            self.drop_foot()
        self.headings = self.find_headings()
        self.spoken = self.find_spoken()

    def belongs(self, line):
        """Whether a line is the review's own; a disclosure is kept apart."""
        if is_disclosure(line.text):
            self.doc.disclosure = self.doc.disclosure or line.text
            return False
        known = {
            fold(title)
            for title in (self.doc.title, self.doc.other_title, self.doc.headline)
            if title
        }
        known |= {f"{title} {self.doc.year}" for title in known if self.doc.year}
        unread = len(LABEL.findall(line.text)) >= 3 and all(
            len(part.split()) < 12 for part in LABEL.split(line.text)
        )
        repeated = fold(line.text) in known or (fold(line.text) in self.heads and not line.is_prose)
        signed = fold(line.text) in {fold(reviewer) for reviewer in self.doc.reviewers}
        return not (
            repeated
            or signed
            or unread
            or self.is_mark(line.text)
            or is_furniture(line.text)
            or owner_of(line.text)
        )

    def is_mark(self, text):
        """Whether a line is only stars, numbers or signs."""
        return len(text) <= 40 and (
            read_stars(text) is not None or not any(letter.isalpha() for letter in text)
        )

    def drop_biography(self):
        """Take “… is a writer based in …” off the end; a name that also heads the page is the reviewer."""
        match = _BIOGRAPHY.fullmatch(self.lines[-1].text) if len(self.lines) > 2 else None
        name = match and read_full_name(match["name"] or match["other"])
        if not name:
            return False
        if fold(name) in self.heads and not self.doc.reviewers:
            self.doc.reviewers = [name]
        if fold(name) in self.heads | {fold(reviewer) for reviewer in self.doc.reviewers}:
            self.lines = [line for line in self.lines[:-1] if fold(line.text) != fold(name)]
            return True
        return False

    def drop_foot(self):
        """Take short lines off the end that are no sentences: what a page prints beneath its text."""
        end = len(self.lines)
        while end and self.is_scrap(end - 1):
            end -= 1
        last = max((place for place in range(end) if self.lines[place].is_prose), default=end)
        for place in range(last + 1, end - 2):
            if all(map(self.is_scrap, range(place, place + 3))):
                end = place  # three such lines in a row are no end of a review, whatever stands beneath
                break
        if dropped := self.lines[end:]:
            self.doc.note(
                "page foot",
                gettext_noop(
                    "%(count)d lines beneath the text were left out, “%(words)s” first",
                    count=len(dropped),
                    words=dropped[0].text[:60],
                ),
            )
        self.lines = self.lines[:end]

    def is_scrap(self, place):
        """Whether a line is short and no sentence, as menus, tags and lists of links are."""
        text = self.lines[place].text
        return (
            len(text) < MAX_SCRAP
            and not SENTENCE_END.search(text[-6:])
            and not self.lines[place].is_prose
        )

    # Headings

    def find_headings(self):
        """Places of crossheads: two or more of one kind, or one whose words say what it is."""
        last = len(self.lines) - 1
        places = [place for place in range(last) if self.may_head(place)]
        touching = [
            place for place in places if not self.lines[place + 1].gap and self.lines[place].gap
        ]
        if len(touching) >= 2:
            return set(touching)
        places = [place for place in places if self.lines[place + 1].is_prose]
        plain = [place for place in places if fold(self.title_of(place)) in HEADINGS]
        return set(places if len(places) >= 2 and not self.are_captions(places) else plain)

    def may_head(self, place):
        text, following = self.title_of(place), self.lines[place + 1]
        return (
            1 < len(text) <= MAX_TITLE
            and len(text.split()) <= 8
            and not SENTENCE_END.search(self.lines[place].text[-6:].rstrip(_DECOR))
            and not text.endswith((",", ";", "”", '"'))
            and (text[0].isupper() or text[0].isdigit() or CJK.match(text) is not None)
            and len(following.text) > len(text)
            and (following.is_prose or not following.gap)
            and (fold(text) not in FIELDS or following.is_prose)
            and not _NAMED_TURN.fullmatch(self.lines[place].text)
        )

    def are_captions(self, places):
        """Whether these short lines name the cast, as lines beneath pictures do."""
        names = [fold(performer.name) for performer in self.doc.cast] + [
            fold(name) for name in self.doc.directors
        ]
        return any(name in fold(self.lines[place].text) for place in places for name in names)

    def title_of(self, place):
        return self.lines[place].text.strip(_DECOR)

    # Words of the film

    def find_spoken(self):
        """Places of short lines in the first or second person, in a text that uses neither.

        Such lines stand alone among prose only as quotations from the film.
        """
        strict = {place for place in range(len(self.lines) - 1) if self.sounds_spoken(place)}
        others = [line.text for place, line in enumerate(self.lines) if place not in strict]
        words = sum(len(text.split()) for text in others)
        if (
            len(strict) < 2
            or words < 100
            or sum(len(_SPOKEN.findall(text)) for text in others) * 150 > words
        ):
            return set()
        spoken = set(strict)
        places = range(len(self.lines))
        for order, step in ((places, -1), (reversed(places), 1)):
            for place in order:
                if place + step in spoken and self.may_answer(place, strict):
                    spoken.add(place)
        return spoken

    def sounds_spoken(self, place):
        text = self.lines[place].text
        return (
            len(text) <= 300
            and len(text.split()) <= MAX_SPOKEN
            and SENTENCE_END.search(text[-6:]) is not None
            and _SPOKEN.search(text) is not None
            and _OF_FILMS.search(text) is None
            and place not in self.headings
        )

    def may_answer(self, place, strict):
        """A short line beside a spoken one: a question, a cry, in the same person, or between two such."""
        text = self.lines[place].text
        if len(text.split()) > 8 or not SENTENCE_END.search(text[-6:]) or _OF_FILMS.search(text):
            return self.sounds_spoken(place)
        return text.endswith(("?", "!")) or {place - 1, place + 1} <= strict

    # Blocks

    def read(self):
        """Fill the document's body and sections."""
        place, part = 0, None
        while place < len(self.lines):
            if place in self.headings:
                part = self.open_part(self.title_of(place))
                place += 1
                continue
            block, place = self.block_at(place)
            (part.blocks if part else self.doc.body).append(block)
        self.doc.sections = [part for part in self.doc.sections if part.blocks]

    def open_part(self, heading):
        """A new section, or the one that already has this heading."""
        for part in self.doc.sections:
            if fold(part.heading) == fold(heading):
                return part
        self.doc.sections.append(Part(heading))
        return self.doc.sections[-1]

    def block_at(self, place):
        """(the block that begins here, the place after it)."""
        for pattern in (_NAMED_TURN, _DASH_TURN):
            turns = self.turns_at(place, pattern)
            if len(turns) >= 2:
                return Block("dialogue", turns=tuple(turns)), place + len(turns)
        items = self.items_at(place)
        if len(items) >= 2:
            return Block("list", turns=tuple(items)), place + len(items)
        return self.quote_at(place)

    def turns_at(self, place, pattern):
        turns = []
        while place + len(turns) < len(self.lines) and place + len(turns) not in self.headings:
            match = pattern.fullmatch(self.lines[place + len(turns)].text)
            speaker = fold((match and match.groupdict().get("speaker")) or "-")
            if not match or speaker in FIELDS or speaker in HEADINGS:
                break
            if pattern is _NAMED_TURN and not SENTENCE_END.search(match["line"][-6:]):
                break
            turns.append(Turn(match["line"], (match.groupdict().get("speaker") or "").strip()))
        return turns

    def items_at(self, place):
        items = []
        while place + len(items) < len(self.lines):
            line = self.lines[place + len(items)]
            match = LIST_ITEM.match(line.text)
            if not match or (items and line.gap > 1) or match[0][0] in "–—":
                break
            items.append(Turn(line.text[match.end() :]))
        return items

    def quote_at(self, place):
        end = place
        while end < len(self.lines) and end in self.spoken:
            end += 1
        if end - place >= 2:
            return Block(
                "dialogue", turns=tuple(Turn(line.text) for line in self.lines[place:end])
            ), end
        text = self.lines[place].text
        is_quote = end > place or (len(text) <= 600 and _QUOTED.fullmatch(text) is not None)
        return Block("quote" if is_quote else "paragraph", text), place + 1
