"""How a reader's text becomes HTML: a small part of CommonMark, then a list of what may stand."""

import re
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from core.text import shorten
from reviews.characters import can_be_seen, printable

from . import marks

VERSION = 3  # of the printed form; a stored text of another version is printed anew
MAX_LENGTH = 10_000  # characters, cut before parsing: hostile text costs time by the square of its length
SCHEMES = {"http", "https", "mailto"}

cleaner = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "blockquote", "ol", "ul", "li", "code", "a", "details", "summary"},
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # `*`: nh3 lets title and lang through otherwise
    allowed_classes={"details": {"spoiler"}},
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="nofollow ugc noopener",
    clean_content_tags={"script", "style"},
)

# HTML off; a line break is a line break; nothing that draws attention or loads anything.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).disable(
    ["image", "heading", "lheading", "hr", "code", "fence", "reference", "html_block", "html_inline"]
)
_markdown.inline.ruler.at("escape", marks.escape)
_markdown.inline.ruler.at("emphasis", marks.emphasis)


_TAG, _END = re.compile(r"<[^<>]*>"), re.compile(r"</p>|</li>|<br>|</summary>")
_CLOSED = re.compile(r'<details class="spoiler">.*?</details>', re.DOTALL)


def render(text):
    """Safe HTML of a reader's text, as plain str; `reviews.markup.cleaned` marks it for the page.

    What stands between two `||` is closed until a reader opens it, where they are clearly meant so.
    """
    text, pieces, end = printable(text[:MAX_LENGTH]), [], 0
    for start, after in marks.spoilers(text):
        pieces += [_piece(text[end:start], hidden=False), _piece(text[start + 2 : after - 2], hidden=True)]
        end = after
    return cleaner.clean("".join([*pieces, _piece(text[end:], hidden=False)]))


def _piece(text, *, hidden):
    html = _markdown.render(marks.with_links(text)) if text.strip() else ""
    if not (hidden and html):
        return html
    return f'<details class="spoiler"><summary>{escape(_("Spoiler: show it"))}</summary>{html}</details>'


def without_spoilers(html):
    """A printed text for feeds and letters: a note stands where a passage is closed on the page."""
    return _CLOSED.sub(f"<p><em>{escape(_('A spoiler is told here, on the site.'))}</em></p>", html)


def plain(html, words):
    """The first words of a printed text, with no markup and nothing that is closed on the page."""
    return shorten(_words(_CLOSED.sub(" ", html)), words)


def has_words(html):
    """Whether a printed text says anything, be it closed until opened."""
    return can_be_seen(_words(html).replace("|", ""))  # bars with nothing between them


def _words(html):
    return " ".join(printable(unescape(_TAG.sub("", _END.sub(" ", html)))).split())


def quoted(text):
    """A text as the beginning of an answer: each of its lines marked as quoted."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines()) + "\n"
