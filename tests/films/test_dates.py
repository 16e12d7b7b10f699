"""Dates of known precision."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from films.dates import format_partial_date, validate_partial_date


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_every_real_date_is_taken_at_every_precision(day, length):
    validate_partial_date(day.isoformat()[:length])


@given(st.text(max_size=12))
def test_anything_else_is_refused_or_is_a_date(text):
    try:
        validate_partial_date(text)
    except ValidationError as error:
        assert "Enter it as 2013, 2013-03 or 2013-03-19" in str(error)
    else:
        assert datetime.date.fromisoformat(f"{text}-01-01"[:10])


@pytest.mark.parametrize(
    "text", ["2013-02-30", "2013-13", "13-03-19", "2013-3", "2013-03-19T00", "２０１３", "0000"]
)
def test_slips_are_refused(text):
    with pytest.raises(ValidationError):
        validate_partial_date(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("2013", "2013"), ("2013-03", "March 2013"), ("2013-03-19", "19 March 2013")],
)
def test_no_more_is_printed_than_is_known(text, printed):
    assert format_partial_date(text) == printed


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]))
def test_they_sort_as_dates_do(one, other, length):
    assert (one.isoformat()[:length] < other.isoformat()[:length]) == (
        (one.timetuple()[: length // 3]) < (other.timetuple()[: length // 3])
    )


def test_a_day_that_never_was_is_printed_as_written():
    assert format_partial_date("2013-02-30") == "2013-02-30"
