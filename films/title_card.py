"""The title card as a picture, for places that show no HTML."""

import io
import unicodedata
import zlib
from itertools import pairwise

from django.core.cache import caches
from PIL import Image, ImageDraw

from core.text import JOINERS, clusters, columns, cut, strip_invisible

from .cards import PAIRS, pair_number
from .text_runs import Line, is_right_to_left

WIDTH, HEIGHT, MARGIN = 1200, 630, 60
SIZES = (220, 180, 150, 120, 96, 76, 60, 48)
FOOT_SIZES = (46, 40, 34, 28)
FOOT_ROOM = 70
TITLE_WEIGHT, FOOT_WEIGHT = 800, 500
# Above this size a word without blanks inside goes to a smaller size before it is broken.
BREAKS_WORDS = 96
SHORTEST_CUT = 8  # columns
MOST_MARKS = 12  # characters of one letter; more would stack over the whole card
CACHE_SECONDS = 7 * 24 * 60 * 60
DRAWING = 2  # part of the cache's key: another number draws all cards again
NO_LINE_START = frozenset(
    "、。，．・：；？！ー々〜」』）】〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}…·’”ะาำๅๆฯະາຳໆຯ"
)
LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")  # of Thai and Lao: a syllable begins with them
NO_LINE_END = LEADING_VOWELS | frozenset("「『（【〈《([{‘“")


def draw_card(film):
    """The card of `film` as PNG bytes, 1200 by 630 pixels; kept in the cache."""
    directors = " & ".join(credit.printed_name for credit in film.directors)
    foot = " · ".join(str(part) for part in (directors, film.year) if part)
    key = f"card:{DRAWING}:{zlib.crc32(f'{film.slug}/{film.title}/{foot}'.encode()):08x}"
    if (picture := caches["derived"].get(key)) is None:
        picture = _draw(_capitals(film.title), _capitals(foot), *PAIRS[pair_number(film.slug)])
        caches["derived"].set(key, picture, CACHE_SECONDS)
    return picture


def _draw(title, foot, paper, ink):
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(image)
    bottom = MARGIN
    size, lines = _fitted(title)
    for number, line in enumerate(lines):
        bottom = bottom + line.above if number == 0 else bottom + _step(lines[number - 1], line, size)
        line.draw(draw, _start(line, title), bottom, ink)
    line = _foot(foot)
    line.draw(draw, _start(line, title), HEIGHT - MARGIN, ink)
    stream = io.BytesIO()
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _capitals(text):
    """Capitals where readers know them: Georgian's are of 2018, and few fonts have them."""
    text = " ".join(strip_invisible(unicodedata.normalize("NFC", text), keep=JOINERS).split())
    text = "".join(part[:MOST_MARKS] for part in clusters(text))
    return "".join(sign if "\u10d0" <= sign <= "\u10ff" else sign.upper() for sign in text)


def _start(line, title):
    return WIDTH - MARGIN - line.width if is_right_to_left(title) else MARGIN


def _step(before, line, size):
    """From baseline to baseline: never so near that the ink of two lines meets."""
    return max(size * 0.9, before.below + line.above + size * 0.08)


def _height(lines, size):
    steps = sum(_step(before, line, size) for before, line in pairwise(lines))
    return lines[0].above + steps + lines[-1].below if lines else 0


def _fitted(title):
    """The largest size in which the title fits, and its lines; the end of a title too long for the smallest is cut."""
    for size in SIZES:
        lines = _lines(title, size, whole_words=size > BREAKS_WORDS)
        if lines is not None and _height(lines, size) <= HEIGHT - 2 * MARGIN - FOOT_ROOM:
            return size, lines
    if columns(title) <= SHORTEST_CUT:
        return size, lines
    return _fitted(cut(title, columns(title) * 3 // 4))


def _lines(title, size, whole_words):
    """The title in lines, or None where a word is wider than the card and may not be broken."""
    lines = []

    def fits(text):
        return Line(text, size, TITLE_WEIGHT, title).width <= WIDTH - 2 * MARGIN

    for word in title.split():
        for number, piece in enumerate(_pieces(word)):
            longer = f"{lines[-1]}{'' if number else ' '}{piece}" if lines else piece
            if lines and fits(longer):
                lines[-1] = longer
            elif fits(piece):
                lines.append(piece)
            elif whole_words:
                return None
            else:
                lines.extend(_broken(piece, fits))
    return [Line(text, size, TITLE_WEIGHT, title) for text in lines]


def _units(word):
    """What no line may part: a letter with its marks, and the punctuation and vowels that lean on it."""
    units = []
    for part in clusters(word):
        if units and (part[0] in NO_LINE_START or units[-1][-1] in NO_LINE_END):
            units[-1] += part
        else:
            units.append(part)
    return units


def _pieces(word):
    """Where a line may end inside a word: between Han characters or kana, and before a vowel that begins a syllable."""
    pieces = []
    for unit in _units(word):
        if pieces and not (unit[0] in LEADING_VOWELS or _is_ideograph(unit[0]) or _is_ideograph(pieces[-1][0])):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def _is_ideograph(sign):
    """Han, kana and their punctuation; Korean has blanks between its words."""
    return unicodedata.east_asian_width(sign) in "WF" and not "\uac00" <= sign <= "\ud7a3"


def _broken(word, fits):
    """A word wider than the card in lines that fit."""
    lines = [""]
    for part in (part for unit in _units(word) for part in ([unit] if fits(unit) else clusters(unit))):
        if lines[-1] and not fits(lines[-1] + part):
            lines.append("")
        lines[-1] += part
    return lines


def _foot(text):
    """Director and year in one line, set smaller and then cut where they are many."""
    for size in FOOT_SIZES:
        line = Line(text, size, FOOT_WEIGHT)
        if line.width <= WIDTH - 2 * MARGIN or columns(text) <= SHORTEST_CUT:
            return line
    return _foot(cut(text, columns(text) * 3 // 4))
