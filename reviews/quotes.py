"""Pull quotes stand after the words that they quote, never before them."""

import re

from core.text import fold

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = {"br", "hr", "img"}
_PULL = '<blockquote class="pull">'


def place_pull_quotes(html, plain):
    """The body with each pull quote behind the block that it quotes.

    One whose words stand nowhere only leaves the head of the body or of a section, for the place
    behind its first text.

    `plain` reads the words of HTML. What stands inside another block stays there.
    """
    blocks = list(_blocks(html))
    for pull in [block for block in blocks if block.startswith(_PULL)]:
        at = blocks.index(pull)
        words = _words(pull, plain)
        if not words or any(words in _words(block, plain) for block in _texts(blocks[:at])):
            continue
        quoted = next(
            (block for block in _texts(blocks[at:]) if words in _words(block, plain)), None
        )
        if quoted is None and (at == 0 or blocks[at - 1].startswith("<h")):
            quoted = next(_texts(blocks[at:]), None)
        if quoted is not None:
            blocks.remove(pull)
            blocks.insert(blocks.index(quoted) + 1, pull)
    return "".join(blocks)


def _texts(blocks):
    """The blocks of running text: a heading or another pull quote is none."""
    return (block for block in blocks if block.strip() and not block.startswith((_PULL, "<h")))


def _words(html, plain):
    return fold(plain(html)).strip(' .,;:!?…"“”„«»')


def _blocks(html):
    start = depth = 0
    for tag in _TAG.finditer(html):
        closes, name = tag.groups()
        if name not in _VOID:
            depth += -1 if closes else 1
        if depth == 0 and (closes or name == "hr"):
            yield html[start : tag.end()]
            start = tag.end()
    if html[start:]:
        yield html[start:]
