"""The picture of a programme as podcast directories ask for it: a square JPEG of 1,400 pixels."""

import io

import PIL.Image
from django.core.cache import caches
from django.core.files.storage import default_storage

from films.pictures import decoding_slot

MIN_SIDE = SIDE = 1400
CACHE_SECONDS = 7 * 24 * 60 * 60


def has_cover(series):
    """Whether its picture is large enough."""
    picture = series.picture
    return picture is not None and min(picture.width, picture.height) >= MIN_SIDE


def draw_cover(image):
    """The JPEG, cut around the focal point; kept in the cache."""
    key = f"cover:{image.pk}:{image.focal_x}:{image.focal_y}"
    if (drawn := caches["derived"].get(key)) is None:
        with decoding_slot(), default_storage.open(image.file) as file:
            drawn = _draw(io.BytesIO(file.read()), image.focal_x, image.focal_y)
        caches["derived"].set(key, drawn, CACHE_SECONDS)
    return drawn


def _draw(file, focal_x, focal_y):
    with PIL.Image.open(file, formats=("WEBP",)) as picture:
        side = min(picture.size)
        left, top = (
            round((whole - side) * focus / 100)
            for whole, focus in zip(picture.size, (focal_x, focal_y), strict=True)
        )
        box = (left, top, left + side, top + side)
        square = picture.convert("RGB").resize((SIDE, SIDE), PIL.Image.Resampling.LANCZOS, box=box)
    buffer = io.BytesIO()
    square.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
