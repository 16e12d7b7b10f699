"""How a reader's text becomes HTML: a small part of CommonMark, then a list of what may stand."""

import re
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from core.text import has_visible_text, shorten, strip_control_chars

from . import marks

VERSION = 4  # of the printed form; a stored text of another version is printed anew
MAX_LENGTH = (
    10_000  # characters, cut before parsing: hostile text costs time by the square of its length
)
SCHEMES = {"http", "https", "mailto"}

cleaner = nh3.Cleaner(
    tags={
        "p",
        "div",
        "span",
        "br",
        "em",
        "strong",
        "blockquote",
        "ol",
        "ul",
        "li",
        "code",
        "a",
        "details",
        "summary",
    },
    attributes={
        "*": set(),
        "a": {"href"},
        "ol": {"start"},
    },  # `*`: nh3 lets title and lang through otherwise
    allowed_classes={"details": {"spoiler"}, "div": {"line"}},
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="nofollow ugc noopener",
    clean_content_tags={"script", "style"},
)

# HTML off; a line break is a line break; nothing that draws attention or loads anything.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).disable(
    [
        "image",
        "heading",
        "lheading",
        "hr",
        "code",
        "fence",
        "reference",
        "html_block",
        "html_inline",
    ]
)
_markdown.inline.ruler.at("escape", marks.escape)
_markdown.inline.ruler.at("emphasis", marks.emphasis)


_LINK = re.compile(r"\S*(://|www\.|\b[\w-]+\.[a-z]{2,})\S*", re.IGNORECASE)
_TAG, _END = re.compile(r"<[^<>]*>"), re.compile(r"</p>|</div>|</li>|<br>|</summary>")
_CLOSED = re.compile(r'<details class="spoiler">.*?</details>', re.DOTALL)
# A paragraph with a spoiler inside a sentence: HTML allows no `details` in a `p`.
LINE, LINE_END = '<div class="line">', "</div>\n"
_LINE = re.compile(rf"{LINE}.*?</div>", re.DOTALL)


def render(text):
    """Safe HTML of a reader's text, as plain str; `reviews.markup.cleaned` marks it for the page.

    What stands between two `||` is closed until a reader opens it, where they are clearly meant so.
    """
    text, html, end, goes_on = strip_control_chars(text[:MAX_LENGTH]), "", 0, False
    for start, after in marks.spoilers(text):
        html = _with_text(html, text[end:start], goes_on)
        html, goes_on = _with_spoiler(html, text, start, after)
        end = after
    return cleaner.clean(_with_text(html, text[end:], goes_on))


def _printed(text):
    return _markdown.render(marks.with_links(text)) if text.strip() else ""


def _with_text(html, text, goes_on):
    """`html` and a text printed behind it.

    One that `goes_on` ends the line of the spoiler before it.
    """
    printed = _printed(text)
    if not goes_on:
        return html + printed
    if not printed.startswith("<p>"):
        return f"{html}{LINE_END}{printed}"
    first, _end, rest = printed.removeprefix("<p>").partition("</p>\n")
    return f"{html}{_blank(text[0])}{first}{LINE_END}{rest}"


def _with_spoiler(html, text, start, after):
    """`html` and the passage from `start` to `after`, which stays within its sentence.

    And whether that goes on.
    """
    inner = _printed(text[start + 2 : after - 2])
    line_before, line_after = text[:start].rpartition("\n")[2], text[after:].partition("\n")[0]
    words = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>\n", inner, re.DOTALL)
    opened = _opened(html) if line_before.strip() else html + LINE
    if not (words and opened is not None and (line_before.strip() or line_after.strip())):
        return html + _closed(inner), False
    html = f"{opened}{_blank(line_before[-1:])}{_closed(f'<span>{words[1]}</span>')}"
    return (html, True) if line_after.strip() else (html + LINE_END, False)


def _opened(html):
    """`html` with its last paragraph left open; None where it ends with no paragraph."""
    if html.endswith(LINE_END):
        return html.removesuffix(LINE_END)
    if not html.endswith("</p>\n"):
        return None
    before, _tag, words = html.removesuffix("</p>\n").rpartition("<p>")
    return f"{before}{LINE}{words}"


def _blank(sign):
    return " " if sign.isspace() else ""


def _closed(html):
    return (
        f'<details class="spoiler"><summary>{escape(_("Spoiler. Show"))}</summary>{html}</details>'
        if html
        else ""
    )


def without_spoilers(html):
    """A printed text for feeds and e-mails: a note stands where a passage is closed on the page."""
    note = f"<em>{escape(_('[Spoiler: read it on the site]'))}</em>"
    html = _LINE.sub(lambda line: _CLOSED.sub(note, line[0]), html)
    return _CLOSED.sub(f"<p>{note}</p>", html)


def plain(html, words):
    """The first words of a printed text, with no markup and nothing that is closed on the page."""
    return shorten(_words(_CLOSED.sub(_("[spoiler]"), html)), words)


def without_links(text):
    """The first words of a text, without links, for an e-mail to an unconfirmed address."""
    return _LINK.sub("[…]", shorten(_words(render(text)), 60))


def has_words(html):
    """Whether a printed text says anything, be it closed until opened."""
    return has_visible_text(_words(html).replace("|", ""))  # bars with nothing between them


def _words(html):
    return " ".join(strip_control_chars(unescape(_TAG.sub("", _END.sub(" ", html)))).split())


def quoted(text):
    """A text as the beginning of an answer: each of its lines marked as quoted."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines()) + "\n"
