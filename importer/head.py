"""The head of a page: kicker, headline, standfirst, byline, and the title among them."""

import re
from difflib import SequenceMatcher

from .boilerplate import is_boilerplate
from .bylines import is_byline, parse_byline, parse_publication_time, starts_with_published
from .fact_labels import LABEL_WITH_COLON, LABEL_WITHOUT_COLON
from .film_title import REVIEW_WORD, TitleFinder
from .messages import gettext_noop
from .names import parse_full_name
from .text import SENTENCE_END, fold, is_cjk
from .values import parse_stars, parse_year
from .word_lists import any_of, fold_all, load

MAX_HEADLINE, MAX_STANDFIRST = 200, 400
_LISTS = load("headings")
KICKERS = fold_all(_LISTS["kickers"])
_FESTIVAL = re.compile(
    rf"(?:{any_of(_LISTS['festivals'])})"
    r"(?: (?:international )?film festival| film fest)? ?['’]?(?:(?:19|20)?\d\d)(?: review)?",
    re.IGNORECASE,
)
_NAME_YEAR = re.compile(r"(?P<name>[^,(]{3,60}), (?P<year>(?:18|19|20)\d\d)")


def find_body_start(lines, used):
    """Index of the first line of the running text.

    A paragraph with facts or a byline beneath it, before any other paragraph, is still the head.
    """
    prose = [
        index
        for index, line in enumerate(lines)
        if line.is_prose and index not in used and not is_boilerplate(line.text)
    ]
    if not prose:
        return len(lines)
    first, second = prose[0], (*prose, len(lines))[1]
    is_standfirst = (
        second < len(lines)
        and len(lines[first].text) <= MAX_STANDFIRST
        and any(
            index in used or is_byline(lines[index].text[:160])
            for index in range(first + 1, second)
        )
    )
    return _with_section_heading(lines, used, second if is_standfirst else first)


def _with_section_heading(lines, used, index):
    """The paragraph's index, or that of a heading that touches it and is not the page's first."""
    above = index - 1
    is_heading = (
        above > 0
        and above not in used
        and not lines[index].gap
        and lines[above].gap
        and not lines[above].is_prose
        and len(lines[above].text) <= 60
        and not is_boilerplate(lines[above].text)
    )
    return above if is_heading else index


class HeadParser:
    """Reads the lines above the text; `body` gets those that belong to the text after all."""

    def __init__(self, lines, used, start, paragraphs, printed, doc):
        self.printed = printed  # how often each line stands on the page, folded
        self.doc, self.lines, self.start, self.used = doc, lines, start, used
        page = "\n".join(dict.fromkeys(line.text for line in lines))
        self.finder = TitleFinder("\n".join(paragraphs), page, doc)
        self.paragraphs = paragraphs
        self.headings, self.sentences, self.body = [], [], []

    def read(self):
        for index in range(self.start):
            text = self.lines[index].text
            if index in self.used:
                continue
            if not is_boilerplate(text):
                self.read_line(index, text)
            elif starts_with_published(text) and len(text) < 80:
                self.set_date(text)
        self.read_titles()
        self.read_sentences()
        self.note_missing()
        return self.body

    def read_line(self, index, text):
        critic, date = parse_byline(text)
        if critic:
            self.doc.critics = self.doc.critics or [critic]
            self.set_date(date)
        elif len(text) < 45 and self.set_date(text):
            pass
        elif fold(text) in KICKERS or _FESTIVAL.fullmatch(text):
            self.doc.kicker = text  # the last one: above it stand menus
        elif not self.doc.stars and (stars := parse_stars(text)):
            self.doc.stars, self.doc.stars_out_of = stars
        elif self.is_sentence(text):
            self.sentences.append(index)
        else:
            self.headings.append(text)

    def is_sentence(self, text):
        """Whether a line is a sentence, or a few words with a full stop beneath a heading."""
        if self.headings and text.endswith((".", "。")) and len(text) <= 60:
            return True
        return SENTENCE_END.search(text[-6:]) is not None and len(text.split()) > (
            3 if self.headings else 6
        )

    def set_date(self, text):
        """Set the day that a line gives, perhaps with an hour; whether it gives one."""
        date = parse_publication_time(text)
        if date:
            self.doc.published_on = self.doc.published_on or date
        return bool(date)

    def read_titles(self):
        """Title and headline from the headings; what is neither is said to be unread."""
        headings = self.headings[:12]
        unclear = []
        for index, text in enumerate(headings):
            if self.read_name_and_year(text, index):
                continue
            if not self.doc.title and self.read_year_beneath(text, headings[index + 1 : index + 2]):
                continue
            again = self.printed[fold(text)] > 1
            is_title = (
                not self.doc.title or fold(self.doc.title) in fold(text)
            ) and self.finder.read(text, again)
            (unclear if not is_title else []).append(text)
            if is_title:
                self.set_headline(text)
        if not self.doc.title:
            self.finder.find_in_text(self.paragraphs)
        once = (
            [text for text in map(self.finder.plain_heading_named_once, unclear) if text]
            if not self.doc.title
            else []
        )
        if len(once) == 1 and self.finder.accept(once[0], stated=True):
            self.doc.add_note(
                "film title",
                gettext_noop(
                    "“%(title)s” heads the page, and the text names it only once",
                    title=self.doc.title,
                ),
            )
        self.classify_unclear_headings(unclear)

    def read_year_beneath(self, text, below):
        """A heading with nothing but a year beneath it: a title, as film diaries print it."""
        year = parse_year(below[0]) if below and parse_year(text) is None else None
        if not year or len(text) > 80 or not self.finder.accept(text, stated=True):
            return False
        self.doc.year = self.doc.year or year
        self.headings.remove(below[0])
        return True

    def read_name_and_year(self, text, index):
        """“Jacques Audiard, 2002”: a name and a year that nothing explains, above the text."""
        match = _NAME_YEAR.fullmatch(text)
        name = match and parse_full_name(match["name"])
        if not name or index or self.finder.is_named(name):
            return False
        self.doc.unlabelled_year = int(match["year"])
        self.doc.add_note(
            "year",
            gettext_noop(
                "“%(year)s” stands beside a name; the page does not say of what it is the year",
                year=match["year"],
            ),
        )
        if not self.doc.directors and self.finder.find_in_text(self.paragraphs):
            self.doc.directors = [name]
            self.doc.add_note(
                "director",
                gettext_noop(
                    "“%(name)s” stands above the text without a word on what they did", name=name
                ),
            )
        return True

    def set_headline(self, text):
        """A heading that says more than the title is the review's own."""
        plain = re.sub(r"[(（\[][^()（）\]]*[)）\]]", "", REVIEW_WORD.sub("", text))
        extra = len(fold(plain).split()) - len(fold(self.doc.title).split())
        is_own = extra >= 3 or (is_cjk(text) and len(plain) > len(self.doc.title) + 6)
        if is_own and not self.doc.headline and len(text) <= MAX_HEADLINE:
            self.doc.headline = text

    def classify_unclear_headings(self, unclear):
        """Headings that hold no title: the first may be the headline, the others are named."""
        for text in unclear:
            known = [title for title in (self.doc.title, self.doc.alternative_title) if title]
            if any(fold(text) == fold(title) for title in known):
                continue
            near = [
                title
                for title in known
                if SequenceMatcher(None, fold(text), fold(title)).ratio() >= 0.85
            ]
            if near:
                self.doc.add_note(
                    "page head",
                    gettext_noop(
                        "“%(words)s” is nearly the title “%(title)s” and was not read",
                        words=text[:80],
                        title=near[0],
                    ),
                )
            elif not self.doc.standfirst and known and self.may_be_standfirst(text):
                self.doc.standfirst = text
            elif self.may_be_headline(text):
                self.doc.headline = text
            else:
                self.doc.add_note(
                    "page head", gettext_noop("“%(words)s” was not understood", words=text[:80])
                )

    def may_be_standfirst(self, text):
        """A long heading below the first, in running words."""
        plain = LABEL_WITH_COLON.search(text) is None and re.search(r"[|·•$€£]|//|>", text) is None
        return (
            plain
            and len(text.split()) >= 10
            and len(text) <= MAX_STANDFIRST
            and text != self.headings[0]
        )

    def may_be_headline(self, text):
        """Only a first heading that no other follows: above others stands the name of the site."""
        title = fold(self.doc.title)
        others = [
            other
            for other in self.headings[1:]
            if len(other.split()) >= 2 and (fold(other) == title or not parse_full_name(other))
        ]
        alone = text == self.headings[0] and not others and 4 <= len(text.split()) <= 30
        return alone and not self.doc.headline and len(text) <= MAX_HEADLINE

    def read_sentences(self):
        """Sentences above the text: the standfirst if set apart, else the text's first paragraphs."""
        apart = [
            index
            for index in self.sentences[:3]
            if self.is_set_apart(index) and not self.is_fact(index)
        ]
        words = " ".join(self.lines[index].text for index in apart[:2])
        if apart and not self.doc.standfirst and len(words) <= MAX_STANDFIRST:
            self.doc.standfirst = words
            self.sentences = [index for index in self.sentences if index not in apart[:2]]
        self.body = [self.lines[index] for index in self.sentences]

    def is_fact(self, index):
        """Whether a sentence is a label with its value, or the title with its year."""
        text = self.lines[index].text
        rest = fold(text).replace(fold(self.doc.title), "") if self.doc.title else text
        labelled = LABEL_WITH_COLON.search(text) or any(
            bare.match(text) for bare in LABEL_WITHOUT_COLON.values()
        )
        return bool(labelled) or not any(letter.isalpha() for letter in rest)

    def is_set_apart(self, index):
        following = range(index + 1, self.start)
        sentences = set(self.sentences)
        divided = any(number in self.used or number not in sentences for number in following)
        nearest = self.lines[index + 1].gap if index + 1 < len(self.lines) else 0
        wide = (
            nearest >= 2
            and self.start < len(self.lines) - 1
            and nearest > self.lines[min(self.start + 1, len(self.lines) - 1)].gap
        )
        return (
            divided
            or wide
            or (
                len(self.lines[index].text.split()) <= 8
                and len(self.sentences) == 1
                and bool(self.headings)
            )
        )

    def note_missing(self):
        if not self.doc.title:
            self.doc.add_note("film title", gettext_noop("no line of the page is surely the title"))
        if not self.doc.headline:
            has = (
                gettext_noop("the page has no heading of its own but the film’s title")
                if self.doc.title
                else gettext_noop("no heading was found")
            )
            self.doc.add_note("headline", has)
