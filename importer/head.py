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
        """`printed`: how often each folded line stands on the page."""
        self.lines, self.used, self.start, self.paragraphs = lines, used, start, paragraphs
        self.printed, self.doc = printed, doc
        page = "\n".join(dict.fromkeys(line.text for line in lines))
        self.finder = TitleFinder("\n".join(paragraphs), page, doc)
        self.headings, self.sentences, self.body = [], [], []

    def read(self):
        for index, line in enumerate(self.lines[: self.start]):
            if index in self.used:
                continue
            if not is_boilerplate(line.text):
                self.read_line(index, line.text)
            elif starts_with_published(line.text) and len(line.text) < 80:
                self.set_date(line.text)
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
        least = 4 if self.headings else 7
        return SENTENCE_END.search(text[-6:]) is not None and len(text.split()) >= least

    def set_date(self, text):
        date = parse_publication_time(text)
        self.doc.published_on = self.doc.published_on or date or ""
        return bool(date)

    def read_titles(self):
        headings, unclear = self.headings[:12], []
        for index, text in enumerate(headings):
            if not index and self.read_name_and_year(text):
                continue
            title, below = self.doc.title, headings[index + 1 : index + 2]
            if not title and below and self.read_year_beneath(text, below[0]):
                continue
            may_hold_title = not title or fold(title) in fold(text)
            if may_hold_title and self.finder.read(text, self.printed[fold(text)] > 1):
                self.set_headline(text)
            else:
                unclear.append(text)
        if not self.doc.title and not self.finder.find_in_text(self.paragraphs):
            self.read_title_named_once(unclear)
        self.classify_unclear_headings(unclear)

    def read_title_named_once(self, headings):
        once = list(filter(None, map(self.finder.plain_heading_named_once, headings)))
        if len(once) == 1 and self.finder.accept(once[0], stated=True):
            self.doc.add_note(
                "film title",
                gettext_noop(
                    "“%(title)s” heads the page, and the text names it only once",
                    title=self.doc.title,
                ),
            )

    def read_year_beneath(self, text, below):
        """A heading with nothing but a year beneath it: a title, as film diaries print it."""
        year = parse_year(below) if parse_year(text) is None else None
        if not year or len(text) > 80 or not self.finder.accept(text, stated=True):
            return False
        self.doc.year = self.doc.year or year
        self.headings.remove(below)
        return True

    def read_name_and_year(self, text):
        """“Jacques Audiard, 2002”: a name and a year that nothing explains, above the text."""
        match = _NAME_YEAR.fullmatch(text)
        name = match and parse_full_name(match["name"])
        if not name or self.finder.is_named(name):
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
        titles = [title for title in (self.doc.title, self.doc.alternative_title) if title]
        for text in unclear:
            ratios = [SequenceMatcher(None, fold(text), fold(title)).ratio() for title in titles]
            near = [title for title, ratio in zip(titles, ratios, strict=True) if ratio >= 0.85]
            if 1 in ratios:
                continue
            if near:
                message = gettext_noop(
                    "“%(words)s” is nearly the title “%(title)s” and was not read",
                    words=text[:80],
                    title=near[0],
                )
                self.doc.add_note("page head", message)
            elif not self.doc.standfirst and titles and self.may_be_standfirst(text):
                self.doc.standfirst = text
            elif self.may_be_headline(text):
                self.doc.headline = text
            else:
                message = gettext_noop("“%(words)s” was not understood", words=text[:80])
                self.doc.add_note("page head", message)

    def may_be_standfirst(self, text):
        return (
            text != self.headings[0]
            and len(text.split()) >= 10
            and len(text) <= MAX_STANDFIRST
            and LABEL_WITH_COLON.search(text) is None
            and re.search(r"[|·•$€£]|//|>", text) is None
        )

    def may_be_headline(self, text):
        """Only a first heading that no other follows: above others stands the name of the site."""
        if text != self.headings[0] or self.doc.headline or len(text) > MAX_HEADLINE:
            return False
        title = fold(self.doc.title)
        others = [other for other in self.headings[1:] if len(other.split()) >= 2]
        is_alone = all(fold(other) != title and parse_full_name(other) for other in others)
        return is_alone and 4 <= len(text.split()) <= 30

    def read_sentences(self):
        """Sentences above the text: the standfirst if set apart, else the text's beginning."""
        apart = [
            index
            for index in self.sentences[:3]
            if self.is_set_apart(index) and not self.is_fact(self.lines[index].text)
        ][:2]
        words = " ".join(self.lines[index].text for index in apart)
        if apart and not self.doc.standfirst and len(words) <= MAX_STANDFIRST:
            self.doc.standfirst = words
            self.sentences = [index for index in self.sentences if index not in apart]
        self.body = [self.lines[index] for index in self.sentences]

    def is_fact(self, text):
        """Whether a sentence is a label with its value, or the title with its year."""
        rest = fold(text).replace(fold(self.doc.title), "") if self.doc.title else text
        return (
            LABEL_WITH_COLON.search(text) is not None
            or any(label.match(text) for label in LABEL_WITHOUT_COLON.values())
            or not any(letter.isalpha() for letter in rest)
        )

    def is_set_apart(self, index):
        """By other lines between it and the text, by more space below it, or as a short line."""
        below, last = set(range(index + 1, self.start)), len(self.lines) - 1
        if below & self.used or below - set(self.sentences):
            return True
        gap = self.lines[index + 1].gap if index < last else 0
        if gap >= 2 and self.start < last and gap > self.lines[self.start + 1].gap:
            return True
        is_alone = len(self.sentences) == 1 and bool(self.headings)
        return is_alone and len(self.lines[index].text.split()) <= 8

    def note_missing(self):
        if not self.doc.title:
            self.doc.add_note("film title", gettext_noop("no line of the page is surely the title"))
        if not self.doc.headline:
            own = gettext_noop("the page has no heading of its own but the film’s title")
            none = gettext_noop("no heading was found")
            self.doc.add_note("headline", own if self.doc.title else none)
