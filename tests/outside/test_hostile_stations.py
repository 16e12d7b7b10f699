"""What a station may do to us: nothing on the page, the job alive, a sentence in the admin."""

from datetime import timedelta
from itertools import chain, repeat

import pytest
from django.urls import reverse
from django.utils import timezone

from outside import tasks
from tests.admin.people import an_editor
from tests.core.outside import PUBLIC, a_redirect, a_server, an_answer

from .builders import a_station
from .streams import LIMITS, STEP, a_stream, azuracast, hear, icecast, played, some_json
from .test_stations import clock, page, songs_of  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOUND = b"\xff" * STEP


def sound(body=SOUND, **headers):
    return an_answer(body, **({"content_type": "audio/mpeg", "content_length": None} | headers))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (sound(), "names no songs"),
        (sound(icy_metaint="0"), "names no songs"),
        (sound(icy_metaint="-5"), "names no songs"),
        (sound(icy_metaint="9" * 5000), "names no songs"),
        (sound(icy_metaint="٣"), "names no songs"),
        (sound(icy_metaint=STEP), "ended too early"),
        (sound(SOUND + b"\x09short", icy_metaint=STEP), "ended too early"),
        (sound(SOUND, icy_metaint=120_000), "ended too early"),
        (chain([sound(b"", transfer_encoding="chunked")], [b"zz"]), "names no songs"),
        (sound(b"zz", transfer_encoding="chunked", icy_metaint=STEP), "as a web server does"),
        (a_stream("Packed", content_encoding="gzip"), "compressed"),
        (an_answer(b"<p>Hello", content_type="text/html"), "another type"),
        (an_answer(b"x", content_type="application/xml"), "another type"),
        (some_json(b"<!DOCTYPE x [<!ENTITY a 'aaa'>]>"), "no JSON"),
        (some_json(b"["), "no JSON"),
        (some_json(b"[" * 200_000), "no JSON"),
        (some_json(b"\xff\xfe\x00"), "no JSON"),
        (some_json([]), "names no song"),
        (some_json(3), "names no song"),
        (some_json({"songs": []}), "names no song"),
        (some_json([{"title": "A"}, {"title": "B"}]), "several stations"),
        (some_json({"now_playing": 3}), "cannot be read"),
        (some_json({"icestats": []}), "cannot be read"),
        (some_json({"title": "A", "played": 3}), "cannot be read"),
        (some_json(b"x" * 400_000), "too large"),
        (chain([some_json(b"", content_length=None)], repeat(b" " * 4096)), "too large"),
        (some_json(b"", content_length=100_000_000), "too large"),
        (an_answer(status="500 Oops"), "status 500"),
        (b"SSH-2.0-OpenSSH\r\n", "as a web server does"),
        (b"ICY 200 OK\r\n\r\n", "another type"),
    ],
)
def test_what_tells_no_songs_is_told_in_a_sentence(client, monkeypatch, answer, sentence):
    station = a_station()
    hear(monkeypatch, answer)
    station.refresh_from_db()
    assert sentence in station.state and station.state.endswith(".") and not songs_of(station)
    client.force_login(an_editor())
    assert station.state in page(client, reverse("admin:outside_station_changelist"))
    assert "On air" not in page(client)


def test_a_server_that_is_silent_is_left_after_its_time(monkeypatch):
    station = a_station()
    with a_server() as server:
        monkeypatch.setattr(tasks, "station_fetcher", server.fetcher(max_seconds=0.05, **LIMITS))
        tasks.read_stations.call()
    station.refresh_from_db()
    assert station.state == "It took too long."


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1"])
def test_an_address_inside_is_never_asked(monkeypatch, address):
    station = a_station()
    server = hear(monkeypatch, **{"radio.example": [address]})
    station.refresh_from_db()
    assert not server.asked and station.state == "The host is not on the public internet."


def test_a_redirect_inside_is_not_followed(monkeypatch):
    station, inside = a_station(), {"inside.example": ["192.168.0.1"]}
    server = hear(monkeypatch, a_redirect("http://inside.example/live"), **inside)
    station.refresh_from_db()
    assert len(server.requests) == 1 and "public internet" in station.state


def test_a_host_that_moves_inside_is_asked_at_the_address_that_was_checked(monkeypatch):
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    station = a_station()
    with a_server(a_stream("Now"), a_stream("Later")) as server:
        server.resolve = lambda host: next(answers)
        monkeypatch.setattr(tasks, "station_fetcher", server.fetcher(**LIMITS))
        tasks.read_stations.call()
        assert server.asked == [(PUBLIC, 80)] and songs_of(station) == ["Now"]
        station.plan(timezone.now() - timedelta(hours=1))
        tasks.read_stations.call()
    station.refresh_from_db()
    assert len(server.asked) == 1 and "public internet" in station.state


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<script>alert(1)</script> Nets", "alert(1) Nets"),
        ("<b>Nets</b> &amp; knots", "Nets & knots"),
        ("Nets\u202e and\u200b knots\x07", "Nets and knots"),
        ("ملح البحر", "ملح البحر"),
        ("Don't Stop 'Til You Get Enough", "Don't Stop 'Til You Get Enough"),
        ("That';s all", "That';s all"),
        ("Ménage".encode("latin-1"), "Ménage"),
        ("Ménage à trois", "Ménage à trois"),
        (b"\x80\x81 Nets", "Nets"),
    ],
)
def test_titles_of_a_stream_are_plain_words(client, monkeypatch, title, shown):
    station = a_station()
    hear(monkeypatch, a_stream(title))
    assert songs_of(station) == [shown]
    assert "<script>alert" not in page(client) and "<b>Nets" not in page(client)


@pytest.mark.parametrize("ending", ["';", "'", "';StreamUrl='';", "'; StreamUrl='x';adw_ad='t';"])
def test_a_title_ends_where_the_next_name_begins(monkeypatch, ending):
    station = a_station()
    hear(monkeypatch, a_stream("It's late", ending))
    assert songs_of(station) == ["It's late"]


def test_shoutcast_may_call_its_protocol_icy(monkeypatch):
    station = a_station()
    answer = next(a_stream("Salt and Iron"))
    hear(monkeypatch, answer.replace(b"HTTP/1.1", b"ICY", 1))
    assert songs_of(station) == ["Salt and Iron"]


def test_a_long_title_is_cut(monkeypatch):
    station = a_station()
    hear(monkeypatch, a_stream("word " * 600))
    hear(monkeypatch, azuracast(played(60, "word " * 9000, "name " * 9000)))
    assert all(len(text) <= 200 for track in station.tracks.all() for text in track.key[:2])


@pytest.mark.parametrize(
    "at", [None, "soon", "", [], {}, True, 1e300, -1, float("nan"), "2026-11-29T20:00:00", 4e9]
)
def test_a_song_without_a_time_that_can_be_has_that_of_hearing(monkeypatch, at):
    station = a_station()
    hear(monkeypatch, some_json({"title": "Now", "at": at, "played": [{"title": "B", "at": at}]}))
    track = station.tracks.get()
    assert (track.title, track.at, track.is_told) == ("Now", timezone.now(), False)


def test_songs_that_follow_the_one_on_air_were_not_played(monkeypatch):
    station = a_station()
    hear(monkeypatch, azuracast(played(240, "Now"), played(60, "Next"), played(500, "Before")))
    assert songs_of(station) == ["Now", "Before"]


def test_what_is_no_text_is_no_title(monkeypatch):
    station = a_station()
    hear(monkeypatch, icecast({"title": {"$": "x"}}, {"title": 3}, {"title": "Now", "artist": []}))
    assert songs_of(station) == ["Now"]


def test_one_bad_station_keeps_none_of_the_others(monkeypatch):
    early = timezone.now() - timedelta(1)
    bad = a_station(address="http://bad.example/", next_at=early)
    good = a_station()
    hear(monkeypatch, some_json(b"\x00\xff" * 999), a_stream("Now"))
    bad.refresh_from_db()
    assert bad.problem and songs_of(good) == ["Now"]


def test_one_that_kills_the_worker_is_not_first_again(monkeypatch):
    def kill(*_args):
        raise SystemExit

    a_station(next_at=timezone.now() - timedelta(1))
    good = a_station(address="http://good.example/")
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "read_songs", kill)
        with pytest.raises(SystemExit):
            hear(monkeypatch, a_stream("Now"))
    hear(monkeypatch, a_stream("Now"))
    assert songs_of(good) == ["Now"]
