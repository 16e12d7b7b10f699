"""The head of a page: kicker, headline, standfirst, byline, and the title among them."""

import re
from difflib import SequenceMatcher

from .boilerplate import is_furniture
from .document import gettext_noop
from .fact_labels import BARE, LABEL
from .film_title import REVIEW_WORD, TitleFinder
from .text import SENTENCE_END, fold, is_cjk, word_set
from .timestamps import read_moment
from .values import read_full_name, read_stars, read_year

KICKERS = word_set(
    "film review|movie review|review|dvd review|blu-ray review|home video review|cinema review|critique|"
    "critique de film|critique ciné|kritik|filmkritik|film-kritik|kinokritik|rezension|filmrezension|crítica|"
    "crítica de cine|reseña|recensione|映画レビュー|映画評|映画感想|レビュー|at the movies|in cinemas|new release",
    divider="|",
)
_FESTIVAL = re.compile(
    r"(?:cannes|berlinale|venice|venise|venedig|sundance|tiff|toronto|locarno|san sebasti[aá]n|london|lff|sxsw|"
    r"rotterdam|iffr|busan)"
    r"(?: (?:international )?film festival| film fest)? ?['’]?(?:(?:19|20)?\d\d)(?: review)?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:kritik|rezension|critique|reseña|crítica|recensione|recensie) "
    r"(?:von|par|de|di|por|door|van)|(?:an? )?(?:film |movie )?(?:review |written |words |text |texte )?by|par|"
    r"von|por|di|door|av|text|texte|tekst|"
    r"(?:autor(?:in|a|ka)?|author|yazan|автор|作者|作成者|작성자|글|文|بقلم)(?=\s?[:：])|(?P<date>.{6,40}?),?\s(?:by|par|von|por))"
    r"\s?(?:[:：]\s?|\s)(?P<name>[^|•·/]{3,60}?)"
    r"(?:\s*(?:[|•·/–—,-]|\bon\b|\bam\b|\ble\b)\s?(?P<rest>.{0,80}))?",
    re.IGNORECASE,
)
_NAME_YEAR = re.compile(r"(?P<name>[^,(]{3,60}), (?P<year>(?:18|19|20)\d\d)")
_POSTED = re.compile(
    r"^(?:posted|published|publié|veröffentlicht|publicado|pubblicato|opublikowano|data publikacji|gepubliceerd|"
    r"publicerad|"
    r"опубликовано|yayınlanma tarihi|投稿日|公開日|发布于|게시일)(?:\s(?:on|le|am|el|il|em|op|den))?\s?[:：]?\s?",
    re.IGNORECASE,
)
MAX_HEADLINE, MAX_STANDFIRST = 200, 400


def split_head(lines, used):
    """The place of the first line of the running text.

    A paragraph with facts or a byline beneath it, before any other paragraph, is still the head.
    """
    prose = [
        place
        for place, line in enumerate(lines)
        if line.is_prose and place not in used and not is_furniture(line.text)
    ]
    for place, following in zip(prose, [*prose[1:], len(lines)], strict=False):
        between = range(place + 1, following)
        interrupted = any(
            number in used or _BY.fullmatch(lines[number].text[:160]) for number in between
        )
        if not (
            interrupted
            and len(lines[place].text) <= MAX_STANDFIRST
            and following < len(lines)
            and place == prose[0]
        ):
            return _with_crosshead(lines, used, place)
    return len(lines)


def _with_crosshead(lines, used, place):
    """The place of the first paragraph, or of a heading that touches it and is not the page's first."""
    above = place - 1
    free = (
        above > 0
        and above not in used
        and not lines[place].gap
        and lines[above].gap
        and not lines[above].is_prose
    )
    return (
        above
        if free and len(lines[above].text) <= 60 and not is_furniture(lines[above].text)
        else place
    )


def _name_and_day(name, text):
    """(name, day or "") of “Lena Ortiz” and of “Lena Ortiz October 3, 2019”; (None, "") for no name."""
    if read_full_name(name):
        return read_full_name(name), ""
    words = text.split()
    for count in range(2, min(len(words), 6)):
        name, rest = read_full_name(" ".join(words[:count])), " ".join(words[count:])
        if name and read_moment(rest):
            return name, rest
    return None, ""


class Head:
    """Reads the lines above the text; `body` gets those that belong to the text after all."""

    def __init__(self, lines, used, start, paragraphs, printed, doc):
        self.printed = printed  # how often each line stands on the page, folded
        self.doc, self.lines, self.start, self.used = doc, lines, start, used
        page = "\n".join(dict.fromkeys(line.text for line in lines))
        self.finder = TitleFinder("\n".join(paragraphs), page, doc)
        self.paragraphs = paragraphs
        self.headings, self.sentences, self.body = [], [], []

    def read(self):
        for place in range(self.start):
            text = self.lines[place].text
            if place in self.used:
                continue
            if not is_furniture(text):
                self.read_line(place, self.lines[place])
            elif _POSTED.match(text) and len(text) < 80:
                self.keep_date(text)
        self.read_titles()
        self.read_sentences()
        self.explain()
        return self.body

    def read_line(self, place, line):
        text = line.text
        byline = _BY.fullmatch(text) if len(text) <= 160 else None
        if byline and byline["date"] and read_moment(_POSTED.sub("", byline["date"])) is None:
            byline = None  # “The Ferryman by Nora Quill”
        name, day = (
            _name_and_day(byline["name"], text[byline.start("name") :]) if byline else (None, "")
        )
        if name:
            self.doc.reviewers = self.doc.reviewers or [name]
            self.keep_date(day or byline["date"] or byline["rest"] or "")
        elif len(text) < 45 and self.keep_date(text):
            pass
        elif fold(text) in KICKERS or _FESTIVAL.fullmatch(text):
            self.doc.kicker = text  # the last one: above it stand menus
        elif not self.doc.stars and (stars := read_stars(text)):
            self.doc.stars, self.doc.stars_out_of = stars
        elif self.is_sentence(text):
            self.sentences.append(place)
        else:
            self.headings.append(text)

    def is_sentence(self, text):
        """Whether a line is a sentence, or a few words with a full stop beneath a heading."""
        if self.headings and text.endswith((".", "。")) and len(text) <= 60:
            return True
        return SENTENCE_END.search(text[-6:]) is not None and len(text.split()) > (
            3 if self.headings else 6
        )

    def keep_date(self, text):
        """Keep the day that a line gives, perhaps with an hour; whether it gives one."""
        date = read_moment(_POSTED.sub("", text)) or ""
        if len(date) == 10:
            self.doc.posted = self.doc.posted or date
        return len(date) == 10

    def read_titles(self):
        """Title and headline from the headings; what is neither is said to be unread."""
        headings = self.headings[:12]
        unclear = []
        for place, text in enumerate(headings):
            if self.read_name_and_year(text, place):
                continue
            if not self.doc.title and self.read_year_beneath(text, headings[place + 1 : place + 2]):
                continue
            again = self.printed[fold(text)] > 1
            is_title = (
                not self.doc.title or fold(self.doc.title) in fold(text)
            ) and self.finder.read(text, again)
            (unclear if not is_title else []).append(text)
            if is_title:
                self.keep_headline(text)
        if not self.doc.title:
            self.finder.from_text(self.paragraphs)
        once = (
            [text for text in map(self.finder.plain_once, unclear) if text]
            if not self.doc.title
            else []
        )
        if len(once) == 1 and self.finder.take(once[0], stated=True):
            self.doc.note(
                "film title",
                gettext_noop(
                    "“%(title)s” heads the page, and the text names it only once",
                    title=self.doc.title,
                ),
            )
        self.settle(unclear)

    def read_year_beneath(self, text, below):
        """A heading with nothing but a year beneath it: a title, as film diaries print it."""
        year = read_year(below[0]) if below and read_year(text) is None else None
        if not year or len(text) > 80 or not self.finder.take(text, stated=True):
            return False
        self.doc.year = self.doc.year or year
        self.headings.remove(below[0])
        return True

    def read_name_and_year(self, text, place):
        """“Jacques Audiard, 2002”: a name and a year that nothing explains, above the text."""
        match = _NAME_YEAR.fullmatch(text)
        name = match and read_full_name(match["name"])
        if not name or place or self.finder.occurs(name):
            return False
        self.doc.year_stated = int(match["year"])
        self.doc.note(
            "year",
            gettext_noop(
                "“%(year)s” stands beside a name; the page does not say of what it is the year",
                year=match["year"],
            ),
        )
        if not self.doc.directors and self.finder.from_text(self.paragraphs):
            self.doc.directors = [name]
            self.doc.note(
                "director",
                gettext_noop(
                    "“%(name)s” stands above the text without a word on what they did", name=name
                ),
            )
        return True

    def keep_headline(self, text):
        """A heading that says more than the title is the review's own."""
        plain = re.sub(r"[(（\[][^()（）\]]*[)）\]]", "", REVIEW_WORD.sub("", text))
        extra = len(fold(plain).split()) - len(fold(self.doc.title).split())
        is_own = extra >= 3 or (is_cjk(text) and len(plain) > len(self.doc.title) + 6)
        if is_own and not self.doc.headline and len(text) <= MAX_HEADLINE:
            self.doc.headline = text

    def settle(self, unclear):
        """Headings that hold no title: the first may be the headline, the others are named."""
        for text in unclear:
            known = [title for title in (self.doc.title, self.doc.other_title) if title]
            if any(fold(text) == fold(title) for title in known):
                continue
            near = [
                title
                for title in known
                if SequenceMatcher(None, fold(text), fold(title)).ratio() >= 0.85
            ]
            if near:
                self.doc.note(
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
                self.doc.note(
                    "page head", gettext_noop("“%(words)s” was not understood", words=text[:80])
                )

    def may_be_standfirst(self, text):
        """A long heading below the first, in running words."""
        plain = LABEL.search(text) is None and re.search(r"[|·•$€£]|//|>", text) is None
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
            if len(other.split()) >= 2 and (fold(other) == title or not read_full_name(other))
        ]
        alone = text == self.headings[0] and not others and 4 <= len(text.split()) <= 30
        return alone and not self.doc.headline and len(text) <= MAX_HEADLINE

    def read_sentences(self):
        """Sentences above the text: the standfirst if set apart, else the text's first paragraphs."""
        apart = [
            place
            for place in self.sentences[:3]
            if self.is_set_apart(place) and not self.is_fact(place)
        ]
        words = " ".join(self.lines[place].text for place in apart[:2])
        if apart and not self.doc.standfirst and len(words) <= MAX_STANDFIRST:
            self.doc.standfirst = words
            self.sentences = [place for place in self.sentences if place not in apart[:2]]
        self.body = [self.lines[place] for place in self.sentences]

    def is_fact(self, place):
        """Whether a sentence is a label with its value, or the title with its year."""
        text = self.lines[place].text
        rest = fold(text).replace(fold(self.doc.title), "") if self.doc.title else text
        labelled = LABEL.search(text) or any(bare.match(text) for bare in BARE.values())
        return bool(labelled) or not any(letter.isalpha() for letter in rest)

    def is_set_apart(self, place):
        following = range(place + 1, self.start)
        sentences = set(self.sentences)
        divided = any(number in self.used or number not in sentences for number in following)
        nearest = self.lines[place + 1].gap if place + 1 < len(self.lines) else 0
        wide = (
            nearest >= 2
            and self.start < len(self.lines) - 1
            and nearest > self.lines[min(self.start + 1, len(self.lines) - 1)].gap
        )
        return (
            divided
            or wide
            or (
                len(self.lines[place].text.split()) <= 8
                and len(self.sentences) == 1
                and bool(self.headings)
            )
        )

    def explain(self):
        if not self.doc.title:
            self.doc.note("film title", gettext_noop("no line of the page is surely the title"))
        if not self.doc.headline:
            has = (
                gettext_noop("the page has no heading of its own but the film’s title")
                if self.doc.title
                else gettext_noop("no heading was found")
            )
            self.doc.note("headline", has)
