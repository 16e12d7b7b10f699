"""Pictures as people send them, good and bad."""

import io
import struct
import zlib

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile


def encoded(kind, size=(800, 600), mode="RGB", **options):
    """The bytes of a picture that is red on the left and blue on the right."""
    picture = PIL.Image.new(mode, size, "red")
    picture.paste(PIL.Image.new(mode, (size[0] // 2, size[1]), "blue"), (size[0] // 2, 0))
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def sent(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content)


def chunk(kind, content):
    """A chunk of a PNG file (W3C PNG, 5.3)."""
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def a_bomb(width=12_000, height=12_000):
    """A PNG of a few kilobytes that unpacks to `width` by `height` white pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * (width // 8)) * height, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def located(make="Spy Camera"):
    """EXIF with a place (GPS), a camera's make, and the note that the picture lies on its side."""
    exif = PIL.Image.Exif()
    exif[0x010F] = make
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)}
    return exif
