"""Title cards: two colours, a composition, and the lines of a title as large as its card allows."""

import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache

from .line_breaking import bound_words, break_lines, capitals, is_greek
from .text_runs import SITE_FONTS, Line, is_right_to_left, split_runs

# (paper, ink) as printed in cards.css, which a test compares; contrast of each pair is at least 4.5
# to 1.
COLOUR_PAIRS = (
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
WIDE = "wide"
# The room of a title in each composition: width and height, and the largest type, in hundredths of
# the card's width.
TITLE_BOXES = {
    "foot": (88, 98, 60),
    "upright": (132, 62, 60),
    "split": (88, 84, 60),
    "bill": (84, 74, 60),
    "year": (88, 66, 60),
    "crop": (88, 44, 30),
    WIDE: (92, 26, 30),
}
COMPOSITIONS = tuple(name for name in TITLE_BOXES if name != WIDE)
SIZES = (
    60,
    54,
    48,
    44,
    40,
    36,
    33,
    30,
    27,
    25,
    23,
    21,
    19,
    17,
    15,
    14,
    13,
    12,
    11,
    10,
    9,
    8,
    7,
    6,
    5,
    4,
)
WEIGHT = 800
MEASURING_SIZE = 100  # pixels, at which a text's width is measured
# Class and line height.
PLAIN, ACCENTS, OTHER = ("", 0.9), ("card-accents", 1.0), ("card-other", 1.25)
OTHER_FONTS_WIDTH = 1.15  # what a reader's own fonts may be wider than ours
NARROWING = 0.97


@dataclass(frozen=True)
class Card:
    """What a template prints: classes, for the policy allows no `style`, and the title's lines."""

    classes: str
    lines: tuple
    cropped: str = ""  # the word that is larger than its card
    lang: str = ""  # where the letters tell it: browsers then make the right capitals


def colour_index(slug):
    """Which pair of colours a film wears; the same on every machine and for ever."""
    return _number(slug) % len(COLOUR_PAIRS)


def _number(slug):
    return zlib.crc32(slug.encode())


@lru_cache(4096)
def build_card(slug, title, year, wide=False):
    composition = choose_composition(slug, title, year)
    size, lines = fit_title(title, *TITLE_BOXES[WIDE if wide else composition])
    classes = [
        f"card-pair-{colour_index(slug)}",
        f"card-{composition}",
        f"fit-{size}",
        _spacing(title)[0],
    ]
    cropped = max(title.split(), key=len) if composition == "crop" else ""
    return Card(
        " ".join(filter(None, classes)), tuple(lines), cropped, "el" if is_greek(title) else ""
    )


def choose_composition(slug, title, year):
    if not _is_ours(title):
        suited = ["foot", "split", "bill"]
    else:
        unsuited = {"year" if not year else "", "crop" if len(bound_words(title)) < 2 else ""}
        suited = [name for name in COMPOSITIONS if name not in unsuited]
    return suited[_number(slug) // len(COLOUR_PAIRS) % len(suited)]


def _is_ours(title):
    """Whether the page's own fonts have all its letters, so that its width is known."""
    return _spacing(title) != OTHER


@lru_cache(4096)
def _spacing(title):
    """A title's class and line height: accents on capitals want more, other scripts most."""
    if is_right_to_left(title) or any(
        run.file not in SITE_FONTS for run in split_runs(capitals(title))
    ):
        return OTHER
    return (
        ACCENTS
        if any(unicodedata.combining(char) for char in unicodedata.normalize("NFD", title))
        else PLAIN
    )


def fit_title(title, width, height, largest):
    """The largest of SIZES in which the title fits into its room, and its lines.

    The least where none does.
    """
    step, wider = _spacing(title)[1], 1 if _is_ours(title) else OTHER_FONTS_WIDTH

    @lru_cache(None)
    def measured(text):
        return (
            Line(capitals(text), MEASURING_SIZE, WEIGHT, capitals(title)).width
            / MEASURING_SIZE
            * wider
        )

    def within(room):
        return break_lines(title, lambda text: measured(text) <= room)

    for size in (size for size in SIZES if size <= largest):
        lines = within(width / size)
        if (
            max(map(measured, lines), default=0) * size <= width
            and len(lines) * size * step <= height
        ):
            return size, _balanced(lines, width / size, within, measured)
    return SIZES[-1], within(width / SIZES[-1])


def _balanced(lines, room, within, measured):
    """The title in the same number of lines, of lengths as like as may be."""
    while any(map(measured, lines)):  # what has no width would fit any room for ever
        narrower = within(room := room * NARROWING)
        if len(narrower) != len(lines) or max(map(measured, narrower)) > room:
            break
        lines = narrower
    return lines
