"""What is on: under reviews and films, by town and day, until each screening begins."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from screenings.models import Cinema, Screening
from screenings.playing import known_towns
from tests.admin.conftest import browser
from tests.admin.people import an_editor, filled
from tests.builders import a_film, a_publication, a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_cinema, a_screening, a_town

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


HIDDEN = ' aria-labelledby="playing" hidden>'
DESK = "/admin/screenings/screening/"


def playing(client, path):
    return page(client, path).partition('<section class="playing"')[2].partition("</section>")[0]


def plain(text):
    return " ".join(text.split())


def test_it_stands_on_the_film_and_on_its_reviews(client, cleo):
    a_screening(cleo, a_cinema(website="https://palace.example/"), version="with subtitles")
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        said = playing(client, path)
        assert "Aldmere" in said and "Palace on the Quay" in said and "with subtitles" in said
        assert "Tuesday, 1 December 2026" in said and 'href="https://palace.example/"' in said


def test_without_towns_a_page_has_no_trace_of_it(client, cleo):
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        assert "Now playing" not in page(client, path) and "choices.js" not in page(client, path)


def test_a_film_that_plays_nowhere_says_so_to_the_readers_of_that_town(client, cleo):
    lantern = a_publication("The Lantern")
    town = a_town(name="East Bay")
    town.publications.add(lantern)
    a_cinema(town=town, checked_at=NOON)
    said = playing(client, a_review(film=cleo, publication=lantern).get_absolute_url())
    assert "Cléo from 5 to 7 is not showing in East Bay, as far as we know." in plain(said)
    assert "Listings read on 1 December 2026" in said
    assert playing(client, a_review(film=cleo).get_absolute_url()).startswith(HIDDEN)


def test_a_film_that_plays_nowhere_says_so_on_its_page(client, cleo):
    a_cinema(checked_at=NOON), a_cinema("Odeon", checked_at=NOON - timedelta(days=3))
    said = playing(client, cleo.get_absolute_url())
    assert "Cléo from 5 to 7 is not showing in any cinema that we know of." in plain(said)
    assert "Listings read on 1 December 2026" in said and not said.startswith(HIDDEN)


def test_a_whole_town_has_a_date_too(client, cleo):
    town, lantern = a_town(checked_at=NOON - timedelta(days=1)), a_publication("The Lantern")
    town.publications.add(lantern)
    path = a_review(film=cleo, publication=lantern).get_absolute_url()
    assert "Listings read on 30 November 2026" in playing(client, path)
    assert "Listings read on 30 November 2026" in page(client, "/screenings/aldmere/")
    a_cinema(checked_at=NOON)
    assert "Listings read on 1 December 2026" in playing(client, path)
    Cinema.objects.update(checked_at=NOON - timedelta(days=9))
    assert "Listings read on 30 November 2026" in playing(client, path)


def test_a_screening_that_is_typed_in_dates_its_cinema(clock, cleo):
    cinema, editor = a_cinema(), browser(an_editor())
    start = {"starts_at_0": "2026-12-05", "starts_at_1": "20:15"}
    editor.post(f"{DESK}add/", {"film": cleo.pk, "cinema": cinema.pk} | start)
    cinema.refresh_from_db()
    assert cinema.checked_at == NOON
    clock.shift(86_400)
    row = Screening.objects.get()
    form = editor.get(f"{DESK}{row.pk}/change/")
    editor.post(f"{DESK}{row.pk}/change/", filled(form, is_sold_out="on") | start)
    cinema.refresh_from_db()
    assert cinema.checked_at == NOON and Screening.objects.get().is_sold_out


def test_the_page_holds_the_words_for_a_town_of_the_readers_own(client, cleo):
    a_town("Zell", checked_at=NOON), a_screening(cleo, a_cinema(town=a_town("Aldmere")))
    said = plain(playing(client, cleo.get_absolute_url()).partition("<template")[2])
    assert "Cléo from 5 to 7 is not showing in {town}, as far as we know." in said
    assert '<span data-of="zell"> Listings read on 1 December 2026' in said
    assert 'data-towns="/screenings/"' in said and "href" not in said


def test_no_town_is_said_not_to_show_what_the_page_has_no_room_for(client, cleo, monkeypatch):
    monkeypatch.setattr("screenings.models.screening.MAX_OF_FILM", 3)
    monkeypatch.setattr("screenings.playing.MAX_OF_FILM", 3)
    for number in range(4):
        a_screening(cleo, a_cinema(f"Odeon {number}", a_town(f"Town {number}")))
    assert "<template" not in playing(client, cleo.get_absolute_url())


def test_a_town_is_chosen_on_its_page_and_on_the_list(client):
    a_town()
    for path in ("/screenings/", "/screenings/aldmere/"):
        text = page(client, path)
        assert "Make Aldmere my town" in text and "choices.js" in text


def test_towns_cost_a_page_one_query(cleo, django_assert_num_queries):
    lantern = a_publication("The Lantern")
    for name in ("Aldmere", "Zell", "Oakland"):
        a_town(name).publications.add(lantern)
    with django_assert_num_queries(1):
        assert [town.name for town in known_towns(lantern)] == ["Aldmere", "Oakland", "Zell"]


def test_the_publications_town_comes_first_and_open(client, cleo):
    lantern = a_publication("The Lantern")
    zell, aldmere = a_town("Zell"), a_town("Aldmere")
    zell.publications.add(lantern)
    for town in (zell, aldmere):
        a_screening(cleo, a_cinema(f"Odeon {town}", town))
    said = playing(client, a_review(film=cleo, publication=lantern).get_absolute_url())
    assert re.findall(r'data-choice="(\w+)"( open)?', said) == [("zell", " open"), ("aldmere", "")]


def test_one_that_is_sold_out_cannot_be_booked(client, cleo):
    a_screening(cleo, booking_url="https://book.example/", is_sold_out=True)
    said = playing(client, cleo.get_absolute_url())
    assert "sold out" in said and "book.example" not in said


def test_past_ones_leave_kept_pages_at_their_minute(clock, cleo):
    review = a_review(film=cleo)
    a_screening(cleo, hours=1, version="Matinee"), a_screening(cleo, hours=9, version="Late show")
    site = KeptSite()
    paths = (
        cleo.get_absolute_url(),
        review.get_absolute_url(),
        "/screenings/aldmere/",
        "/screenings/aldmere/calendar.ics",
    )
    for minutes, is_there in ((59, True), (2, False)):
        clock.shift(minutes * 60)
        for path in paths:
            body = site.get(path)[2]
            assert (b"Matinee" in body) == is_there and b"Late show" in body, (path, minutes)
            assert site.kept(path)


def test_it_costs_other_pages_nothing(clock, cleo):
    a_screening(cleo, hours=0.2)
    site, other = KeptSite(), a_film("Alien", 1979)
    site.get(other.get_absolute_url())
    made = site.made
    clock.shift(15 * 60)
    site.get(other.get_absolute_url())
    assert site.made == made


def test_a_change_reaches_kept_pages_of_its_film_alone(cleo):
    row, other = a_screening(cleo), a_film("Alien", 1979)
    site = KeptSite()
    site.get(cleo.get_absolute_url()), site.get(other.get_absolute_url())
    made = site.made
    row.version = "35 mm"
    row.save()
    assert b"35 mm" in site.get(cleo.get_absolute_url())[2]
    site.get(other.get_absolute_url())
    assert site.made == made + 1


def test_a_film_that_readers_may_not_see_is_not_on(client):
    secret = a_film("Secret film", 2026, always_public=False)
    a_screening(secret)
    for path in ("/screenings/aldmere/", "/screenings/aldmere/calendar.ics", "/screenings/"):
        assert "Secret film" not in page(client, path)


# The page of a town


def test_a_town_by_day(client, cleo):
    alien = a_film("Alien", 1979)
    a_screening(cleo, hours=30), a_screening(alien, hours=2), a_screening(alien, hours=5)
    text = page(client, "/screenings/aldmere/")
    days = re.findall(r'<time datetime="([\d-]+)">', text)
    assert days == ["2026-12-01", "2026-12-02"]
    first = text.partition("<main")[2].partition("2026-12-02")[0]
    assert first.count("Alien (1979)") == 1 and first.count('class="times"') == 1
    assert 'href="/screenings/aldmere/"' in page(client, "/screenings/")


def test_a_film_stands_once_a_day_above_its_cinemas(client, cleo):
    town, alien = a_town(), a_film("Alien", 1979)
    palace, odeon = a_cinema(town=town), a_cinema("Odeon", town)
    a_screening(cleo, palace, hours=1), a_screening(alien, palace, hours=2)
    a_screening(cleo, odeon, hours=3), a_screening(cleo, palace, hours=4, version="dubbed")
    main = page(client, "/screenings/aldmere/").partition("<main")[2]
    said = re.findall(r"Cléo from 5 to 7 \(|Alien \(|<bdi>(\w+)", main)
    assert said == ["", "Palace", "Odeon", "Palace", "dubbed", "", "Palace"]


def test_an_empty_town_says_so(client):
    a_town()
    assert "No screenings ahead that we know of." in page(client, "/screenings/aldmere/")
    assert "No screenings ahead" not in page(client, "/screenings/")


def test_without_towns_the_list_says_so(client):
    assert "No towns yet." in page(client, "/screenings/")


def test_a_towns_past_address_leads_to_it(client):
    town = a_town()
    town.slug = "new-aldmere"
    town.save()
    assert client.get("/screenings/aldmere/").url == "/screenings/new-aldmere/"


def test_machines_are_told(client, cleo):
    a_screening(cleo, a_cinema(address="1 Quay"), booking_url="https://book.example/1")
    text = page(client, "/screenings/aldmere/")
    (event,) = json.loads(re.search(r'ld\+json">(.+?)</script>', text)[1])
    assert event["@type"] == "ScreeningEvent" and event["name"] == "Cléo from 5 to 7 (1962)"
    assert event["startDate"] == "2026-12-01T17:00:00+00:00"
    assert event["location"]["address"] == "1 Quay, Aldmere"
    assert event["offers"]["availability"] == "https://schema.org/InStock"


def test_a_calendar_of_it(client, cleo):
    cleo.runtime = 90
    cleo.save()
    a_screening(cleo, a_cinema(address="1 Quay, Aldmere"), version="with subtitles; 35 mm")
    answer = client.get("/screenings/aldmere/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["dtstart"].dt == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert event["duration"].dt.total_seconds() == 90 * 60
    assert event["location"] == "Palace on the Quay, 1 Quay, Aldmere"
    assert event["description"] == "with subtitles; 35 mm"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "سينما الميناء", "w" * 80])
def test_any_words_leave_the_page_whole(client, cleo, text):
    a_screening(cleo, a_cinema(text, address=text), version=text)
    for path in (cleo.get_absolute_url(), "/screenings/aldmere/"):
        assert "<script>alert" not in page(client, path)
        assert page(client, path).rstrip().endswith("</html>")


def test_times_are_those_of_the_site(client, cleo, settings):
    settings.TIME_ZONE = "America/Los_Angeles"
    timezone.get_default_timezone.cache_clear()
    a_screening(cleo, hours=15)
    said = playing(client, cleo.get_absolute_url())
    timezone.get_default_timezone.cache_clear()
    assert "Tuesday, 1 December 2026" in said and ">19:00<" in said
