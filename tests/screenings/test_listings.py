"""Listings as cinemas send them: shown as understood, and saved when an editor says so."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from screenings.listings import NoListing, decode, read_listing
from screenings.models import Cinema, Screening
from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, an_editor
from tests.builders import a_film, a_person

from .builders import a_cinema, a_screening

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/admin/screenings/screening/listing/"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def world(time_machine):
    time_machine.move_to(NOW, tick=False)
    a_film("Cléo from 5 to 7", 1962)
    a_cinema("Palace on the Quay")
    a_cinema("The Old Exchange")


@pytest.fixture
def editor():
    return browser(an_editor())


def send(editor, text, **more):
    return editor.post(PAGE, {"text": text} | more)


def understood(text, **more):
    return [
        (
            line.when and f"{line.when:%m-%d %H:%M}",
            str(line.films[0]) if line.films else None,
            str(line.place) if line.place else None,
            line.version,
        )
        for line in read_listing(text, **more).lines
    ]


CLEO = "Cléo from 5 to 7 (1962)"
EXPECTED = [
    ("12-01 17:30", CLEO, "Palace on the Quay", ""),
    ("12-02 19:00", CLEO, "The Old Exchange", "with subtitles"),
]
TEXTS = {
    "commas": "2026-12-01 17:30, Cleo from 5 to 7, Palace on the Quay\n"
    "2026-12-02 19:00, Cléo from 5 to 7, The Old Exchange, with subtitles",
    "tabs": "2026-12-01 17:30\tCLÉO FROM 5 TO 7\tpalace on the quay\n\n"
    "2026-12-02 19:00\tCléo from 5 to 7 (1962)\tthe OLD exchange\twith subtitles",
    "semicolons and a header": "Film;Venue;Date;Time;Version\n"
    "Cleo from 5 to 7;Palace on the Quay;2026-12-01;17:30;\n"
    "Cleo from 5 to 7;The Old Exchange;2026-12-02;19:00;with subtitles\n",
    "bars": "2026-12-01T17:30 | Cleo from 5 to 7 | Palace on the Quay\r\n"
    "2026-12-02T19:00+00:00 | Cleo from 5 to 7 | The Old Exchange | with subtitles",
    "a calendar": "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n"
    "BEGIN:VEVENT\nUID:1\nDTSTART:20261201T173000\nSUMMARY:Cleo from 5 to 7\n"
    "LOCATION:Palace on the Quay\\, 1 Quay\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Europe/Berlin:20261202T200000\n"
    "SUMMARY:Cléo from 5 to 7\nLOCATION:The Old Exchange\nDESCRIPTION:with subtitles\n"
    "END:VEVENT\nEND:VCALENDAR\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_formats(text):
    found = understood(text)
    assert [(row[1], row[2], row[3]) for row in found] == [row[1:] for row in EXPECTED]
    times = [line.when.astimezone(UTC) for line in read_listing(text).lines]
    assert times == [
        datetime(2026, 12, 1, 17, 30, tzinfo=UTC),
        datetime(2026, 12, 2, 19, tzinfo=UTC),
    ]


def test_an_editor_sees_it_and_then_saves_it(editor):
    page = send(editor, TEXTS["commas"])
    assert page.content.decode().count("checked") == 2 and not Screening.objects.exists()
    answer = send(editor, page.context["form"].listing, confirm="1", line=["0", "1"])
    assert answer.status_code == 302 and Screening.objects.count() == 2
    said = editor.get(answer.url).content.decode()
    assert "2 screenings added." in said and "left out" not in said
    assert all(row.checked_at == NOW for row in Cinema.objects.all())


def test_what_is_not_ticked_is_left_out_and_said(editor):
    answer = send(editor, TEXTS["commas"], confirm="1", line=["1"])
    assert Screening.objects.get().cinema.name == "The Old Exchange"
    said = editor.get(answer.url).content.decode()
    assert "1 screening added." in said and "1 line was left out." in said


def test_a_file_is_read_as_well(editor):
    file = SimpleUploadedFile("list.ics", TEXTS["a calendar"].encode(), "text/calendar")
    page = editor.post(PAGE, {"file": file})
    assert page.content.decode().count("checked") == 2
    send(editor, page.context["form"].listing, confirm="1", line=["0", "1"])
    assert Screening.objects.count() == 2


def test_the_same_listing_twice_adds_nothing(editor):
    for _twice in range(2):
        send(editor, TEXTS["commas"], confirm="1", line=["0", "1"])
    assert Screening.objects.count() == 2


def test_a_newer_listing_changes_what_was_there(editor):
    send(editor, TEXTS["commas"], confirm="1", line=["0", "1"])
    newer = TEXTS["commas"].replace("with subtitles", "dubbed, https://book.example/1")
    send(editor, newer, confirm="1", line=["0", "1"])
    row = Screening.objects.get(cinema__name="The Old Exchange")
    assert (row.version, row.booking_url) == ("dubbed", "https://book.example/1")


def test_a_cinema_is_chosen_for_lines_that_name_none(editor):
    palace = Cinema.objects.get(name="Palace on the Quay")
    text = "2026-12-01 17:30, Cleo from 5 to 7"
    send(editor, text, cinema=palace.pk, confirm="1", line=["0"])
    assert Screening.objects.get().cinema == palace


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tomorrow, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("2026-02-30 10:00, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("2026-12-01, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("9999-12-31 23:59-14:00, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("0001-01-01 00:00+14:00, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("2026-12-01 25:00, Cleo from 5 to 7, Palace on the Quay", "No date and time"),
        ("2026-12-01 10:00, Cleo from 5 to 7", "It names no cinema."),
        (
            "2025-12-01 10:00, Cleo from 5 to 7, Palace on the Quay",
            "1 screening is over and was left out. It was on 1 December 2025.",
        ),
        ("2026-12-01 10:00, Unknown film, Palace on the Quay", "No film of this name."),
        ("2026-12-01 10:00, Cleo from 5 to 7, Kino", "No cinema of this name."),
        ("2026-12-01 10:00, Cleo from 5 to 7, Palace on the Quay, , javascript:x", "as its link"),
    ],
)
def test_a_line_that_cannot_be_saved_says_why(editor, text, sentence):
    page = send(editor, f"{text}\n{TEXTS['commas']}").content.decode()
    assert sentence in page and page.count("checked") == 2
    send(editor, f"{text}\n{TEXTS['commas']}", confirm="1", line=["0", "1", "2"])
    assert Screening.objects.count() == 2


@pytest.mark.parametrize("time", ["17:30", "17.30", "17h30", "17:30:00", "T17:30Z"])
def test_the_ways_to_write_a_time(time):
    text = f"2026-12-01 {time}, Cleo from 5 to 7, Palace on the Quay"
    (line,) = read_listing(text).lines
    assert line.when == datetime(2026, 12, 1, 17, 30, tzinfo=UTC) and not line.problem


def an_event(*lines, start="DTSTART:20261201T173000Z"):
    words = [start, "SUMMARY:Cleo from 5 to 7", "LOCATION:Palace on the Quay", *lines]
    event = "\n".join(["BEGIN:VEVENT", "UID:1", *words, "END:VEVENT"])
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (an_event("STATUS:CANCELLED"), "It is cancelled."),
        (an_event("RRULE:FREQ=DAILY;COUNT=3"), "It repeats"),
        (an_event(start="DTSTART;TZID=Mars/Phobos:20261201T173000"), "time zone is not known"),
        (an_event(start="DTSTART;VALUE=DATE:20261201"), "No date and time"),
        (an_event(start="DTSTART;TZID=Asia/Tokyo:00010101T000000"), "No date and time"),
    ],
    ids=["cancelled", "repeated", "an unknown zone", "all day", "another age"],
)
def test_an_event_that_is_no_single_screening_says_why(event, sentence):
    assert sentence in read_listing(event).lines[0].problem


def test_properties_that_stand_twice_are_read_once():
    (line,) = read_listing(an_event("SUMMARY:B", "DTSTART:20261202T173000Z")).lines
    assert line.film == "Cleo from 5 to 7" and line.when.day == 1


def test_calendars_one_after_another():
    assert len(read_listing(an_event() + an_event(start="DTSTART:20261203T173000Z")).lines) == 2


def test_a_line_that_stands_twice_is_saved_once(editor):
    line = "2026-12-01 17:30, Cleo from 5 to 7, Palace on the Quay"
    page = send(editor, f"{line}, original\n{line}, dubbed").content.decode()
    assert "This stands above already." in page and page.count("checked") == 1
    send(editor, f"{line}, original\n{line}, dubbed", confirm="1", line=["0", "1"])
    assert Screening.objects.get().version == "original"


def test_what_a_listing_does_not_say_stays_as_an_editor_wrote_it(editor):
    line = "2026-12-01 17:30, Cleo from 5 to 7, Palace on the Quay"
    send(editor, f"{line}, original, https://book.example/", confirm="1", line=["0"])
    assert "Entered before." in send(editor, line).content.decode()
    answer = send(editor, line, confirm="1", line=["0"])
    row = Screening.objects.get()
    assert (row.version, row.booking_url) == ("original", "https://book.example/")
    assert (
        "changed" not in editor.get(answer.url).content.decode().partition("0 screenings")[2][:90]
    )


def test_what_is_changed_is_said(editor):
    line = "2026-12-01 17:30, Cleo from 5 to 7, Palace on the Quay"
    send(editor, line, confirm="1", line=["0"])
    answer = send(editor, f"{line}, dubbed", confirm="1", line=["0"])
    assert "1 screening changed." in editor.get(answer.url).content.decode()


def test_a_line_of_another_cinema_does_not_go_to_the_chosen_one(editor):
    palace = Cinema.objects.get(name="Palace on the Quay")
    page = send(editor, "2026-12-01 17:30, Cleo from 5 to 7, Odeon", cinema=palace.pk)
    text = page.content.decode()
    assert "No cinema of this name." in text and "Odeon" in text and "checked" not in text


def test_one_goes_back_to_the_text(editor):
    text = send(editor, TEXTS["commas"], edit="1").content.decode()
    assert "2026-12-01 17:30, Cleo from 5 to 7, Palace on the Quay" in text and "<textarea" in text


def test_what_excel_calls_unicode_is_read():
    text = "2026-12-01 17:30\tCléo from 5 to 7\tThe Old Exchange"
    (line,) = read_listing(decode(text.encode("utf-16"))).lines
    assert not line.problem


def test_films_of_one_name_are_told_apart_by_the_year():
    other = a_film("Cleo from 5 to 7", 2030)
    text = "2026-12-01 17:30, Cleo from 5 to 7 (1962), Palace on the Quay"
    assert [str(film) for film in read_listing(text).lines[0].films] == [CLEO]
    assert read_listing(text.replace(" (1962)", "")).lines[0].films[0] == other


def test_a_person_of_the_name_is_no_film():
    a_person("Cleo")
    assert not read_listing("2026-12-01 17:30, Cleo, Palace on the Quay").lines[0].films


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a listing"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nnonsense", "The calendar is cut off"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\nEND:VEVENT\nEND:VCALENDAR", "No date"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", "no screenings in it"),
        ("2026-12-01 17:30, A\n" * 501, "more than 500"),
        ("x" * 600_000, "too long"),
    ],
    ids=[
        "nothing",
        "a broken calendar",
        "no date",
        "an empty calendar",
        "too many",
        "too long",
    ],
)
def test_what_is_no_listing_is_told_in_a_sentence(editor, text, sentence):
    answer = send(editor, text)
    assert answer.status_code == 200 and sentence in answer.content.decode()


def test_a_file_of_bytes_is_told_in_a_sentence(editor):
    file = SimpleUploadedFile("list.csv", bytes(range(256)) * 9)
    answer = editor.post(PAGE, {"file": file})
    assert answer.status_code == 200 and "letters cannot be read" in answer.content.decode()


def test_letters_of_windows_are_read():
    (line,) = read_listing(
        decode("2026-12-01 17:30, Cléo from 5 to 7, The Old Exchange".encode("cp1252"))
    ).lines
    assert str(line.films[0]) == CLEO


def test_who_may_not_add_screenings_may_not_read_listings():
    assert browser(a_critic_user()).get(PAGE).status_code == 403


@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused(text):
    try:
        lines = read_listing(text).lines
    except NoListing as refusal:
        assert str(refusal).endswith(".")
    else:
        assert all(line.problem for line in lines)  # no film is called so


def test_editors_see_what_is_ahead_and_what_is_over(editor):
    film = a_screening(a_film("Alien", 1979), hours=2).film
    a_screening(film, hours=-2, version="Gone")
    ahead = editor.get("/admin/screenings/screening/?when=ahead").content.decode()
    assert "Gone" not in ahead and "Alien" in ahead
    assert "Gone" in editor.get("/admin/screenings/screening/?when=over").content.decode()
