import re

from .messages import gettext_noop
from .names import parse_full_name
from .text import CJK, LIST_ITEM, SENTENCE_END, count_phrase, fold, is_cjk
from .values import parse_certification, parse_runtime
from .word_lists import any_of, fold_all, load

MAX_LENGTH = 150
_LISTS = load("headings")
GENERIC = fold_all(_LISTS["generic"])
ARTICLES = fold_all(_LISTS["articles"])
_REVIEW = any_of(_LISTS["review"])
REVIEW_WORD = re.compile(rf"(?<!\w)(?:{_REVIEW})(?!\w)|感想|批評|映画評", re.IGNORECASE)
_OF_WHOM = (
    r"(?: (?:del|du|of the|zum|van de) (?:film|movie))?(?: (?:di|de|von|by|van|av) \S.{2,40})?"
)
_BEFORE = re.compile(rf"(?P<kicker>{_REVIEW})\s?(?::|：|–|—|-|\|)\s?(?P<title>.+)", re.IGNORECASE)
_BRACKETED = re.compile(r"[【\[［](?P<kicker>[^】\]］]{1,30})[】\]］]\s?(?P<title>.+)")
_AFTER = re.compile(
    rf"(?P<title>.+?)\s?(?:[:：,–—|\-]\s?|\s)(?:{_REVIEW}){_OF_WHOM}\s?[!.]?", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?P<title>.{1,150}?)\s?[(（\[](?:(?P<other>[^()（）\d]{2,100}),\s?)?(?P<year>(?:18|19|"
    r"20)\d\d)年?[)）\]](?P<rest>.{0,80})"
)
_DIRECTED = re.compile(
    r"(?P<title>.{1,150}?)\s?\((?P<year>(?:18|19|20)\d\d),? (?:dir\.?|d\.|directed by|r[ée]al\.?|"
    r"regie:?) "
    r"(?P<director>[^()]{3,60})\)",
    re.IGNORECASE,
)
_WITH_OTHER_TITLE = re.compile(r"(?P<title>[^()]{2,120}?)\s?\((?P<other>[^()]{2,120})\)")
_QUOTED = re.compile(
    r"(?:^|(?<=[\s(:]))(?:‘(?P<a>[^‘’]{1,80}(?:’[a-zà-ÿ][^‘’]{0,80})?)’(?!\w)|"
    r"'(?P<b>[^']{1,80}(?:'[a-zà-ÿ][^']{0,80})?)'(?!\w)|"
    r"“(?P<c>[^“”]{1,100})”|\"(?P<d>[^\"]{1,100})\"|«\s?(?P<e>[^«»]{1,100}?)\s?»|"
    r"„(?P<f>[^„“”]{1,100})[“”]|"
    r"»(?P<h>[^«»]{1,100})«)|"
    r"[『《](?P<g>[^『』《》]{1,100})[』》]"
)
_CJK_QUOTED = re.compile(r"『([^『』]{1,60})』")
_KINDS = any_of(_LISTS["film_kinds"])
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'\-]{0,30}"
_SMALL = any_of(_LISTS["small_words"])
_CAPITALS = rf"{_CAPITAL}(?:,? (?:(?:{_SMALL})|[^\W_a-zß-ÿ][\w’'\-]{{0,30}})){{0,9}}"
_SAID = re.compile(
    rf"(?P<title>{_CAPITALS}) (?:(?P<about>is about(?! to)\b)|(?:is|was|remains) (?:an? |"
    rf"the )(?:[\w\-]+,? ){{0,4}}(?:{_KINDS})\b|"
    r"est un(?:e)? (?:[\w\-]+ ){0,3}(?:film|drame|comédie|documentaire|thriller)\b|"
    r"ist ein(?:e)? (?:[\w\-]+ ){0,3}(?:\w*film|\w*drama|\w*komödie|thriller)\b|"
    r"es una? (?:[\w\-]+ ){0,3}(?:película|film|comedia|drama|cinta)\b)"
)
_SAID_QUOTED = re.compile(
    r"[“\"‘«„](?P<title>[^\W\d_a-zß-ÿ][^”\"»“]{1,80}?),?[”\"’»“] "
    r"(?:is|was|opens|begins|starts|tells|follows|stars|takes|has)\b"
)
_SYMBOL = "[\u2300-\u2bff\ufe0f\u200d\U0001f000-\U0001faff\\s]+"
_SYMBOLS = re.compile(f"^{_SYMBOL}|{_SYMBOL}$")
_NOT_OTHER_TITLE = re.compile(
    rf"\b(?:{any_of(_LISTS['not_other_title'])})\b|\d+/\d+", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"(?i:original title|titre original|originaltitel|título original|titolo originale|"
    r"原題)\s?(?:is|was|lautet|"
    r"est)?\s?[:：]?\s?"
    r"[“\"«„『‘]?([^\W\d_a-zß-ÿ][^—–,;:()（）.“”\"«»„『』\n]{1,100})"
)


def set_original_title(prose, doc):
    found = {match[1].strip(" ’'") for match in _ORIGINAL.finditer(prose)}
    if len(found) == 1 and not doc.original_title:
        doc.original_title = found.pop()


def count_dated_titles(lines):
    """How many lines are a title with its year: a list of films has three or more."""
    found = (
        _YEAR.fullmatch(LIST_ITEM.sub("", line.text)) for line in lines if len(line.text) <= 100
    )
    return len({fold(match["title"]) for match in found if match and len(match["rest"]) < 12})


class TitleFinder:
    def __init__(self, prose, page, doc):
        self.prose, self.page, self.doc, self.heading = prose, page, doc, ""
        people = [*doc.directors, *doc.writers, *doc.critics]
        people += [name for actor in doc.cast for name in (actor.name, actor.character)]
        self.people = set(map(fold, people))

    def read(self, heading, again=False):
        """Whether the heading holds the title, which is kept. `again`: the page prints it twice."""
        self.heading = heading = LIST_ITEM.sub("", heading)
        parts = [heading, *re.split(r"\s+[|–—·-]\s+|(?<=[Rr]eview):\s+", heading)]
        return any(self.read_part(part.strip(), again) for part in parts)

    def read_part(self, text, again):
        if not 0 < len(text) <= 250:
            return False
        kicker = _BEFORE.fullmatch(text) or _BRACKETED.fullmatch(text)
        inner = kicker["title"].strip() if kicker else text
        after = _AFTER.fullmatch(inner)
        original = self.doc.original_title
        found = (
            self.with_year(inner)
            or self.quoted(inner, heading=text)
            or self.with_other_title(inner)
            or (kicker and self.accept(inner))
            or (after and self.before_review_word(after["title"]))
            or (original and fold(inner) == fold(original) and self.accept(original, stated=True))
            or (not kicker and self.plain_heading(inner, again))
        )
        if found and kicker and REVIEW_WORD.search(kicker["kicker"]):
            self.doc.kicker = self.doc.kicker or kicker["kicker"]
        return bool(found)

    def before_review_word(self, text):
        return self.with_year(text) or self.with_other_title(text) or self.accept(text)

    def with_year(self, text):
        match = _DIRECTED.fullmatch(text)
        if match and (name := parse_full_name(match["director"])):
            self.doc.directors = self.doc.directors or [name]
            return self.with_year(f"{match['title']} ({match['year']})")
        match = _YEAR.fullmatch(text)
        title, rest = (match["title"], match["rest"].strip()) if match else ("", "")
        if rest and not REVIEW_WORD.search(match["rest"]) and not self.is_named(title):
            return False
        if not (title and (self.quoted(title, title) or self.accept(title, stated=True))):
            return False
        self.doc.year = self.doc.year or int(match["year"])
        self.set_alternative_title(match["other"] or "")
        return True

    def with_other_title(self, text):
        match = _WITH_OTHER_TITLE.fullmatch(text)
        if not match or not any(map(self.is_named, (match["title"], match["other"]))):
            return False
        if found := self.accept(match["title"], stated=True):
            self.set_alternative_title(match["other"])
        return found

    def quoted(self, text, heading):
        for match in _QUOTED.finditer(text):
            words = next(value for value in match.groupdict().values() if value)
            if self.is_named(words) or (match["g"] and REVIEW_WORD.search(heading)):
                if year := re.match(r"\s?[(（]((?:18|19|20)\d\d)", text[match.end() :]):
                    self.doc.year = self.doc.year or int(year[1])
                return self.accept(words, stated=True)
        return False

    def plain_heading(self, text, again):
        """A heading that is nothing but the title: the text names it again."""
        if len(text.split()) > 9 or text.endswith((".", ":", ",", "。")) or len(text) > 80:
            return False
        quoted = re.search(rf"[“\"«„『‘]\s?{re.escape(text)}\s?[”\"»“』’]", self.prose)
        return self.count(text) >= (1 if again or quoted else 2) and self.accept(text)

    def plain_heading_named_once(self, heading):
        """A heading that the text names but once: only a phrase that nobody's name could be."""
        text = _SYMBOLS.sub("", LIST_ITEM.sub("", heading)).strip()
        words = text.split()
        if not 2 <= len(words) <= 9 or len(text) > 80 or SENTENCE_END.search(text):
            return ""
        is_title = (
            not REVIEW_WORD.search(text)
            and (fold(words[0]) in ARTICLES or len(words) >= 4)
            and self.count(text)
            and fold(text) not in GENERIC | self.people
        )
        return text if is_title else ""

    def accept(self, text, stated=False):
        """Keep a title if it can be one and, unless `stated` by its form, the text names it."""
        text = _SYMBOLS.sub("", text).strip(' .:–—-|“”"«»„『』《》')
        if len(text) > 2 and text[0] in "‘'" and text[-1] in "’'":
            text = text[1:-1]
        owned = re.fullmatch(r".{3,40}['’]s (.{2,100})", text)
        if owned and self.count(owned[1]) > self.count(text):
            text = owned[1]  # “Steven Holt’s Night Ferry”
        if (
            not 0 < len(text) <= MAX_LENGTH
            or fold(text) in GENERIC | self.people
            or not (stated or self.is_named(text))
            or (REVIEW_WORD.search(text) and not self.count(text))
            or (self.doc.title and fold(self.doc.title) != fold(text))
        ):
            return False
        self.doc.title = self.doc.title or self.as_written(text)
        return True

    def set_alternative_title(self, text):
        text = text.strip()
        if (
            not self.is_other_title(text)
            or fold(text) in self.people | {fold(self.doc.title)}
            or REVIEW_WORD.fullmatch(text)
        ):
            return
        self.doc.alternative_title = text
        if not self.doc.original_title:
            self.doc.add_note(
                "original title",
                gettext_noop(
                    "the page prints “%(words)s” beside the title, not which is the original",
                    words=text,
                ),
            )

    def is_other_title(self, text):
        """Whether the words in brackets are a title: no mark, no format, nobody's name."""
        if len(text) < 3 or _NOT_OTHER_TITLE.search(text):
            return False
        if parse_certification(text) or parse_runtime(text):
            return False
        if self.count(text) >= self.count(text.split()[-1]) > 0:
            return True
        is_person = parse_full_name(text) and fold(text.split()[0]) not in ARTICLES
        return not is_person and (" " in text or CJK.search(text) is not None)

    def as_written(self, text):
        """A title in capitals, as the running text spells it."""
        if not text.isupper() or CJK.search(text):
            return text
        match = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", self.prose, re.IGNORECASE)
        return match[0] if match and not match[0].islower() else text

    def is_named(self, text):
        """Whether the text, or the page outside this very heading, names it."""
        return self.count(text) > 0 or (
            self.count(text, self.page) > self.count(text, self.heading) > 0
        )

    def count(self, text, where=None):
        where = self.prose if where is None else where
        if not text.strip() or (text.islower() and not is_cjk(text)):
            return 0
        if text.isupper() and len(text) > 3 and not CJK.search(text):
            return len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", where, re.IGNORECASE))
        return count_phrase(text, where)

    def find_in_text(self, paragraphs):
        """A title that only the running text names: “… is about …”, “『…』は”."""
        found = {}
        for paragraph in paragraphs:
            match = _SAID.match(paragraph[:250]) or _SAID_QUOTED.match(paragraph[:250])
            title = match["title"] if match else ""
            is_one_word = match and match.groupdict().get("about") and " " not in title
            if title and not is_one_word and self.is_possible(title):
                found.setdefault(fold(title), title)
        works = _CJK_QUOTED.findall(self.prose)
        if not found and works and works.count(works[0]) >= 2:
            found[fold(works[0])] = works[0]
        if len(found) == 1:
            (self.doc.title,) = found.values()
            self.doc.add_note(
                "film title",
                gettext_noop(
                    "no heading states it; “%(title)s” is what the text says it is about",
                    title=self.doc.title,
                ),
            )
        return bool(self.doc.title)

    def is_possible(self, text):
        return fold(text) not in GENERIC | self.people and fold(text.split()[0]) not in self.people
