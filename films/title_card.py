"""The title card as a picture, for places that show no HTML."""

import io
import zlib
from functools import cache

from django.contrib.staticfiles import finders
from django.core.cache import caches
from PIL import Image, ImageDraw, ImageFont

from .cards import PAIRS, pair_number

WIDTH, HEIGHT, MARGIN = 1200, 630, 60
SIZES = (220, 180, 150, 120, 96, 76, 60, 48)
# Fonts of other scripts, where the machine has them; the house font has Latin, Greek and Cyrillic only.
OTHER_SCRIPTS = ("NotoSansCJK-Bold.ttc", "NotoSansArabic-Bold.ttf", "DejaVuSans-Bold.ttf")
CACHE_SECONDS = 7 * 24 * 60 * 60


@cache
def _font_data(name):
    with open(finders.find(f"filmsite/fonts/{name}"), "rb") as file:
        return file.read()


def _house_font(size, weight, text):
    """The film's voice at `size` pixels; the file that covers the letters of `text`."""
    name = "film.woff2"
    if any("\u0370" <= letter <= "\u03ff" for letter in text):
        name = "film-greek.woff2"
    elif any("\u0400" <= letter <= "\u052f" for letter in text):
        name = "film-cyrillic.woff2"
    elif any("\u0100" <= letter <= "\u024f" for letter in text):
        name = "film-ext.woff2"
    font = ImageFont.truetype(io.BytesIO(_font_data(name)), size)
    font.set_variation_by_axes([weight])
    return font


def _font(size, weight, text):
    if all(letter < "\u0530" or "\u1e00" <= letter <= "\u206f" for letter in text):
        return _house_font(size, weight, text)
    for name in OTHER_SCRIPTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return _house_font(size, weight, text)


def _lines(text, font, width):
    """The words of `text` in lines no wider than `width`, or None where a word is too long."""
    lines = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        elif font.getlength(word) <= width:
            lines.append(word)
        else:
            return None
    return lines


def _fitted(text):
    """The largest type in which the title fits, and its lines."""
    room = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - 70
    for size in SIZES:
        font = _font(size, 800, text)
        lines = _lines(text, font, room[0])
        if lines and len(lines) * size * 0.9 <= room[1]:
            return font, size, lines
    cut = text[: int(len(text) * room[0] / max(font.getlength(text), 1))]
    return font, size, [cut]


def draw_card(film):
    """The card of `film` as PNG bytes, 1200 by 630 pixels; kept in the cache."""
    directors = " & ".join(credit.printed_name for credit in film.directors)
    foot = " · ".join(str(part) for part in (directors, film.year) if part).upper()
    key = f"card:{film.slug}:{zlib.crc32(f'{film.title}/{foot}'.encode())}"
    if (picture := caches["derived"].get(key)) is None:
        picture = _draw(film.title.upper(), foot, *PAIRS[pair_number(film.slug)])
        caches["derived"].set(key, picture, CACHE_SECONDS)
    return picture


def _draw(title, foot, paper, ink):
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(image)
    font, size, lines = _fitted(title)
    for number, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + number * size * 0.9), line, fill=ink, font=font, anchor="lt")
    draw.text((MARGIN, HEIGHT - MARGIN), foot, fill=ink, font=_font(46, 500, foot), anchor="ls")
    stream = io.BytesIO()
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()
