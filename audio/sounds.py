"""What an uploaded file is, by its content alone: names and headers that are sent along may lie."""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag, TinyTagException

MEGABYTE = 1024 * 1024
# The types that browsers play, each with the codecs in it (all where none is named) and how the
# names of such files end.
TYPES = {
    "audio/mpeg": ((), "mp3"),
    "audio/mp4": (("mp4a",), "m4a"),
    "audio/ogg": (("vorbis", "opus", "flac"), "ogg"),
    "audio/flac": ((), "flac"),
    "audio/wav": (("1", "3"), "wav"),  # whole numbers, and floating ones
}
MAX_SECONDS = 24 * 60 * 60
MAX_READS, MAX_READ = 1_000_000, MEGABYTE  # so often, so many bytes: a second or two
# These say in each part how many bytes a second has; what is there of a file may be a bit more.
MEASURED, SLACK = {"audio/mpeg", "audio/wav"}, 1.1


class Sound(NamedTuple):
    path: str
    mime_type: str
    size: int  # bytes
    duration: int  # seconds, at least one


class PatientFile:
    """A file as the parser reads it, so that none keeps a thread of the server for minutes."""

    def __init__(self, file):
        self.file, self.reads = file, 0
        self.seek, self.tell = file.seek, file.tell

    def read(self, size=-1):
        self.reads += 1
        if self.reads > MAX_READS or not 0 <= size <= MAX_READ:
            raise ValueError("No audio file makes its reader do this.")
        return self.file.read(size)


def read_sound(upload):
    """The uploaded file as a Sound; ValidationError with a sentence for whoever sent it.

    `upload` has `size` and `chunks`, and can be read and sought.
    """
    if upload.size > settings.AUDIO_MB * MEGABYTE:
        most = filesizeformat(settings.AUDIO_MB * MEGABYTE)
        sentence = _("The file is larger than %(most)s. Make it smaller and upload it again.")
        raise ValidationError(sentence % {"most": most})
    tag = _tag_of(upload)
    mime_type, _semicolon, codec = (tag.mime_type or "").partition(";")
    ending = _ending(mime_type, codec.strip().removeprefix('codecs="').rstrip('"'))
    duration = _duration(tag, mime_type, upload.size)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    path = f"audio/{digest.hexdigest()[:32]}.{ending}"
    return Sound(path, mime_type, upload.size, duration)


def _tag_of(upload):
    upload.seek(0)
    try:
        return TinyTag.get(file_obj=PatientFile(upload), tags=False)
    except TinyTagException:
        raise _unreadable() from None


def _unreadable():
    return ValidationError(
        _("The site cannot read this file. Upload an MP3 or M4A (AAC), Ogg, FLAC or WAV file.")
    )


def _ending(mime_type, codec):
    codecs, ending = TYPES.get(mime_type, (None, ""))
    if codecs is None or (codecs and not codec.startswith(codecs)):
        raise _unreadable()
    return ending


def _duration(tag, mime_type, size):
    seconds = tag.duration or 0
    if not 0 < seconds <= MAX_SECONDS:
        raise ValidationError(
            _("The file does not say how long it is. Export it anew and upload that.")
        )
    promised = seconds * (tag.bitrate or 0) * 125  # bytes; the rate is in thousands of bits
    if mime_type in MEASURED and promised > size * SLACK + MEGABYTE / 16:
        raise ValidationError(_("The file is cut off before its end. Upload the whole file."))
    return max(1, round(seconds))
