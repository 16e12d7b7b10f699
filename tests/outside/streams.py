"""What radio stations send: streams with ICY metadata, and the JSON of their servers."""

import json
from itertools import chain, repeat

from django.utils import timezone

from outside import tasks
from tests.core.outside import a_server, an_answer

STEP = 64  # bytes of sound between two titles
LIMITS = {
    name: getattr(tasks.station_fetcher, name)
    for name in ("content_types", "headers", "parts", "max_bytes")
}


def hear(monkeypatch, *answers, **names):
    """Run the job once, while the outside answers this."""
    with a_server(*answers) as server:
        server.names = names
        monkeypatch.setattr(tasks, "station_fetcher", server.fetcher(**LIMITS))
        tasks.read_stations.call()
    return server


def block(metadata):
    """ICY metadata: its length in sixteenths, and the text filled up with NUL."""
    length = -(-len(metadata) // 16)
    return bytes([length]) + metadata.ljust(length * 16, b"\0")


def a_stream(title, ending="';StreamUrl='https://radio.example/';", **headers):
    """The beginning of a stream that never ends."""
    title = title if isinstance(title, bytes) else title.encode()
    usual = {"content_type": "audio/mpeg", "content_length": None, "icy_metaint": STEP}
    metadata = b"StreamTitle='" + title + ending.encode() if title is not None else b""
    head = an_answer(b"\xff" * STEP + block(metadata), **(usual | headers))
    return chain([head], repeat(b"\xff" * 4096))


def some_json(value, **headers):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return an_answer(body, **({"content_type": "application/json"} | headers))


def played(seconds, title, artist=""):
    """A row of AzuraCast's: so many seconds ago."""
    at = int(timezone.now().timestamp()) - seconds
    text = f"{artist} - {title}" if artist else title
    return {"played_at": at, "song": {"title": title, "artist": artist, "text": text}}


def azuracast(now, *history, **fields):
    return some_json({"is_online": True, "now_playing": now, "song_history": history} | fields)


def icecast(*sources):
    source = sources[0] if len(sources) == 1 else list(sources)
    return some_json({"icestats": {"server_id": "Icecast 2.4.4", "source": source}})
