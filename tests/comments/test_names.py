"""Names as readers sign them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.names import clean_name, initials, is_first_and_last, looks_like


def test_bidirectional_controls_go():
    assert clean_name("  Remy\u202e \u2066 Adler\x00\u200e ") == "Remy Adler"


def test_joiners_of_persian_names_stay():
    assert clean_name("علی\u200cرضا") == "علی\u200cرضا"


def test_names_are_composed():
    assert clean_name("Ste\u0301phane") == "Stéphane"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(name):
    assert clean_name(clean_name(name)) == clean_name(name)


@pytest.mark.parametrize(
    "name", ["Iris Vale", "IRIS  VALE", "Irís Vale", "Іrіs Vаlе", "Iris.Vale", "The real Iris Vale", "Ｉｒｉｓ Vale"]
)
def test_look_alikes_of_a_critic_are_found(name):
    assert looks_like(name, ["Iris Vale"])


@pytest.mark.parametrize("name", ["Iris Valentine-Ruiz Jr", "Remy Adler", "Vale"])
def test_other_names_are_not(name):
    assert not looks_like(name, ["Iris Vale Moss"])


def test_a_short_staff_name_must_be_the_whole():
    assert looks_like("Ada", ["ada"]) and not looks_like("Adam Reed", ["ada"])


@pytest.mark.parametrize(
    "name", ["Remy Adler", "Anne-Marie O’Neill", "J. M. Coetzee", "José de la Cruz", "王小明", "محمد علي"]
)
def test_first_and_last_names(name):
    assert is_first_and_last(name)


@pytest.mark.parametrize(
    "name", ["Remy", "filmfan99", "Film Fan 99", "@remy adler", "A B", "http://spam.example buy", "…", "R2 D2"]
)
def test_other_signatures_are_no_first_and_last_names(name):
    assert not is_first_and_last(name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Remy Adler", "RA"), ("remy", "R"), ("Anne-Marie de Vos", "AV"), ("王小明", "王"), ("!!!", "?")],
)
def test_initials(name, letters):
    assert initials(name) == letters
