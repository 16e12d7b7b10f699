"""Towns with more than a page holds: nothing is left out in silence."""

import re
from datetime import UTC, datetime

import pytest

from screenings import days
from screenings.models.screening import MAX_OF_FILM, MAX_OF_TOWN
from tests.builders import a_film, a_publication, a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_cinema, a_screening, a_town, many_screenings
from .test_screenings import page, playing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


def test_a_busy_town_hides_no_other(client, cleo):
    lantern, quiet = a_publication("The Lantern"), a_town("Zell")
    quiet.publications.add(lantern)
    many_screenings(cleo, MAX_OF_FILM + 10, a_cinema("Odeon Aldmere", a_town("Aldmere")))
    a_screening(cleo, a_cinema("Odeon Zell", quiet), hours=99, version="last of all")
    for path in (
        cleo.get_absolute_url(),
        a_review(film=cleo, publication=lantern).get_absolute_url(),
    ):
        said = playing(client, path).partition("<template")[0]
        assert "last of all" in said and "is not showing" not in said
        assert "Odeon Aldmere" in said and said.count("There are more, later.") == 1


def test_a_town_says_when_the_page_holds_only_its_next(client, cleo):
    many_screenings(cleo, MAX_OF_TOWN)
    said = playing(client, cleo.get_absolute_url())
    assert said.count('<time datetime="2026-12-01T') == MAX_OF_TOWN and "more, later" not in said
    a_screening(cleo, hours=99)
    assert "There are more, later." in playing(client, cleo.get_absolute_url())


def test_the_publications_town_keeps_its_share_among_many(client, cleo):
    lantern, home = a_publication("The Lantern"), a_town("Zell")
    home.publications.add(lantern)
    many_screenings(cleo, 20, a_cinema("Odeon Zell", home), minutes=60)
    for number in range(30):
        many_screenings(cleo, 10, a_cinema(f"Odeon {number}", a_town(f"Town {number:02}")))
    said = playing(client, a_review(film=cleo, publication=lantern).get_absolute_url())
    first, _, others = said.partition("<template")[0].partition("</details>")
    assert first.count("<time datetime") - first.count('class="day"') == 20
    assert others.count("<details") == 30


def test_towns_cost_no_queries(cleo, django_assert_num_queries):
    from screenings.playing import by_town

    for number in range(12):
        a_screening(cleo, a_cinema(f"Odeon {number}", a_town(f"Town {number}")))
    with django_assert_num_queries(1):
        towns, is_whole = by_town([cleo])
    assert len(towns) == 12 and is_whole


# The page of a town


def days_on(text):
    return re.findall(r'class="day"><time datetime="([\d-]+)"', text)


def times_on(text):
    return len(re.findall(r'<time\s+datetime="[\d-]+T', text))


def test_a_town_is_read_on_from_page_to_page_till_its_last_screening(client, cleo):
    """By whole days: 144 of 10 minutes each."""
    many_screenings(cleo, 500, minutes=10)
    path, days, times = "/screenings/aldmere/", [], 0
    while path:
        text = page(client, path)
        days, times = days + days_on(text), times + times_on(text)
        following = re.search(r'rel="next" href="(\?from=[\d-]+)"', text)
        path = following and f"/screenings/aldmere/{following[1]}"
    assert times == 500
    assert days == [f"2026-12-0{day}" for day in range(1, 6)]


def test_a_page_of_later_days_says_so(client, cleo):
    a_screening(cleo, hours=2, version="today"), a_screening(cleo, hours=80, version="later")
    text = page(client, "/screenings/aldmere/?from=2026-12-03")
    assert "What’s on in Aldmere from 3 December 2026" in " ".join(text.split())
    assert "later" in text and ", today" not in text
    assert "/screenings/aldmere/?from=2026-12-03" in re.search(r'"canonical" href="(.+?)"', text)[1]
    assert "No screenings from this day on" in page(client, "/screenings/aldmere/?from=2027-01-01")


@pytest.mark.parametrize(
    "day", ["", "2026-12-01", "1999-01-01", "2026-02-30", "9999-12-31", "x", "٢٠٢٦-١٢-٠٣"]
)
def test_a_day_that_is_none_or_past_is_from_now_on(client, cleo, day):
    a_screening(cleo)
    assert days_on(page(client, f"/screenings/aldmere/?from={day}")) == ["2026-12-01"]


def test_a_day_begins_at_midnight_of_the_town(client, cleo):
    oakland = a_cinema("Grand Lake", a_town("Oakland", time_zone="America/Los_Angeles"))
    a_screening(cleo, oakland, starts_at=datetime(2026, 12, 3, 7, 59, tzinfo=UTC), version="2nd")
    a_screening(cleo, oakland, starts_at=datetime(2026, 12, 3, 8, tzinfo=UTC), version="3rd")
    text = page(client, "/screenings/oakland/?from=2026-12-03")
    assert "3rd" in text and "2nd" not in text


def test_a_day_of_many_is_whole_and_leads_on(client, cleo):
    many_screenings(cleo, 400, minutes=1)
    a_screening(cleo, hours=40)
    text = page(client, "/screenings/aldmere/")
    assert times_on(text) == 400 and '?from=2026-12-03"' in text
    assert days_on(page(client, "/screenings/aldmere/?from=2026-12-03")) == ["2026-12-03"]


def test_a_day_beyond_all_bounds_says_that_there_are_more(client, cleo, monkeypatch):
    monkeypatch.setattr(days, "MOST_OF_DAY", 300)
    many_screenings(cleo, 301, minutes=1)
    text = page(client, "/screenings/aldmere/")
    assert times_on(text) == 300 and "There are more on this day, later." in text
    assert '?from=2026-12-02"' in text


def test_a_towns_page_costs_the_same_whatever_it_shows(client, cleo, django_assert_num_queries):
    town = a_screening(cleo).cinema.town
    for number in (0, 250):
        many_screenings(cleo, number)
        with django_assert_num_queries(2):
            days.days_of(town)


def test_a_calendar_has_all_of_it(client, cleo):
    many_screenings(cleo, 500)
    assert page(client, "/screenings/aldmere/calendar.ics").count("BEGIN:VEVENT") == 500


def test_a_kept_page_of_later_days_is_one_of_its_own(cleo):
    a_screening(cleo, hours=2, version="Matinee"), a_screening(cleo, hours=80)
    site = KeptSite()
    assert b"Matinee" in site.get("/screenings/aldmere/")[2]
    assert b"Matinee" not in site.get("/screenings/aldmere/?from=2026-12-03")[2]
    assert site.kept("/screenings/aldmere/?from=2026-12-03")
