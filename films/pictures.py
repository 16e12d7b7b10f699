"""Pictures as they come from outside: checked before decoding, re-encoded, never kept as they came.

What is stored is named by its own digest and size (`films.models.image`), so the same picture
has one file, and no word that anybody sent is part of a path.
"""

import ctypes
import fcntl
import hashlib
import io
import math
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

import PIL.Image
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, ImageCms, ImageOps

from films.models.image import parse_name, rendition_name, rendition_widths

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 25_000_000  # decoded, 100 MB of memory; a 17 kB PNG can claim a hundred times as many
# These decoders take up to 16 bytes for each; 4K film has 8.8.
MAX_PIXELS_BY_FORMAT = {"WEBP": 9_000_000, "AVIF": 9_000_000}
MAX_SIZE = (2560, 4096)  # width and height kept; WebP itself ends at 16,383
# Percent of that for transparent pictures, which take WebP's encoder the most memory.
TRANSPARENT_SHARE = 60
STRIP = 1_000_000  # pixels that are scaled at a time
QUALITY = 80
SCALABLE = {"L", "LA", "RGB", "RGBA", "CMYK"}  # modes whose pixels can be averaged as they are

WAIT_SECONDS = 20  # a waiting upload keeps a thread of the server
RETRY_SECONDS = 10  # what a Retry-After says
_POLL_SECONDS = 0.05
# Threads of this process that decode or wait; the others go on serving readers.
_slots = BoundedSemaphore(max(1, settings.THREADS // 2))

# A second guard behind `_open`: Pillow then refuses by itself what it only warns of.
PIL.Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A picture ready to be stored: its path, and the bytes of each file that belongs to it."""

    path: str
    files: dict


def busy_error():
    return ValidationError(
        _(
            "The site is busy with another picture. Choose the file again and save in a few "
            "seconds."
        ),
        code="busy",
    )


def unstored_error():
    return ValidationError(
        _(
            "The site cannot store pictures just now. Choose the file again and save in a few "
            "minutes."
        ),
        code="busy",
    )


@contextmanager
def decoding_slot(seconds=WAIT_SECONDS):
    """One picture is decoded at a time on the whole machine: one of 25 megapixels takes 100 MB.

    A lock file (flock(2)) holds across worker processes and vanishes with the one that holds it.
    ValidationError with code "busy" where the turn does not come in time.
    """
    if not _slots.acquire(blocking=False):
        raise busy_error()
    try:
        with open(settings.DATA_DIR / "pictures.lock", "a") as file:
            _lock(file, time.monotonic() + seconds)
            _release_memory()
            try:
                yield
            finally:
                _release_memory()
    finally:
        _slots.release()


def _lock(file, deadline):
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise busy_error() from None
            time.sleep(_POLL_SECONDS)


def _release_memory():
    """The C library keeps what a thread has freed for that thread: with many, that adds up.

    malloc_trim(3) gives it back. Blocks of a megabyte the library shall give back by itself, as at
    the start: it keeps larger ones the larger they come (mallopt(3), M_MMAP_THRESHOLD).
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.mallopt(-3, 1_000_000)
        library.malloc_trim(0)


def prepare(upload):
    """The uploaded file as a Picture; ValidationError with a sentence for whoever sent it.

    Nothing is written. It takes seconds, so no transaction may be open. `upload` has `size`, and
    can be read and sought.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 10 MB. Make it smaller and upload it again.")
        )
    with decoding_slot():
        return _prepared(upload)


def _prepared(upload):
    """In a function of its own, so that all pixels are gone when the turn ends."""
    picture = _plain(_decoded(_open(upload)))
    main = _webp(picture)
    digest = hashlib.sha256(main).hexdigest()[:32]
    path = f"images/{digest}-{picture.width}x{picture.height}.webp"
    return Picture(path, {path: main} | dict(_renditions(picture, path)))


def store(picture):
    """Write its files, the main one last: where that is, all are."""
    for name, content in reversed(picture.files.items()):
        default_storage.save(name, ContentFile(content))


def delete(path):
    for name in file_names(path):
        default_storage.delete(name)


def file_names(path):
    _digest, width, _height = parse_name(path)
    return [path, *(rendition_name(path, step) for step in rendition_widths(width))]


def copy_original(path, folders):
    """Copy a picture's main file from the first of `folders` that has it, unless stored."""
    if not default_storage.exists(path):
        found = next(
            (place for folder in folders if (place := Path(folder) / path).is_file()), None
        )
        if found:
            default_storage.save(path, ContentFile(found.read_bytes()))


def add_missing_renditions(path):
    missing = {name for name in file_names(path) if not default_storage.exists(name)}
    if not missing:
        return 0
    with (
        decoding_slot(seconds=60),
        default_storage.open(path) as file,
        PIL.Image.open(io.BytesIO(file.read()), formats=("WEBP",)) as picture,
    ):
        picture.load()
        files = {name: content for name, content in _renditions(picture, path) if name in missing}
    store(Picture(path, files))
    return len(files)


def _open(upload):
    try:
        upload.seek(0)
        picture = PIL.Image.open(upload, formats=FORMATS)
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        raise too_many_pixels_error() from None
    except Exception:  # what a decoder raises on hostile bytes is not bounded by its documentation
        raise ValidationError(
            _("The site cannot read this file. Upload a JPEG, PNG, WebP or AVIF picture."),
            code="format",
        ) from None
    if picture.width * picture.height > MAX_PIXELS_BY_FORMAT.get(picture.format, MAX_PIXELS):
        raise too_many_pixels_error(picture.format)
    return picture


def too_many_pixels_error(file_format=""):
    sentence = _("The picture has more than 25 megapixels. Make it smaller and upload it again.")
    if file_format in MAX_PIXELS_BY_FORMAT:
        sentence = _(
            "A WebP or AVIF picture can have up to 9 megapixels. Make it smaller or upload it as a "
            "JPEG."
        )
    return ValidationError(sentence, code="pixels")


def _decoded(picture):
    """Its pixels, no more of them than the site shows, upright as the camera's note says."""
    try:
        is_sideways = picture.getexif().get(ExifTags.Base.Orientation) in {5, 6, 7, 8}
        room = MAX_SIZE[::-1] if is_sideways else MAX_SIZE
        # Where a half or less is enough, libjpeg decodes no more than that: a quarter of the
        # memory.
        scale = min(1, *(most / side for most, side in zip(room, picture.size, strict=True)))
        picture.draft(None, [max(1, math.ceil(side * scale)) for side in picture.size])
        picture.load()
        if picture.mode not in SCALABLE:
            picture = _with_levels(picture)
        transparent = _is_transparent(picture)
        if transparent:
            room = [side * TRANSPARENT_SHARE // 100 for side in room]
        picture = _scale_down(picture, room)
        if not transparent and picture.mode in {"LA", "RGBA"}:
            picture = picture.convert(picture.mode[:-1])
        ImageOps.exif_transpose(picture, in_place=True)
        return picture
    except Exception:  # as in `_open`
        raise ValidationError(
            _("The file is damaged or incomplete. Upload it again."), code="damaged"
        ) from None


def _is_transparent(picture):
    """Whether anything shines through; many alpha channels, as of screenshots, hide nothing."""
    if picture.mode in {"LA", "RGBA"}:
        return picture.getextrema()[-1][0] < 255
    return picture.has_transparency_data


def _scale_down(picture, room):
    """No larger than `room`, in strips: in one piece, transparency doubles the memory."""
    scale = max(side / most for side, most in zip(picture.size, room, strict=True))
    if scale <= 1:
        return picture
    width, height = (max(1, round(side / scale)) for side in picture.size)
    fitted = PIL.Image.new(picture.mode, (width, height))
    fitted.info = picture.info
    step = picture.height / height
    margin = math.ceil(3 * step) + 1  # what Lanczos looks at above and below
    rows = max(1, int(STRIP / picture.width / step))
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        upper, lower = (
            max(0, int(top * step) - margin),
            min(picture.height, math.ceil(bottom * step) + margin),
        )
        box = (0, top * step - upper, picture.width, min(bottom * step, picture.height) - upper)
        strip = picture.crop((0, upper, picture.width, lower))
        fitted.paste(
            strip.resize((width, bottom - top), PIL.Image.Resampling.LANCZOS, box=box), (0, top)
        )
    return fitted


def _with_levels(picture):
    """A palette, or 1 or 16 bits, as 8 bits a channel, which can be scaled."""
    info = picture.info
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.info = {name: value for name, value in info.items() if name != "transparency"}
    return plain


def _plain(picture):
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        picture = _in_srgb(picture, profile)
    if picture.mode != mode or (picture.has_transparency_data and "transparency" in picture.info):
        picture = picture.convert(mode)
    picture.info = {}
    return picture


def _in_srgb(picture, profile):
    """Colours turned from the file's profile to sRGB; unchanged where the profile is broken."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _renditions(picture, path):
    for width in rendition_widths(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), PIL.Image.Resampling.LANCZOS)
        yield rendition_name(path, width), _webp(smaller)


def _webp(picture):
    buffer = io.BytesIO()
    # With transparency, 4 takes half as much memory again.
    method = 2 if picture.mode == "RGBA" else 4
    picture.save(buffer, "WEBP", quality=QUALITY, method=method)
    return buffer.getvalue()
