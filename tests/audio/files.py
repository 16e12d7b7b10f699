"""Audio files as people send them, good and bad: silence, and what claims to be some."""

import io
import struct
import wave

from django.core.files.uploadedfile import SimpleUploadedFile

FRAME = 417  # bytes of an MP3 frame of 128 kbit/s at 44.1 kHz, which plays 1152 samples


def a_wav(seconds=30, rate=1000, sample=b"\x00\x20"):
    """So many seconds, two bytes a sample."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sample * rate * seconds)
    return buffer.getvalue()


def an_mp3(seconds=30):
    return (b"\xff\xfb\x90\xc4" + bytes(FRAME - 4)) * round(seconds * 44100 / 1152)


def an_mp3_that_promises(seconds, frames=20):
    """Its first frame (Xing) names more frames than follow."""
    number = round(seconds * 44100 / 1152)
    xing = b"Xing" + struct.pack(">III", 3, number, number * FRAME)
    first = b"\xff\xfb\x90\xc4" + bytes(32) + xing
    return first.ljust(FRAME, b"\0") + an_mp3(1)[:FRAME] * frames


def a_flac(seconds=30, rate=44100):
    """The stream's description alone (RFC 9639, 8.2)."""
    sizes = struct.pack(">HH", 4096, 4096) + bytes(6)
    facts = (rate << 44) | (0 << 41) | (15 << 36) | (rate * seconds)
    body = sizes + facts.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + b"\x80" + len(body).to_bytes(3, "big") + body


def an_ogg(seconds=30, rate=48000):
    """An Opus stream (RFC 7845): its head, its tags, and a last page that says when it ends."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, rate, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    pages = [(2, 0, head), (0, 0, tags), (4, rate * seconds, b"\xf8\xff\xfe")]
    return b"".join(_page(number, *page) for number, page in enumerate(pages))


def _page(number, kind, position, packet):
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 7, number, 0, 1)
    return head + bytes([len(packet)]) + packet


def an_m4a(seconds=30, codec=b"mp4a"):
    """Its boxes without sound (ISO/IEC 14496-12)."""
    movie = _box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    described = b"\x03\x19\0\0\0\x04\x11\x40" + bytes(8) + struct.pack(">I", 128_000)
    entry = bytes(16) + struct.pack(">HHHHHH", 2, 16, 0, 0, 44100, 0)
    entry += _box(b"esds", bytes(4) + described)
    described = _box(b"stsd", struct.pack(">II", 0, 1) + _box(codec, entry))
    for name in (b"stbl", b"minf", b"mdia", b"trak"):
        described = _box(name, described)
    return _box(b"ftyp", b"M4A \0\0\0\0M4A ") + _box(b"moov", movie + described)


def _box(name, content):
    return struct.pack(">I", len(content) + 8) + name + content


def sent(content, name="episode.mp3"):
    return SimpleUploadedFile(name, content)
