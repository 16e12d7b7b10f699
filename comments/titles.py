"""Titles that a printed text may name: in italics, between quotation marks, or behind an @.

Whether such words are a film’s title is for others to say. What stands in links, in code or in a
passage quoted from somebody else is no naming of the author’s.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from itertools import islice

from core.named import MAX_NAME
from core.text import fold

MAX_TITLES = 200  # that are looked at in a text; dialogue is full of quotation marks
MAX_ENDS = 3  # of a quotation: an apostrophe may look like its end
# As nh3 writes it: a value stands between double quotes, and holds none.
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
# Each mark that opens a quotation in some language, with those that may close it.
_QUOTES = {
    "“": "”“", "„": "“”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "‘": "’", "‚": "‘’",
    "’": "’", '"': '"', "'": "'", "「": "」", "『": "』", "《": "》", "〈": "〉", "＂": "＂",
    "〝": "〞〟",
}  # fmt: skip
_ENDS = {opening: re.compile(f"[{closing}]") for opening, closing in _QUOTES.items()}
# Behind a letter these are no beginning: they end a word, or stand in it.
_OPENING = re.compile(r"(?<!\w)[\"'’”]|[“„«»‹›‘‚「『《〈＂〝]")
_TYPED = re.compile(
    r"(?:(?<![\w@./:-])@|＠)(?:\"([^\"]{1,400})\"|“([^”]{1,400})”|„([^“”]{1,400})[“”]|«([^»]{1,400})»"
    r"|([^\s@＠&\"“”„«»()\[\]{}]+))"
)
_STOPS = ".,;:!?'’…*_~/"
_POSSESSIVE = re.compile(r"['’]s\Z")
# Behind the title, though a mark of its own may end first: (1979), (Polański, 1979).
_YEAR = re.compile(
    r"(?:</em>|</strong>|[”“\"’»«›‹」』》〉]|&nbsp;|\s){0,6}\((?:[^()<>]{0,60}[^\w()<>])?([12]\d{3})\)"
)
_WITH_YEAR = re.compile(r"(.*\S)\s*\(([12]\d{3})\)", re.DOTALL)
_SKIPPED = ("a", "code", "blockquote", "summary")


@dataclass(frozen=True)
class Title:
    """Words of a printed text that may be a title; `start` and `end` are places in its HTML."""

    text: str
    year: int | None
    start: int
    end: int
    is_typed: bool = False  # with an @
    in_spoiler: bool = False

    @property
    def names(self):
        """What to look for: the words, also without what a sentence puts behind them."""
        folded = (fold(self.text), fold(self.text.strip(f" {_STOPS}")))
        return tuple(dict.fromkeys(name[:MAX_NAME] for name in folded if name))

    @property
    def key(self):
        """The same for each naming in the same words."""
        name = self.names[-1] if self.names else ""
        return f"{name} ({self.year})" if self.year else name


def titles_in(html):
    """What may be a title in a cleaned text."""
    return list(islice(_titles(html), MAX_TITLES))


def spans_of(html, keys):
    """(start, end, key) of the first naming by each key, in order and apart from each other.

    One that readers see unopened goes before one within a spoiler.
    """
    wanted, found = set(keys), []
    for title in sorted(titles_in(html), key=lambda title: (title.in_spoiler, title.start)):
        is_apart = all(title.end <= start or end <= title.start for start, end, _key in found)
        if title.key in wanted and is_apart:
            wanted.remove(title.key)
            found.append((title.start, title.end, title.key))
    return sorted(found)


def _titles(html):
    inside, end = Counter(), 0
    for tag in [*_TAG.finditer(html), None]:
        start = tag.start() if tag else len(html)
        if end < start and not any(inside[name] for name in _SKIPPED):
            yield from _titles_between(
                html, end, start, _is_italic(html, end, start), inside["details"] > 0
            )
        if tag:
            name = tag[0].strip("</>").split(" ")[0]
            inside[name] += -1 if tag[0].startswith("</") else 1
            end = tag.end()


def _is_italic(html, start, end):
    """Whether all of it is; it may be bold as well."""
    opens = html.endswith(("<em>", "<em><strong>"), 0, start)
    return opens and html.startswith(("</em>", "</strong></em>"), end)


def _titles_between(html, start, end, is_italic, in_spoiler):
    if is_italic:
        yield from _title(html, start, end, in_spoiler=in_spoiler)
    for typed in _TYPED.finditer(html, start, end):
        words, end_of_words = typed[typed.lastindex], typed.end()
        if typed.lastindex == 5:
            words = _POSSESSIVE.sub("", words.rstrip(_STOPS))
            end_of_words = typed.start(5) + len(words)
        yield from _title(html, typed.start(), end_of_words, words, True, in_spoiler)
    for first, last in _quotations(html, start, end):
        yield from _title(html, first, last, in_spoiler=in_spoiler)


def _quotations(html, start, end):
    """(start, end) of what stands between marks, without these."""
    for opening in _OPENING.finditer(html, start, end):
        ends = _ENDS[opening[0]].finditer(html, opening.end(), min(end, opening.end() + 400))
        for closing in islice(ends, MAX_ENDS):
            yield opening.end(), closing.start()


def _title(html, start, end, words=None, is_typed=False, in_spoiler=False):
    raw = html[start:end]
    if words is None:
        words = raw
        start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
    text, year = " ".join(unescape(words).split()), _YEAR.match(html, end)
    within = _WITH_YEAR.fullmatch(text)
    if within:
        text, year = within.groups()
    else:
        year = year and year[1]
    if 0 < len(text) <= MAX_NAME and fold(text).strip(_STOPS):
        yield Title(text, int(year) if year else None, start, end, is_typed, in_spoiler)
