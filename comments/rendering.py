"""How a reader's text becomes HTML: a small part of CommonMark, then a list of what may stand."""

from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.text import Truncator
from markdown_it import MarkdownIt

VERSION = 1  # of the printed form; a stored text of another version is printed anew
MAX_LENGTH = 10_000  # characters, cut before parsing: hostile text costs time by the square of its length
SCHEMES = {"http", "https", "mailto"}

cleaner = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "blockquote", "ol", "ul", "li", "code", "a"},
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # `*`: nh3 lets title and lang through otherwise
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="nofollow ugc noopener",
    clean_content_tags={"script", "style"},
)

# HTML off; a line break is a line break; nothing that draws attention or loads anything.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).disable(
    ["image", "heading", "lheading", "hr", "code", "fence", "reference", "html_block", "html_inline"]
)


def render(text):
    """Safe HTML of a reader's text, as plain str; `reviews.markup.cleaned` marks it for the page."""
    return cleaner.clean(_markdown.render(text[:MAX_LENGTH].replace("\x00", "")))


def plain(html, words):
    """The first words of a printed text, with no markup."""
    text = unescape(strip_tags(html.replace("</p>", " ").replace("<br>", " ").replace("</li>", " ")))
    return Truncator(" ".join(text.split())).words(words)
