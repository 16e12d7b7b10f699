"""Title cards: two colours and a size of type, drawn from the film's own record."""

import zlib

from core.text import columns

# (paper, ink) as printed in cards.css, which a test compares; contrast of each pair is at least 4.5 to 1.
PAIRS = (
    ("#1e3a4c", "#f2b34c"),
    ("#b7c7bd", "#162019"),
    ("#5d2e46", "#ffd9a0"),
    ("#c23a20", "#fff4e0"),
    ("#e8d37a", "#1b1a12"),
    ("#0f4c3a", "#f3e9d2"),
    ("#2b2d42", "#ef9a9a"),
    ("#f2c6c0", "#3b0d1a"),
    ("#3d405b", "#f4d58d"),
    ("#a8dadc", "#12263a"),
    ("#6b1d1d", "#f6e7cb"),
    ("#d9b08c", "#22150c"),
    ("#14213d", "#fca311"),
    ("#cdb4db", "#231132"),
    ("#283618", "#fefae0"),
    ("#f4f1de", "#8a2f14"),
)


def pair_number(slug):
    """Which pair of colours a film wears; the same on every machine and for ever."""
    return zlib.crc32(slug.encode()) % len(PAIRS)


def size_of(title):
    """How large the title is set: its longest word and its whole length decide."""
    longest = max(map(columns, title.split()), default=0)
    for name, most_in_word, most in (("xl", 6, 14), ("l", 8, 24), ("m", 11, 42), ("s", 15, 80)):
        if longest <= most_in_word and columns(title) <= most:
            return name
    return "xs"


def card_class(slug, title):
    """The card's classes; the policy allows no `style` attribute, so colours are classes."""
    return f"card-pair-{pair_number(slug)} card-size-{size_of(title)}"
