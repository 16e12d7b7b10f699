"""Listings as they come: with their past, cut off, cancelled, with columns in other orders."""

from datetime import UTC, datetime, timedelta

import pytest

from screenings.listings import MAX_LINES, NoListing, read_listing
from screenings.models import Cinema, Screening
from tests.admin.conftest import browser
from tests.admin.people import an_editor
from tests.builders import a_film

from .builders import a_cinema, a_screening

pytestmark = pytest.mark.django_db
PAGE = "/admin/screenings/screening/listing/"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SHOW = datetime(2026, 12, 5, 20, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    a_film("Cléo from 5 to 7", 1962)
    a_cinema("Palace on the Quay")
    return time_machine


@pytest.fixture
def editor():
    return browser(an_editor())


def an_event(start, *lines):
    words = [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "SUMMARY:Cleo from 5 to 7", *lines]
    named = "LOCATION:Palace on the Quay"
    return "\n".join(["BEGIN:VEVENT", "UID:1", *words, named, "END:VEVENT", ""])


def a_calendar(*events):
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(events)}END:VCALENDAR\n"


def send(editor, text, **more):
    return editor.post(PAGE, {"text": text} | more)


# What is over


def test_a_calendar_may_have_years_behind_it():
    past = [an_event(NOW - timedelta(days=3 * days)) for days in range(1, 800)]
    listing = read_listing(a_calendar(*past, an_event(SHOW)))
    assert [line.when for line in listing.lines] == [SHOW]
    said = "799 screenings are over and were left out. The latest was on 27 November 2026."
    assert list(listing.notes) == [said]


def test_what_began_an_hour_ago_is_over_by_the_towns_clock(editor):
    Cinema.objects.get().town.__class__.objects.update(time_zone="Asia/Tokyo")
    text = "2026-11-30 20:00, Cleo from 5 to 7, Palace on the Quay"
    later = text.replace("20:00", "22:00")
    page = send(editor, f"{text}\n{later}").content.decode()
    assert page.count("checked") == 1 and "1 screening is over and was left out." in page


def test_all_that_is_over_is_refused_in_a_sentence():
    with pytest.raises(NoListing, match="1 screening is over and was left out"):
        read_listing(a_calendar(an_event(NOW - timedelta(days=9))))


def test_a_tick_means_the_same_line_when_another_begins_meanwhile(clock, editor):
    soon = "2026-11-30 12:30, Cleo from 5 to 7, Palace on the Quay"
    text = f"{soon}\n{soon.replace('12:30', '18:30')}\n{soon.replace('12:30', '20:30')}"
    assert send(editor, text).content.decode().count("checked") == 3
    clock.shift(3600)
    send(editor, text, confirm="1", line=["0", "1"])
    assert Screening.objects.get().starts_at.hour == 18


def test_500_lines_are_read_and_saved_with_few_queries(editor, django_assert_max_num_queries):
    lines = [
        f"{NOW + timedelta(minutes=60 + at):%Y-%m-%d %H:%M}, Film {at} or so, Palace {at}, Quay"
        for at in range(MAX_LINES)
    ]
    with django_assert_max_num_queries(5):
        assert len(read_listing("\n".join(lines)).lines) == MAX_LINES
    with pytest.raises(NoListing, match="more than 500 screenings ahead"):
        read_listing("\n".join([*lines, lines[0]]))
    known = "\n".join(
        f"{NOW + timedelta(minutes=60 + at):%Y-%m-%d %H:%M}, Cleo from 5 to 7, Palace on the Quay"
        for at in range(MAX_LINES)
    )
    ticks = [str(at) for at in range(MAX_LINES)]
    assert send(editor, known, confirm="1", line=ticks).status_code == 302
    assert Screening.objects.count() == MAX_LINES


# What is cancelled


def test_what_is_cancelled_and_was_saved_can_be_deleted(editor):
    row = a_screening(a_film("Cléo from 5 to 7", 1962, slug="cleo-again"), starts_at=SHOW)
    text = a_calendar(an_event(SHOW, "STATUS:CANCELLED"), an_event(SHOW + timedelta(days=1)))
    page = send(editor, text).content.decode()
    assert "It is cancelled, and entered here:" in page and "Add and delete" in page
    assert f'href="/admin/screenings/screening/{row.pk}/change/"' in page
    answer = send(editor, text, confirm="1", line=["1"])
    assert Screening.objects.filter(pk=row.pk).exists()
    answer = send(editor, text, confirm="1", line=["0", "1"])
    assert not Screening.objects.filter(pk=row.pk).exists() and Screening.objects.count() == 1
    assert "1 cancelled screening deleted." in editor.get(answer.url).content.decode()


def test_what_is_cancelled_and_unknown_is_told_and_no_more(editor):
    text = a_calendar(an_event(SHOW, "STATUS:CANCELLED"), an_event(SHOW + timedelta(days=1)))
    page = send(editor, text).content.decode()
    assert "It is cancelled." in page and page.count("checked") == 1
    send(editor, text, confirm="1", line=["0", "1"])
    assert Screening.objects.count() == 1


# What is cut off


def test_a_calendar_that_breaks_off_is_read_as_far_as_it_goes(editor):
    whole = a_calendar(*(an_event(SHOW + timedelta(days=at)) for at in range(4)))
    cut = whole[: whole.rindex("DTSTART") + 4]
    page = send(editor, cut).content.decode()
    assert page.count("checked") == 3 and "The calendar is cut off" in page
    send(editor, cut, confirm="1", line=["0", "1", "2"])
    assert Screening.objects.count() == 3


def test_the_last_of_several_calendars_may_break_off():
    first, second = a_calendar(an_event(SHOW)), a_calendar(an_event(SHOW + timedelta(days=1)))
    for cut, number in ((second[:-9], 2), (second[:30], 1)):
        listing = read_listing(first + cut)
        assert len(listing.lines) == number and listing.is_cut
    assert not read_listing(first + second).is_cut


def test_a_calendar_in_small_letters_is_read():
    assert len(read_listing(a_calendar(an_event(SHOW)).lower()).lines) == 1


# Columns


@pytest.mark.parametrize(
    "text",
    [
        "date,start,film,cinema\n2026-12-05,20:15,Cleo from 5 to 7,Palace on the Quay",
        "start,date,film,cinema\n20:15,2026-12-05,Cleo from 5 to 7,Palace on the Quay",
        "Day;Begins;Film;Cinema\n2026-12-05;20:15;Cleo from 5 to 7;Palace on the Quay",
        "date,start,film,cinema\n2026-12-05,2026-12-05 20:15,Cleo from 5 to 7,Palace on the Quay",
        "start,film,cinema\n2026-12-05 20:15,Cleo from 5 to 7,Palace on the Quay",
        "2026-12-05, 20:15, Cleo from 5 to 7, Palace on the Quay",
        "2026-12-05, 20h15, Cleo from 5 to 7, Palace on the Quay, original",
        "2026-12-05\t20:15:00\tCleo from 5 to 7\tPalace on the Quay",
    ],
)
def test_day_and_time_in_two_columns(text):
    (line,) = read_listing(text).lines
    assert (line.when, line.problem, line.place.name) == (SHOW, "", "Palace on the Quay")


def test_a_film_whose_title_is_a_time_stays_one():
    film = a_film("20:15", 2020)
    (line,) = read_listing("2026-12-05 20:15, 20:15, Palace on the Quay").lines
    assert line.films == (film,) and line.when == SHOW
