"""A line of text drawn with Pillow: runs of letters in their fonts, in reading order.

Pillow draws one font at a time. Which letters a font has is seen by drawing: what it lacks looks as
its `.notdef`.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

from core.text import clusters, is_invisible

SITE_FONTS = [
    Path(__file__).with_name("static") / "films/fonts" / f"film{part}.woff2"
    for part in ("", "-ext", "-greek", "-cyrillic")
]
# All precomposed Latin, Greek and Cyrillic letters, and their combining marks.
FALLBACK_FONT = Path(__file__).with_name("fonts") / "noto-sans-condensed.woff2"
BOLD = 700  # the least weight that fonts of one weight have in bold
SYSTEM = Path("/usr/share/fonts")
# In the order of trial; NotoSans-* sorts before the fonts of single scripts.
PATTERNS = (
    "NotoSans-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "NotoSans[A-Z]*-Bold.ttf",
    "NotoSerif[A-Z]*-Bold.ttf",
    "NotoSans[A-Z]*-Regular.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSans.ttf",
)
# Sizes at which the capitals, or letters of their rank, are as tall as the site's own font's.
FALLBACK_SCALE, OTHER_SCALE = 0.92, 0.86


@dataclass(frozen=True)
class Run:
    """Letters of one font and one direction; `size` in pixels."""

    text: str
    file: Path
    right_to_left: bool

    def font(self, size, weight):
        if self.file in SITE_FONTS:
            return _font(self.file, size, weight)
        scale = FALLBACK_SCALE if self.file == FALLBACK_FONT else OTHER_SCALE
        return _font(self.file if weight >= BOLD else _lighter(self.file), round(size * scale))

    def drawn(self):
        """The text and the options with which Pillow draws it.

        Without raqm it is put in order here.
        """
        if can_shape():
            return self.text, {"direction": "rtl" if self.right_to_left else "ltr"}
        visible = [cluster for cluster in clusters(self.text) if not is_invisible(cluster)]
        return "".join(reversed(visible) if self.right_to_left else visible), {}


def _lighter(file):
    name = file.name.replace("-Bold.", "-Regular.").replace("condensed.", "condensed-medium.")
    return file.with_name(name) if file.with_name(name).exists() else file


@cache
def can_shape():
    """Whether Pillow can join Arabic and order Indian letters: raqm needs Debian's libfribidi0."""
    return features.check("raqm") and features.check("fribidi")


@cache
def system_fonts():
    found = {path.name: path for path in sorted(SYSTEM.rglob("*.tt[fc]"), reverse=True)}
    ordered = [
        found[name] for pattern in PATTERNS for name in sorted(found) if Path(name).match(pattern)
    ]
    return list(dict.fromkeys(ordered))


def missing_packages():
    names = {path.name for path in system_fonts()}
    found = {
        "fonts-noto-core": "NotoSansArabic-Bold.ttf" in names,
        "fonts-noto-cjk": "NotoSansCJK-Bold.ttc" in names,
        "libfribidi0": can_shape(),
    }
    return [package for package, here in found.items() if not here]


@lru_cache(maxsize=64)
def _font(file, size, weight=None):
    engine = ImageFont.Layout.RAQM if can_shape() else ImageFont.Layout.BASIC
    font = ImageFont.truetype(file, size, layout_engine=engine)
    if weight:
        font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=4096)
def covers(file, char):
    font = _probe(file)
    return _look(font, char) != _look(font, "\uffff")


@lru_cache(maxsize=16)
def _probe(file):
    return ImageFont.truetype(file, 24, layout_engine=ImageFont.Layout.BASIC)


def _look(font, char):
    mask = font.getmask(char)
    return mask.size, bytes(mask)


def _covers_all(file, text):
    return all(covers(file, char) for char in text if not (char.isspace() or is_invisible(char)))


@lru_cache(maxsize=4096)
def _system_font(cluster):
    return next((file for file in system_fonts() if _covers_all(file, cluster)), FALLBACK_FONT)


def _font_file(cluster, fonts, last):
    """The first of `fonts` that has the cluster.

    A blank and what no font here has stay with their neighbour.
    """
    if cluster.isspace():
        return last if last and last not in SITE_FONTS else SITE_FONTS[0]
    for file in (*fonts, FALLBACK_FONT, last):
        if file and _covers_all(file, cluster):
            return file
    return _system_font(cluster)


def _site_fonts(text):
    """The site's own fonts, or none where a letter would have to come from Noto."""
    known = [part for part in clusters(text) if _covers_all(FALLBACK_FONT, part)]
    return (
        SITE_FONTS
        if all(any(_covers_all(file, part) for file in SITE_FONTS) for part in known)
        else []
    )


def is_right_to_left(text):
    """Whether the first letter with a direction goes from right to left (UAX #9, P2)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


def _levels(parts, base):
    """How deep each cluster is embedded, odd from right to left: UAX #9 without explicit marks."""
    levels, strong = [], base
    for part in parts:
        kind = unicodedata.bidirectional(part[0])
        if kind in {"L", "R", "AL"}:
            strong = int(kind != "L")
            levels.append(strong if strong or not base else 2)
        elif kind in {"EN", "AN"}:
            levels.append(2 if strong or base else 0)
        else:
            levels.append(None)
    known = [base, *levels, base]
    for at, level in enumerate(levels):
        if level is None:
            before = next(known[i] for i in range(at, -1, -1) if known[i] is not None)
            after = next(known[i] for i in range(at + 2, len(known)) if known[i] is not None)
            levels[at] = before if before == after else base
    return levels


def _visual(runs):
    """The runs from left to right (UAX #9, L2); takes and gives pairs of level and run."""
    for depth in range(max((level for level, _ in runs), default=0), 0, -1):
        at = 0
        while at < len(runs):
            end = at
            while end < len(runs) and runs[end][0] >= depth:
                end += 1
            runs[at:end] = reversed(runs[at:end])
            at = end + 1
    return runs


def split_runs(text, whole=None):
    """The runs of a line from left to right.

    `whole` is the text of all its lines, which share direction and fonts.
    """
    whole = whole or text
    parts, site_fonts = clusters(text), _site_fonts(whole)
    runs, file = [], None
    for part, level in zip(parts, _levels(parts, int(is_right_to_left(whole))), strict=True):
        file = _font_file(part, site_fonts, file)
        if runs and runs[-1][0] == level and runs[-1][1].file == file:
            part = runs.pop()[1].text + part
        runs.append((level, Run(part, file, bool(level % 2))))
    return [run for _level, run in _visual(runs)]


class Line:
    """A line set in a size and weight.

    It knows its width and how far its ink reaches above and below.
    """

    def __init__(self, text, size, weight, whole=None):
        self.text = text
        self.pieces = [(run.font(size, weight), *run.drawn()) for run in split_runs(text, whole)]
        boxes = [font.getbbox(text, anchor="ls", **options) for font, text, options in self.pieces]
        self.width = sum(font.getlength(text, **options) for font, text, options in self.pieces)
        self.above = max((-box[1] for box in boxes), default=0)
        self.below = max((box[3] for box in boxes), default=0)

    def draw(self, draw, x, baseline, ink):
        for font, text, options in self.pieces:
            draw.text((x, baseline), text, fill=ink, font=font, anchor="ls", **options)
            x += font.getlength(text, **options)
