import io
import zlib
from itertools import pairwise

from django.core.cache import caches
from PIL import Image, ImageDraw

from core.text import columns, truncate

from .cards import COLOUR_PAIRS, colour_index
from .line_breaking import break_lines, break_word, capitals
from .text_runs import Line, is_right_to_left

WIDTH, HEIGHT, MARGIN = 1200, 630, 60
SIZES = (220, 180, 150, 120, 96, 76, 60, 48)
FOOT_SIZES = (46, 40, 34, 28)
FOOT_ROOM = 70
TITLE_WEIGHT, FOOT_WEIGHT = 800, 500
# Above this size a word without blanks inside goes to a smaller size before it is broken.
BREAKS_WORDS = 96
SHORTEST_CUT = 8  # columns
CACHE_SECONDS = 7 * 24 * 60 * 60
DRAWING = 3  # part of the cache's key: another number draws all cards again


def draw_card(film):
    """The card of `film` as PNG bytes, 1200 by 630 pixels; kept in the cache."""
    directors = " & ".join(credit.display_name for credit in film.directors)
    foot = " · ".join(str(part) for part in (directors, film.year) if part)
    key = f"card:{DRAWING}:{zlib.crc32(f'{film.slug}/{film.title}/{foot}'.encode()):08x}"
    if (picture := caches["derived"].get(key)) is None:
        picture = _draw(
            capitals(film.title), capitals(foot), *COLOUR_PAIRS[colour_index(film.slug)]
        )
        caches["derived"].set(key, picture, CACHE_SECONDS)
    return picture


def _draw(title, foot, paper, ink):
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(image)
    bottom = MARGIN
    size, lines = _fitted(title)
    for number, line in enumerate(lines):
        bottom = (
            bottom + line.above if number == 0 else bottom + _step(lines[number - 1], line, size)
        )
        line.draw(draw, _start(line, title), bottom, ink)
    line = _foot(foot)
    line.draw(draw, _start(line, title), HEIGHT - MARGIN, ink)
    stream = io.BytesIO()
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _start(line, title):
    return WIDTH - MARGIN - line.width if is_right_to_left(title) else MARGIN


def _step(before, line, size):
    """From baseline to baseline: never so near that the ink of two lines meets."""
    return max(size * 0.9, before.below + line.above + size * 0.08)


def _height(lines, size):
    steps = sum(_step(before, line, size) for before, line in pairwise(lines))
    return lines[0].above + steps + lines[-1].below if lines else 0


def _fitted(title):
    """The largest size in which the title fits, and its lines.

    The end of a title too long for the smallest is cut.
    """
    for size in SIZES:
        lines = _lines(title, size, whole_words=size > BREAKS_WORDS)
        if lines is not None and _height(lines, size) <= HEIGHT - 2 * MARGIN - FOOT_ROOM:
            return size, lines
    if columns(title) <= SHORTEST_CUT:
        return size, lines
    return _fitted(truncate(title, columns(title) * 3 // 4))


def _lines(title, size, whole_words):
    """The title in lines, or None where a word is wider than the card and may not be broken."""

    def fits(text):
        return Line(text, size, TITLE_WEIGHT, title).width <= WIDTH - 2 * MARGIN

    texts = break_lines(
        title, fits, breaks=None if whole_words else lambda piece: break_word(piece, fits)
    )
    if whole_words and not all(map(fits, texts)):
        return None
    return [Line(text, size, TITLE_WEIGHT, title) for text in texts]


def _foot(text):
    for size in FOOT_SIZES:
        line = Line(text, size, FOOT_WEIGHT)
        if line.width <= WIDTH - 2 * MARGIN or columns(text) <= SHORTEST_CUT:
            return line
    return _foot(truncate(text, columns(text) * 3 // 4))
