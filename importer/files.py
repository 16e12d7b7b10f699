import codecs
import re
from pathlib import Path

from .messages import gettext_noop
from .text import normalize
from .text_kind import is_html_source

MAX_BYTES = 5_000_000  # a saved page of text has some 10,000; anything larger is not one
MAX_CONTROLS = (
    0.05  # the share of control characters that a damaged text may have; the rest is binary
)
MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x7fELF",
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HTML_STARTS = ("<!doctype", "<html", "<?xml", "<!--")
_TWICE = re.compile("Ã[\x80-\xbf©¨ª«¯±³´¶¹º¼½¾¿§ ‰ˆ‡]|â€[™œ˜¦“”\x9d]|Ð[°-¿]")


class Unreadable(Exception):
    """A file that holds no text we can read; `message` is a full sentence for the editor."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def find_files(paths):
    """Every file that the paths name, folders with all they hold, each once and in a steady order.

    Hidden files are left out. A path that leads nowhere is kept: reading it says why.
    """
    found = {}
    for path in map(Path, paths):
        try:
            inside = sorted(entry for entry in path.rglob("*") if _is_visible_file(entry, path))
            files = inside if path.is_dir() else [path]
            for file in files or [path]:
                found.setdefault(file.resolve(), file)
        except (OSError, ValueError, RuntimeError):
            found.setdefault(path, path)
    return list(found.values())


def _is_visible_file(entry, folder):
    hidden = any(part.startswith(".") for part in entry.relative_to(folder).parts)
    return not hidden and entry.is_file()


def read_text(path):
    """The normalized text of the file; Unreadable for all that is no plain text of modest size."""
    text = decode(_read_bytes(Path(path)))
    if text.lstrip()[:10].lower().startswith(HTML_STARTS) or is_html_source(text):
        raise Unreadable(gettext_noop("The file is HTML. Save the page as plain text."))
    if len(_TWICE.findall(text)) >= 3:
        raise Unreadable(
            gettext_noop("The file’s characters were encoded twice. Save the page again as UTF-8.")
        )
    text = normalize(text)
    if not text.strip():
        raise Unreadable(gettext_noop("The file is empty. Save the page again."))
    return text


def _read_bytes(path):
    try:
        if problem := _why_not_read(path):
            raise Unreadable(problem)
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is malformed"
        message = gettext_noop(
            "The file cannot be opened (%(reason)s). Check its name and permissions.", reason=reason
        )
        raise Unreadable(message) from None


def _why_not_read(path):
    if path.is_dir():
        return gettext_noop("The folder is empty. Choose another one.")
    if not path.exists():
        return gettext_noop("There is no such file. Check the path.")
    if not path.is_file():
        return gettext_noop("This is not a regular file. Choose a plain text file.")
    if path.stat().st_size > MAX_BYTES:
        return gettext_noop(
            "The file is larger than %(most)d MB, which is too large for a page of text.",
            most=MAX_BYTES // 1_000_000,
        )
    return ""


def decode(data):
    """The text of the bytes: UTF-8, UTF-16 with its mark, Windows-1252, or a Japanese encoding.

    Raises Unreadable rather than guess: a wrong letter in a name is a wrong name.
    """
    marked = next((encoding for bom, encoding in BOMS if data.startswith(bom)), None)
    is_binary = data.startswith(MAGIC) or _control_share(data) > MAX_CONTROLS
    if is_binary and not marked:
        raise Unreadable(gettext_noop("The file is not plain text. Save the page as text."))
    text = _decode_as(marked or "utf-8", data)
    if text is None and not marked:
        text = _decode_older(data)
    if text is None:
        raise Unreadable(
            gettext_noop("The file’s encoding is broken or unknown. Save the page again as UTF-8.")
        )
    return text


def _decode_as(encoding, data):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_older(data):
    for encoding in ("cp932", "euc_jp"):
        text = _decode_as(encoding, data) or ""
        if sum("\u3041" <= letter <= "\u3096" for letter in text) * 10 > len(text):
            return text
    text = _decode_as("cp1252", data) or ""
    return text if _reads_as_latin(text) and not _holds_utf8(data) else None


def _holds_utf8(data):
    """Whether whole UTF-8 letters stand among the broken ones: then nothing is sure."""
    return data.decode("utf-8", "ignore").isascii() is False


def _reads_as_latin(text):
    high = [letter for letter in text if letter > "\x7f"]
    plain = set(
        "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸ«»“”‘’„…–—·•©®°€£¿¡½\xa0\xad"
    )
    return len(high) * 5 < len(text) and sum(letter in plain for letter in high) >= 0.97 * len(high)


def _control_share(data):
    controls = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b\x0b"))
    sample = data[:100_000]
    return 1 - len(sample.translate(None, controls)) / len(sample) if sample else 0
