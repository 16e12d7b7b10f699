"""What a radio station plays: of its stream, or of what its server says in JSON, as plain words.

The answer tells by itself what it is, so editors enter an address and no more.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.fetcher import Document
from core.outside_url import FetchError
from core.text import has_visible_text

from .models import Song
from .reading import plain_words

JSON_TYPES = {"application/json", "text/json"}
STREAM_TYPES = {
    *("audio/mpeg", "audio/aac", "audio/aacp", "audio/x-aac", "audio/mp4", "audio/flac"),
    *("audio/ogg", "application/ogg"),
}
STATION_TYPES = JSON_TYPES | STREAM_TYPES
MAX_STEP = 128 * 1024  # bytes of sound before the first title; usual are 8 or 16 kB
MAX_TEXT = 2_000  # characters of a title that are looked at
MAX_PLAYED = 20  # songs of a list that are looked at
OLDEST = timedelta(days=7)
# A title may hold apostrophes; what ends it is followed by the next name, or by nothing.
TITLE = re.compile(r"StreamTitle='(.*?)'(?:;\s*\w+='|;?\s*$)", re.DOTALL)
NO_TITLE = " -–—"


class NoSongs(Exception):
    """What was fetched tells no songs; the text says so to editors."""


def read_title(headers: Message, read: Callable[[int], bytes]) -> bytes:
    """The first block of ICY metadata in a stream: it comes after so many bytes of sound.

    Its first byte is its length in sixteenths (SHOUTcast).
    """
    step = headers.get("Icy-Metaint", "")
    if not (step.isascii() and step.isdecimal() and 0 < int(step[:9]) <= MAX_STEP):
        raise FetchError("type", "Its stream names no songs.")
    sound = read(int(step))
    length = read(1)
    block = read(length[0] * 16) if length else b""
    if len(sound) < int(step) or not length or len(block) < length[0] * 16:
        raise FetchError("protocol", "It ended too early.")
    return block


STREAMS = dict.fromkeys(STREAM_TYPES, read_title)


def read_songs(document: Document) -> list[Song]:
    """The song on air, and then those before it, as far as the answer tells.

    None where it is silent; NoSongs where the answer is of another kind.
    """
    read = _read_json if document.content_type in JSON_TYPES else _read_stream
    try:
        songs = list(read(document.body))
    except NoSongs:
        raise
    except Exception as error:
        # A stranger wrote it: whatever it does to us, the other stations are heard all the same.
        raise NoSongs("What it says cannot be read.") from error
    if not (songs and has_visible_text(songs[0].title)):
        return []
    first, *others = songs
    return [first, *(song for song in others if _is_before(song, first))]


def _is_before(song: Song, first: Song) -> bool:
    if song.at is None or first.at is None:
        return False
    return song.at < first.at and has_visible_text(song.title)


def _read_stream(block: bytes) -> Iterator[Song]:
    """“Artist - Title” as it comes, for which is which nobody can tell."""
    found = TITLE.search(_decode(block.rstrip(b"\0")))
    yield _song(found[1] if found else "", "")


def _decode(text: bytes) -> str:
    """Newer servers write UTF-8, older ones Latin-1."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _read_json(body: bytes) -> Iterator[Song]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoSongs("It is no JSON.") from error
    if isinstance(said, list) and len(said) > 1:
        raise NoSongs("It lists several stations. Enter the address of one.")
    said = said[0] if isinstance(said, list) and said else said
    kinds = {"now_playing": _azuracast, "icestats": _icecast, "title": _plain}
    kind = isinstance(said, dict) and next((name for name in kinds if name in said), None)
    if not kind:
        raise NoSongs("It names no song in a way that we know.")
    return kinds[kind](said)


def _azuracast(said: Any) -> Iterator[Song]:
    """`/api/nowplaying/NAME` of AzuraCast."""
    if said.get("is_online") is False:
        return
    for row in [said["now_playing"], *(said.get("song_history") or [])[:MAX_PLAYED]]:
        song = (row or {}).get("song") or {}
        if title := song.get("title"):
            yield _song(title, song.get("artist"), row.get("played_at"))
        else:
            yield _song(song.get("text"), "", (row or {}).get("played_at"))


def _icecast(said: Any) -> Iterator[Song]:
    """`/status-json.xsl` of Icecast, whose first source with a title counts."""
    sources = said["icestats"].get("source") or []
    for source in sources if isinstance(sources, list) else [sources]:
        song = _song(source.get("title"), source.get("artist"))
        if song.title:
            yield song
            return


def _plain(said: Any) -> Iterator[Song]:
    """What a station writes by itself: `title`, `artist`, `at`; `played` is a list of the same."""
    for row in [said, *(said.get("played") or [])[:MAX_PLAYED]]:
        yield _song(row.get("title"), row.get("artist"), row.get("at"))


def _song(title: Any, artist: Any, at: Any = None) -> Song:
    return Song(_words(title).strip(NO_TITLE), _words(artist), _moment(at))


def _words(text: Any) -> str:
    return plain_words(text[:MAX_TEXT]) if isinstance(text, str) else ""


def _moment(at: Any) -> datetime | None:
    """Of seconds since the epoch or ISO 8601; None for what is no time, or none of late.

    A station's clock may be ahead of ours, and nothing has begun that is still to come.
    """
    try:
        moment = parse_datetime(at) if isinstance(at, str) else datetime.fromtimestamp(at, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    if moment is None or timezone.is_naive(moment):
        return None
    now = timezone.now()
    return moment if now - OLDEST < moment <= now else None
