"""The markup of a review's body: which HTML is allowed, and how it prints.

The stored form is what the editor in the admin writes: plain HTML in which a block quote's
class makes it a pull quote, dialogue or a spoiler, and a marked span is a footnote. This is
the only module that calls `mark_safe`; what it prints has been through nh3 on each reading.
"""

import hashlib
import json
import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3
from django.conf import settings
from django.core.cache import caches
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.text import fold
from films.models.image import parse_name, srcset

from .spoilers import ending_summary

VERSION = 5  # of the printed form; part of cache keys
CACHE_SECONDS = 24 * 60 * 60
MAX_LENGTH = 300_000  # characters; a long essay has 60,000
TAGS = {
    "p", "br", "h2", "h3", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "span",
    "figure", "figcaption", "img", "hr", "cite", "sub", "sup",
}  # fmt: skip
# `*`: nh3 would let title and lang through otherwise.
ATTRIBUTES = {"*": set(), "a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}
CLASSES = {
    "blockquote": {"pull", "dialogue", "spoiler"},
    "span": {"footnote"},
    "figure": {"figure"},
}
# Of several classes the first of these holds: what reads a text compares one with one.
_FIRST_CLASS = ("spoiler", "dialogue", "pull", "footnote", "figure")
_CLASSED = re.compile(r'<(blockquote|span|figure) class="([^"]*)">')
_EMPTY_SPOILER = '<blockquote class="spoiler"></blockquote>'
_PULL_QUOTE = '<blockquote class="pull">'
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_FROM_ROOT = re.compile(r'( (?:href|src|srcset)="|w, )/(?!/)')
VOID = {"br", "hr", "img"}
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "hr"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
    clean_content_tags={"script", "style", "template", "iframe", "noscript", "svg", "math"},
)


def clean(html):
    """The allowed part of `html`; cleaning twice gives the same. NUL bytes are dropped."""
    cleaned = _CLASSED.sub(_with_one_class, _cleaner.clean(html.replace("\x00", "")))
    return "" if cleaned in {"<p></p>", "<p><br></p>"} else cleaned


def _with_one_class(tag):
    name, classes = tag[1], tag[2].split()
    kept = next((known for known in _FIRST_CLASS if known in classes), "")
    return f'<{name} class="{kept}">' if kept else f"<{name}>"


class Rendered(NamedTuple):
    """A text ready for the page: its HTML, and its notes as pairs of number and HTML."""

    html: str
    notes: list


class _Renderer(HTMLParser):
    def __init__(self, first_note=1):
        super().__init__(convert_charrefs=True)
        self.first_note = first_note
        self.buffers, self.stack, self.notes = [[]], [], []
        # What is collected whole before it can be rendered.
        self.collected = {"turn": _turn, "spoiler": self.spoiler, "footnote": self.note}

    def run(self, html):
        self.feed(html)
        self.close()
        return "".join(self.buffers[0])

    def write(self, text):
        self.buffers[-1].append(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in VOID:
            self.write(_image(attrs) if tag == "img" else f"<{tag}>")
            return
        css_class = attrs.get("class", "")
        if tag == "p" and self.stack and self.stack[-1] == ("blockquote", "dialogue"):
            css_class = "turn"
        self.stack.append((tag, css_class))
        if css_class in self.collected:
            self.buffers.append([])
        else:
            self.write(_start_tag(tag, css_class, attrs))

    def handle_endtag(self, tag):
        if tag in dict(self.stack):
            open_tag = None
            while open_tag != tag:
                open_tag, css_class = self.stack.pop()
                self.finish(open_tag, css_class)

    def finish(self, tag, css_class):
        if render := self.collected.get(css_class):
            self.write(render("".join(self.buffers.pop())))
        else:
            self.write(f"</{tag}>")

    def spoiler(self, html):
        """A passage that stays closed until the reader opens it."""
        return f'<details class="spoiler">{ending_summary()}{html}</details>'

    def note(self, html):
        """A mark whose note stands at the foot of the review.

        Within a spoiler it stands in the text.
        """
        if ("blockquote", "spoiler") in self.stack:
            return f' <small class="note-inline">({html})</small>'
        number = self.first_note + len(self.notes)
        self.notes.append((number, html))
        label = escape(_("Note %(number)d") % {"number": number})
        return (
            f'<sup class="note-mark"><a id="note-mark-{number}" href="#note-{number}"'
            f' aria-label="{label}">{number}</a></sup>'
        )

    def handle_data(self, data):
        self.write(escape(data, quote=False))


def _start_tag(tag, css_class, attrs):
    if tag == "a":
        return f'<a href="{escape(attrs["href"])}" rel="noopener">' if attrs.get("href") else "<a>"
    if tag == "ol" and attrs.get("start", "").isdecimal():
        return f'<ol start="{int(attrs["start"][:9])}">'
    return f'<{tag} class="{css_class}">' if css_class else f"<{tag}>"


def _image(attrs):
    """A picture of our own library with its renditions; any other address prints nothing."""
    src = attrs.get("src") or ""
    known = parse_name(src)
    if not src.startswith(settings.MEDIA_URL) or known is None:
        return ""
    _digest, width, height = known
    return (
        f'<img src="{escape(src)}" srcset="{escape(srcset(src, width))}"'
        ' sizes="(min-width: 58rem) 34rem, 92vw"'
        f' width="{width}" height="{height}" alt="{escape(attrs.get("alt") or "")}" loading="lazy">'
    )


def _turn(html):
    """A turn of dialogue: “Stéphanie: line” gets its cue; a line with no name stands alone."""
    cue, colon, line = html.partition(":")
    cue, line = cue.strip(), line.strip()
    if colon and 0 < len(cue) <= 60 and "<" not in cue and line:
        return f'<p class="turn"><b class="cue">{cue}</b> <span class="line">{line}</span></p>'
    return f'<p class="turn"><span class="line">{html}</span></p>'


def render(html, *, first_note=1):
    """The text as the page prints it, its footnotes numbered from `first_note`.

    From the cache where this very text was printed before.
    """
    key = f"body:{VERSION}:{first_note}:{hashlib.sha256(html.encode()).hexdigest()}"
    if (kept := caches["derived"].get(key)) is None:
        renderer = _Renderer(first_note)
        kept = [renderer.run(place_pull_quotes(clean(html))), renderer.notes]
        caches["derived"].set(key, kept, CACHE_SECONDS)
    html, notes = kept
    return Rendered(mark_safe(html), [(number, mark_safe(note)) for number, note in notes])


class _FeedRenderer(_Renderer):
    def spoiler(self, html):
        return f"<p><em>{escape(_('[Spoiler: read it on the site]'))}</em></p>"

    def note(self, html):
        return f" <small>({html})</small>"


def for_feed(body, sections, spoiler):
    """A whole review as HTML for feeds, with full addresses and without what tells the ending."""
    parts = [] if spoiler == "ending" else [place_pull_quotes(clean(body))]
    for section in sections:
        parts.append(f"<h2>{escape(section.heading)}</h2>")
        parts.append(
            _EMPTY_SPOILER if section.is_closed else place_pull_quotes(clean(section.body))
        )
    html = _FeedRenderer().run(clean("".join(parts)))
    return re.sub(r"<[^>]*>", lambda tag: _FROM_ROOT.sub(rf"\1{settings.SITE_URL}/", tag[0]), html)


class _TextExtractor(HTMLParser):
    """Reads the words of a body, leaving out what would spoil the film, notes and captions."""

    SKIPPED = {
        ("blockquote", "spoiler"),
        ("span", "footnote"),
        ("figure", "figure"),
        ("figure", ""),
    }

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.skipping = [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            self.words.append(" ")
        elif self.skipping or (tag, dict(attrs).get("class", "")) in self.SKIPPED:
            self.skipping.append(tag)
        elif tag in BLOCKS | {"li"}:
            self.words.append(" ")

    def handle_endtag(self, tag):
        if self.skipping:
            self.skipping.pop()
        elif tag in BLOCKS | {"li"}:
            self.words.append(" ")

    def handle_data(self, data):
        if not self.skipping:
            self.words.append(data)


def plain(html):
    """The words of a body with no spoiler in them, for feeds, cards, descriptions and search."""
    extractor = _TextExtractor()
    extractor.feed(clean(html))
    extractor.close()
    return " ".join("".join(extractor.words).split())


def place_pull_quotes(html):
    """The body with each pull quote behind the block that it quotes.

    One whose words stand nowhere only leaves the head of the body or of a section, for the place
    behind its first text.

    What stands inside another block stays there.
    """
    blocks = list(_blocks(html))
    for pull in [block for block in blocks if block.startswith(_PULL_QUOTE)]:
        at = blocks.index(pull)
        words = _words(pull)
        if not words or any(words in _words(block) for block in _running_text(blocks[:at])):
            continue
        quoted = next(
            (block for block in _running_text(blocks[at:]) if words in _words(block)), None
        )
        if quoted is None and (at == 0 or blocks[at - 1].startswith("<h")):
            quoted = next(_running_text(blocks[at:]), None)
        if quoted is not None:
            blocks.remove(pull)
            blocks.insert(blocks.index(quoted) + 1, pull)
    return "".join(blocks)


def _running_text(blocks):
    """The blocks of running text: a heading or another pull quote is none."""
    return (
        block for block in blocks if block.strip() and not block.startswith((_PULL_QUOTE, "<h"))
    )


def _words(html):
    return fold(plain(html)).strip(' .,;:!?…"“”„«»')


def _blocks(html):
    start = depth = 0
    for tag in _TAG.finditer(html):
        closes, name = tag.groups()
        if name not in VOID:
            depth += -1 if closes else 1
        if depth == 0 and (closes or name == "hr"):
            yield html[start : tag.end()]
            start = tag.end()
    if html[start:]:
        yield html[start:]


def clean_safe(html, cleaner):
    """Mark as safe what `cleaner`, an `nh3.Cleaner`, has just cleaned."""
    return mark_safe(cleaner.clean(html))


def add_links(html, links):
    """A cleaned text with links around parts of it: (start, end, address), in order and apart."""
    parts, after = [], 0
    for start, end, address in links:
        parts += [html[after:start], f'<a href="{escape(address)}">', html[start:end], "</a>"]
        after = end
    return mark_safe("".join([*parts, html[after:]]))


def with_own(html, pattern, made):
    """HTML that is safe, with what `made` gives for each match: markup of ours, nobody’s text."""
    return mark_safe(pattern.sub(made, html))


_FIGURE = re.compile(
    r'<figure[^>]*>(?:(?!</figure>).)*?<img src="([^"]+)"(?:(?!</figure>).)*</figure>', re.DOTALL
)


def image_files(html):
    return [src.removeprefix(settings.MEDIA_URL) for src in _FIGURE.findall(html)]


def add_credit_lines(html, credits):
    """A printed text whose pictures bear their credit lines; `credits` is {file: line}."""

    def figure(found):
        line = credits.get(found[1].removeprefix(settings.MEDIA_URL))
        if not line:
            return found[0]
        small = f"<small>{escape(line)}</small>"
        if "</figcaption>" in found[0]:
            return found[0].replace("</figcaption>", f" {small}</figcaption>")
        return found[0].replace("</figure>", f"<figcaption>{small}</figcaption></figure>")

    return mark_safe(_FIGURE.sub(figure, html))


def json_script(data):
    """JSON-LD for a page, escaped as Django's `json_script` does: no text closes the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
