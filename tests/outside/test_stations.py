"""Radio stations: what is on air and was played, heard by a job, and gone when it is too old."""

import pytest
from django.utils import timezone

from core.models import PageChange
from outside.models import Station
from tests.builders import a_publication, a_review
from tests.core.outside import an_answer
from tests.filmsite.kept_site import KeptSite

from .builders import a_station, on_air
from .streams import a_stream, azuracast, hear, icecast, played, some_json

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now().replace(microsecond=0), tick=False)
    return time_machine


def page(client, path="/"):
    return client.get(path).content.decode()


def box_of(text):
    return text.partition('<section class="partner station"')[2].partition("</section>")[0]


def songs_of(station):
    return [str(track) for track in station.tracks.all()]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: a_stream("Ottoline: Salt and Iron"),
        lambda: azuracast(played(60, "Salt and Iron", "Ottoline")),
        lambda: icecast({"title": "Salt and Iron", "artist": "Ottoline"}),
        lambda: some_json({"title": "Salt and Iron", "artist": "Ottoline"}),
    ],
    ids=["ICY", "AzuraCast", "Icecast", "JSON"],
)
def test_it_hears_what_stations_send(client, monkeypatch, answer):
    station = a_station()
    server = hear(monkeypatch, answer())
    assert b"\r\nIcy-MetaData: 1\r\n" in server.requests[0]
    assert songs_of(station) == ["Ottoline: Salt and Iron"]
    box = box_of(page(client))
    assert "On air: <bdi>Classical FM</bdi>" in box and "Salt and Iron" in box
    assert 'href="https://radio.example/"' in box and "Recently played" not in box
    station.refresh_from_db()
    assert station.state == "Heard, and shown."


def test_what_a_station_tells_has_its_own_times(client, monkeypatch, clock):
    clock.move_to("2026-11-29T20:10Z", tick=False)
    a_station()
    hear(monkeypatch, azuracast(played(60, "Now"), played(240, "Before"), played(540, "Earlier")))
    box = box_of(page(client))
    assert "Since\n" in box and '<time datetime="2026-11-29T20:09:00+00:00">' in box
    assert "29 November 2026, 20:09" in box and "29 November, 20:06" in box
    assert box.index("Recently played") < box.index("Before") < box.index("Earlier")


def test_what_a_stream_names_is_remembered_with_the_time_it_was_heard(client, monkeypatch, clock):
    clock.move_to("2026-11-29T20:00Z", tick=False)
    station = a_station()
    for title in ("First", "First", "Second"):
        hear(monkeypatch, a_stream(title))
        clock.shift(3 * 60)
    assert songs_of(station) == ["Second", "First"]
    box = box_of(page(client))
    assert "Heard since" in box and "29 November 2026, 20:06" in box
    assert "29 November, 20:00" in box


def test_a_song_that_comes_again_stands_there_twice(monkeypatch, clock):
    station = a_station()
    for title in ("Jingle", "Song", "Jingle"):
        hear(monkeypatch, a_stream(title))
        clock.shift(3 * 60)
    assert songs_of(station) == ["Jingle", "Song", "Jingle"]


def test_the_last_ten_are_kept(monkeypatch, clock):
    station = a_station()
    for number in range(12):
        hear(monkeypatch, a_stream(f"Song {number}"))
        clock.shift(2 * 60)
    assert songs_of(station) == [f"Song {number}" for number in range(11, 1, -1)]


def test_the_places(client):
    lantern = a_publication("The Lantern")
    review = a_review(publication=lantern)
    places = {
        "front": "/",
        "publication": lantern.get_absolute_url(),
        "after_review": review.get_absolute_url(),
    }
    for place in places:
        on_air(f"stands-at-{place}", place=place)
    for place, path in places.items():
        text = page(client, path)
        assert [name for name in places if f">stands-at-{name}<" in text] == [place]


def test_one_of_a_publication_is_on_its_pages_alone(client):
    lantern, other = a_publication("The Lantern"), a_publication("The Beam")
    on_air("only-there", place="publication", publication=lantern)
    assert "only-there" in page(client, lantern.get_absolute_url())
    assert "only-there" not in page(client, other.get_absolute_url())


def test_without_one_a_page_has_no_trace_of_it(client):
    a_station()
    for path in ("/", a_review().get_absolute_url()):
        assert "On air" not in page(client, path)


def test_one_that_is_switched_off_is_neither_shown_nor_asked(client, monkeypatch):
    on_air("Hidden", is_shown=False)
    assert "Hidden" not in page(client)
    assert not hear(monkeypatch).requests


def test_it_is_asked_as_often_as_the_editor_says(monkeypatch, clock):
    a_station(ask_minutes=5)
    assert hear(monkeypatch, a_stream("One")).requests
    clock.shift(4 * 60)
    assert not hear(monkeypatch).requests
    clock.shift(2 * 60)
    assert hear(monkeypatch, a_stream("Two")).requests


def test_what_was_heard_stays_while_it_is_down_until_it_is_too_old(monkeypatch, clock):
    a_station(hide_after_minutes=10)
    hear(monkeypatch, a_stream("Salt and Iron"))
    site = KeptSite()
    assert b"Salt and Iron" in site.get("/")[2]
    clock.shift(9 * 60)
    hear(monkeypatch, an_answer(status="503 Unavailable"))
    assert b"Salt and Iron" in site.get("/")[2] and site.kept("/")
    clock.shift(61)
    assert site.kept("/") is None and b"Salt and Iron" not in site.get("/")[2]


@pytest.mark.parametrize(
    "silence",
    [
        lambda: a_stream(""),
        lambda: a_stream(" - "),
        lambda: a_stream("\u200b"),
        lambda: azuracast(played(60, "Still named"), is_online=False),
        lambda: azuracast(None, is_online=True),
        lambda: icecast({"listeners": 3}),
        lambda: some_json({"icestats": {}}),
        lambda: some_json({"title": ""}),
    ],
)
def test_one_that_names_no_song_is_hidden_at_once(monkeypatch, clock, silence):
    station, site = a_station(), KeptSite()
    hear(monkeypatch, a_stream("Salt and Iron"))
    assert b"Salt and Iron" in site.get("/")[2]
    clock.shift(3 * 60)
    hear(monkeypatch, silence())
    assert b"On air" not in site.get("/")[2]
    station.refresh_from_db()
    assert station.state == "It names no song now."


def test_the_songs_before_a_silence_come_back_with_the_next(monkeypatch, clock):
    station = a_station()
    for title in ("Before", "", "After"):
        hear(monkeypatch, a_stream(title))
        clock.shift(3 * 60)
    assert songs_of(station) == ["After", "Before"]


# Kept pages


def test_the_same_song_leaves_pages_kept(monkeypatch, clock):
    a_station(), a_station("Other", address="http://other.example/", place="publication")
    answers = azuracast(played(1, "Now"), played(240, "Before")), a_stream("Other")
    hear(monkeypatch, *answers)
    site = KeptSite()
    site.get("/")
    made, written = site.made, PageChange.objects.count()
    for _time in range(4):
        clock.shift(3 * 60)
        assert len(hear(monkeypatch, *answers).requests) == 2
    site.get("/")
    assert site.made == made and PageChange.objects.count() == written


def test_its_end_moves_on_while_it_is_heard(monkeypatch, clock):
    a_station(hide_after_minutes=30)
    site = KeptSite()
    for _time in range(5):
        hear(monkeypatch, a_stream("A long piece"))
        assert b"A long piece" in site.get("/")[2]
        clock.shift(20 * 60)


def test_a_new_song_reaches_the_pages_that_show_it_and_no_others(monkeypatch, clock):
    lantern = a_publication("The Lantern")
    a_station(place="publication", publication=lantern)
    site, shown = KeptSite(), lantern.get_absolute_url()
    others = ["/", "/films/", a_review(publication=lantern).get_absolute_url()]
    others.append(a_publication("The Beam").get_absolute_url())
    hear(monkeypatch, a_stream("First"))
    for path in (shown, *others):
        site.get(path)
    clock.shift(3 * 60)
    hear(monkeypatch, a_stream("Second"))
    assert site.kept(shown) is None and all(site.kept(path) for path in others)
    assert b"Second" in site.get(shown)[2]


def test_its_end_by_the_clock_ends_no_other_page(clock):
    on_air("Now", hide_after_minutes=5)
    site = KeptSite()
    site.get("/"), site.get("/films/")
    clock.shift(5 * 60)
    assert site.kept("/") is None and site.kept("/films/")


@pytest.mark.parametrize(
    "change",
    [
        lambda station: setattr(station, "name", "After"),
        lambda station: setattr(station, "is_shown", False),
        lambda station: setattr(station, "place", "publication"),
    ],
)
def test_an_editors_change_shows_at_once(change):
    station, site = on_air("Now", name="Before"), KeptSite()
    assert b"Before" in site.get("/")[2]
    change(station)
    station.save()
    assert b"Before" not in site.get("/")[2]


def test_one_that_is_deleted_goes_at_once():
    station, site = on_air("Now", "Then"), KeptSite()
    assert b"Now" in site.get("/")[2]
    station.delete()
    assert b"On air" not in site.get("/")[2]


def test_more_of_them_cost_no_more_queries(client, django_assert_num_queries):
    on_air("One", "Two")
    page(client)
    with django_assert_num_queries(2):
        Station.objects.on_pages("front")
    for number in range(5):
        on_air("One", "Two", address=f"http://radio{number}.example/")
    with django_assert_num_queries(2):
        assert len(Station.objects.on_pages("front")) == 6


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "إذاعة الميناء", "w" * 200, "\u202e!"]
)
def test_any_words_leave_the_page_whole(client, text):
    station = on_air("Now", "Then", name=text[:100])
    station.tracks.update(title=text, artist=text)
    text = page(client)
    assert "<script>alert" not in text and text.rstrip().endswith("</html>") and box_of(text)
