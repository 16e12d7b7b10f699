"""How a reader's text becomes HTML: a small part of CommonMark, then a list of what may stand.

A sign that is not clearly meant as a mark stays as it was typed.
"""

import re
from bisect import bisect_right
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import emphasis

from core.text import has_visible_text, shorten, strip_control_chars

VERSION = 4  # of the printed form; a stored text of another version is printed anew
# Characters, cut before parsing: hostile text costs time by the square of its length.
MAX_LENGTH = 10_000
ESCAPABLE = "*|[]`<>#"
# Written without blanks, so that a mark may stand between two of their letters.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
)
_BARS = re.compile(r"(?<!\|)\|\|(?!\|)")
# An address that is neither within <…>, the label or the target of a link, nor behind a letter.
_ADDRESS = re.compile(
    r"""(?<![\w<\["'=@/])(?<!\]\()https?://[^\s<>"|`*\u3000-\u303f\uff00-\uff0f]+""", re.IGNORECASE
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TRAILING = ".,;:!?'’”»…"
_LINK = re.compile(r"\S*(://|www\.|\b[\w-]+\.[a-z]{2,})\S*", re.IGNORECASE)
_TAG, _END = re.compile(r"<[^<>]*>"), re.compile(r"</p>|</div>|</li>|<br>|</summary>")
_CLOSED = re.compile(r'<details class="spoiler">.*?</details>', re.DOTALL)
# A paragraph with a spoiler inside a sentence: HTML allows no `details` in a `p`.
LINE, LINE_END = '<div class="line">', "</div>\n"
_LINE = re.compile(rf"{LINE}.*?</div>", re.DOTALL)


def _is_word(sign):
    """Whether it is a letter or digit of a script that has blanks between its words."""
    return sign.isalnum() and not _UNSPACED.match(sign)


def _emphasis(state, silent):
    """`*` and `_` emphasise words; inside a word or a number they are signs like any other."""
    marker = state.src[state.pos]
    if marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before, after = state.src[: state.pos][-1:], state.src[end : end + 1]
    if not (before and after and _is_word(before) and _is_word(after)):
        return emphasis.tokenize(state, silent)
    if not silent:
        state.pending += state.src[state.pos : end]
        state.pos = end
    return not silent


def _escape(state, silent):
    """A backslash takes the meaning from a mark behind it; in ¯\\_(ツ)_/¯ and the like it stays."""
    if state.src[state.pos] != "\\":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "\\":
        end += 1
    marker = state.src[end : end + 1] if end < state.posMax else ""
    is_escape = marker and marker in ESCAPABLE and (end - state.pos) % 2
    shown = state.src[state.pos : end - 1 if is_escape else end]
    keeps = marker if is_escape or marker == "_" else ""
    if not silent:
        state.pending += shown + keeps
    state.pos = end + len(keeps)
    return True


_TAGS = {
    "p", "div", "span", "br", "em", "strong", "blockquote", "ol", "ul", "li", "code", "a",
    "details", "summary",
}  # fmt: skip
_UNWANTED = [
    "image", "heading", "lheading", "hr", "code", "fence", "reference", "html_block", "html_inline",
]  # fmt: skip
cleaner = nh3.Cleaner(
    tags=_TAGS,
    # `*`: nh3 lets title and lang through otherwise
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    allowed_classes={"details": {"spoiler"}, "div": {"line"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
    clean_content_tags={"script", "style"},
)
# HTML off; a line break is a line break; nothing that draws attention or loads anything.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).disable(
    _UNWANTED
)
_markdown.inline.ruler.at("escape", _escape)
_markdown.inline.ruler.at("emphasis", _emphasis)


def render(text):
    """Safe HTML of a reader's text, as plain str; `reviews.markup.cleaned` marks it for the page.

    What stands between two `||` is closed until a reader opens it, where they are clearly meant so.
    """
    text, html, end, goes_on = strip_control_chars(text[:MAX_LENGTH]), "", 0, False
    for start, after in _spoilers(text):
        html = _with_text(html, text[end:start], goes_on)
        html, goes_on = _with_spoiler(html, text, start, after)
        end = after
    return cleaner.clean(_with_text(html, text[end:], goes_on))


def _spoilers(text):
    """(start, end) of each `||passage||`, the bars included.

    Between blanks or brackets and with none inside, as nobody writes “or” in a program; or a whole
    line.
    """
    bars, end = [bar.start() for bar in _BARS.finditer(text)], 0
    line_ends = [bar for bar in bars if text[bar + 2 : bar + 3] in {"", "\n"}]
    word_ends = [bar for bar in bars if _ends_words(text, bar)]
    for start in bars:
        if start < end:
            continue
        closing = [
            _first_behind(line_ends, start, text) if text[:start][-1:] in {"", "\n"} else None,
            _first_behind(word_ends, start, text) if _begins_words(text, start) else None,
        ]
        if found := list(filter(None, closing)):
            end = min(found) + 2
            yield start, end


def _begins_words(text, bar):
    return not (_is_word(text[:bar][-1:]) or text[bar + 2 : bar + 3].isspace())


def _ends_words(text, bar):
    return not (_is_word(text[bar + 2 : bar + 3]) or text[:bar][-1:].isspace())


def _first_behind(bars, start, text):
    """The first of these bars with something between it and `start`; None where there is none."""
    later = bars[bisect_right(bars, start) :]
    return next((bar for bar in later if text[start + 2 : bar].strip()), None)


def _with_links(text):
    """The text with bare addresses as autolinks (CommonMark 6.5); code stays as it is."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_ADDRESS.sub(_autolink, text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _ADDRESS.sub(_autolink, text[end:])])


def _autolink(found):
    """The address in angle brackets, without the sentence's own signs behind it."""
    address = found[0]
    while address and (address[-1] in _TRAILING or _closes_too_much(address)):
        address = address[:-1]
    has_host = len(address.partition("://")[2]) > 0
    return f"<{address}>{found[0][len(address) :]}" if has_host else found[0]


def _closes_too_much(address):
    return any(
        address[-1] == close and address.count(close) > address.count(open_)
        for open_, close in ("()", "[]")
    )


def _printed(text):
    return _markdown.render(_with_links(text)) if text.strip() else ""


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


def searchable(html):
    """All words of a printed text but those that are closed on the page."""
    return _words(_CLOSED.sub(" ", html))


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
