"""Chapters as they are typed: what is understood, and what is said of each wrong line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio.chapters import read_chapters, write_chapters

HOUR = 3600


def problem_of(text, duration=HOUR):
    _chapters, problems = read_chapters(text, duration)
    assert len(problems) == 1
    return problems[0]


def test_times_have_minutes_or_hours():
    chapters, problems = read_chapters("0:00 Sea\n02:05\tCold\n1:02:03  What  else ", 2 * HOUR)
    assert problems == []
    assert [(row.seconds, row.title) for row in chapters] == [
        (0, "Sea"),
        (125, "Cold"),
        (3723, "What else"),
    ]


def test_empty_lines_are_left_out():
    assert len(read_chapters("\n0:00 Sea\r\n\n \n0:09 Cold\n", HOUR)[0]) == 2


def test_digits_and_titles_of_arabic_are_read():
    chapters, problems = read_chapters("٠:٠٠ البحر\n\u200f١٢:٣٠\u200f البرد", HOUR)
    assert problems == [] and [row.seconds for row in chapters] == [0, 750]


def test_joiners_of_persian_stay():
    assert read_chapters("0:00 می\u200cخواهم", HOUR)[0][0].title == "می\u200cخواهم"


@pytest.mark.parametrize(
    "line", ["The sea", "12 The sea", "1:2:3:4 Sea", "0:5 Sea", "0:00Sea", "-"]
)
def test_a_line_begins_with_a_time(line):
    assert problem_of(line) == "Line 1: Begin with a time and a blank, such as “12:30 The sea”."


@pytest.mark.parametrize("line", ["0:60 Sea", "1:60:00 Sea"])
def test_a_minute_has_sixty_seconds(line):
    assert "A minute has 60 seconds" in problem_of(line)


@pytest.mark.parametrize("line", ["0:00", "0:00 \u200b", "0:00 \u3164\u0301"])
def test_a_chapter_has_a_title(line):
    assert "Write the chapter’s title after the time." in problem_of(line)


def test_a_title_ends():
    assert "Use up to 200 characters" in problem_of(f"0:00 {'a' * 10_000}")


def test_the_first_is_at_nought():
    assert problem_of("0:01 Sea") == "Line 1: The first chapter must begin at 0:00."


def test_they_follow_each_other():
    said = problem_of("0:00 Sea\n0:09 Cold\n0:09 Cold")
    assert said == "Line 3: A chapter begins after the one above it, which is at 0:09."


def test_none_begins_when_all_is_over():
    assert "it ends at 1:00:00" in problem_of("0:00 Sea\n1:00:00 Silence")


def test_there_are_not_too_many():
    lines = [f"{number // 60}:{number % 60:02} Sea" for number in range(101)]
    assert problem_of("\n".join(lines)) == "Line 101: There are too many chapters. Keep 100."


def test_of_wrong_lines_each_is_told_and_no_other():
    chapters, problems = read_chapters("Sea\n0:00 Sea\n\nCold\n0:09 Cold", HOUR)
    assert [row.title for row in chapters] == ["Sea", "Cold"]
    assert [said[:7] for said in problems] == ["Line 1:", "Line 4:"]


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.builds(
            "{}:{:02} {}".format, st.integers(0, 70), st.integers(0, 70), st.text(max_size=20)
        ),
        st.builds(
            "{}:{:02}:{:02} {}".format, st.integers(0, 30), *[st.integers(0, 70)] * 2, st.text()
        ),
    ),
    max_size=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.integers(1, 24 * HOUR))
def test_whatever_is_typed_gives_chapters_in_order_and_the_same_again(lines, duration):
    chapters, problems = read_chapters("\n".join(lines), duration)
    times = [row.seconds for row in chapters]
    assert times == sorted(set(times)) and (not times or times[0] == 0)
    assert all(0 <= time < duration for time in times)
    assert len(chapters) + len(problems) <= len("\n".join(lines).splitlines())
    assert read_chapters(write_chapters(chapters), duration) == (chapters, [])


def test_a_late_start_is_told_once():
    _chapters, problems = read_chapters("0:05 Late\n0:06 Sea\n9:00 Over", 60)
    assert [problem[:7] for problem in problems] == ["Line 1:", "Line 3:"]
