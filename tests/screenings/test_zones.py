"""Times are those of the town's clocks, wherever the site stands."""

import json
import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from screenings.listings import read_listing
from screenings.models import Screening
from tests.admin.conftest import browser
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_film

from .builders import a_cinema, a_screening, a_town
from .test_screenings import page, playing

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/screenings/screening/"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
EVENING = datetime(2026, 12, 6, 4, 15, tzinfo=UTC)  # 20:15 of the day before, in Oakland


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


@pytest.fixture
def oakland():
    return a_cinema("Grand Lake", a_town("Oakland", time_zone="America/Los_Angeles"))


def a_form(film, cinema, **fields):
    start = {"starts_at_0": "2026-12-05", "starts_at_1": "20:15"}
    return {"film": film.pk, "cinema": cinema.pk} | start | fields


def test_pages_show_the_towns_time_and_day(client, cleo, oakland):
    a_screening(cleo, oakland, starts_at=EVENING)
    for said in (playing(client, cleo.get_absolute_url()), page(client, "/screenings/oakland/")):
        assert "Saturday, 5 December 2026" in said and ">20:15<" in said
        assert 'datetime="2026-12-05T20:15:00-08:00"' in said


def test_two_towns_on_a_page_have_each_their_own_time(client, cleo, oakland):
    for cinema in (oakland, a_cinema("Odeon", a_town("Kyoto", time_zone="Asia/Tokyo"))):
        a_screening(cleo, cinema, starts_at=EVENING)
    kyoto, _, of_oakland = playing(client, cleo.get_absolute_url()).partition("</details>")
    assert ">13:15<" in kyoto and "Sunday, 6 December" in kyoto
    assert ">20:15<" in of_oakland and "Saturday, 5 December" in of_oakland


def test_machines_are_told_the_offset_of_the_town(client, cleo, oakland):
    a_screening(cleo, oakland, starts_at=EVENING)
    text = page(client, "/screenings/oakland/")
    (event,) = json.loads(re.search(r'ld\+json">(.+?)</script>', text)[1])
    assert event["startDate"] == "2026-12-05T20:15:00-08:00"
    calendar = page(client, "/screenings/oakland/calendar.ics")
    (event,) = Calendar.from_ical(calendar).walk("VEVENT")
    assert event["dtstart"].dt == EVENING and "DTSTART:20261206T041500Z" in calendar


def test_times_of_a_listing_are_those_of_the_town_of_each_line(cleo, oakland):
    a_cinema("Odeon", a_town("Kyoto", time_zone="Asia/Tokyo"))
    lines = read_listing(
        "2026-12-05 20:15, Cleo from 5 to 7, Grand Lake\n"
        "2026-12-05 20:15, Cleo from 5 to 7, Odeon\n"
        "2026-12-05 20:15Z, Cleo from 5 to 7, Odeon\n"
        "2026-12-05 20:15, Cleo from 5 to 7\n",
        oakland,
    ).lines
    assert [line.when.astimezone(UTC) for line in lines] == [
        EVENING,
        datetime(2026, 12, 5, 11, 15, tzinfo=UTC),
        datetime(2026, 12, 5, 20, 15, tzinfo=UTC),
        EVENING,
    ]


def test_a_calendars_time_without_a_zone_is_the_towns(cleo, oakland):
    event = "BEGIN:VEVENT\nUID:1\nDTSTART:20261205T201500\nSUMMARY:Cleo from 5 to 7\nEND:VEVENT\n"
    (line,) = read_listing(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n", oakland).lines
    assert line.when == EVENING


def test_editors_see_a_listing_in_the_towns_time(cleo, oakland):
    text = "2026-12-05 20:15, Cleo from 5 to 7, Grand Lake"
    said = browser(an_editor()).post("/admin/screenings/screening/listing/", {"text": text})
    said = said.content.decode()
    assert "Saturday, 5 December 2026, 20:15" in said and "America/Los_Angeles" in said


def test_the_time_that_an_editor_types_is_the_towns(cleo, oakland):
    editor = browser(an_editor())
    assert editor.post("/admin/screenings/screening/add/", a_form(cleo, oakland)).status_code == 302
    row = Screening.objects.get()
    assert row.starts_at == EVENING
    address = f"/admin/screenings/screening/{row.pk}/change/"
    form = editor.get(address)
    assert "20:15:00" in form.content.decode() and "04:15" not in form.content.decode()
    editor.post(address, filled(form) | a_form(cleo, oakland, version="35 mm"))
    row.refresh_from_db()
    assert (row.starts_at, row.version) == (EVENING, "35 mm")
    shown = re.search(r'field-begins.*?">(.*?)<', editor.get(ADDRESS).content.decode())
    assert shown[1] == "5 Dec 2026, 8:15 p.m."


def test_an_hour_that_the_towns_clocks_leave_out_is_refused(cleo, oakland):
    typed = a_form(cleo, oakland, starts_at_0="2027-03-14", starts_at_1="02:30")
    answer = browser(an_editor()).post("/admin/screenings/screening/add/", typed)
    assert "couldn’t be interpreted in time zone America/Los_Angeles" in errors_of(answer)


def test_a_time_zone_is_chosen_from_those_that_there_are(oakland):
    editor, town = browser(an_editor()), oakland.town
    address = f"/admin/screenings/town/{town.pk}/change/"
    form = editor.get(address)
    said = form.content.decode()
    assert '<option value="America/Los_Angeles" selected>Los Angeles</option>' in said
    assert '<optgroup label="Europe">' in said and "The site’s: UTC" in said
    answer = editor.post(address, filled(form, time_zone="Mars/Phobos"))
    assert "There is no time zone of this name." in errors_of(answer)


@pytest.mark.parametrize("name", ["", "Mars/Phobos", "../../etc/passwd", "Europe", "a\x07"])
def test_a_zone_that_nobody_knows_is_the_sites(name):
    """`loaddata` asks no validator, and a machine may know fewer zones than the last."""
    assert str(a_town(time_zone=name).zone) == "UTC"
