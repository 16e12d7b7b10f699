"""The part of a file that a request asks for (RFC 9110, 14)."""

import re

RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*\Z", re.IGNORECASE)


class NoSuchPart(ValueError):
    """It lies behind the file's end."""


def asked_part(headers, size, etag):
    """The first byte and the last that are asked for, of `size`; None for the whole file.

    None also where several parts are asked for or none that can be understood, and where the reader
    has parts of another file (`If-Range`).
    """
    found = RANGE.match(headers.get("Range", ""))
    if not found or headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return _end(last, size)
    first, last = int(first), min(int(last or size), size - 1)
    if first >= size:
        raise NoSuchPart
    return (first, last) if first <= last else None


def _end(number, size):
    """The last so many bytes."""
    if not number:
        return None
    if not int(number):
        raise NoSuchPart
    return max(size - int(number), 0), size - 1
