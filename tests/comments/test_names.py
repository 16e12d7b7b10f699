"""Names as readers sign them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.names import (
    has_bidi_trick,
    initials,
    is_first_and_last,
    looks_like,
    mixes_scripts,
    skeleton,
)
from core.text import clean_name


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
    "name",
    [
        "Iris Vale",
        "IRIS  VALE",
        "Irís Vale",
        "Іrіs Vаlе",
        "Iris.Vale",
        "The real Iris Vale",
        "Ｉｒｉｓ Vale",
    ],
)
def test_look_alikes_of_a_critic_are_found(name):
    assert looks_like(name, ["Iris Vale"])


@pytest.mark.parametrize("name", ["Iris Valentine-Ruiz Jr", "Remy Adler", "Vale"])
def test_other_names_are_not(name):
    assert not looks_like(name, ["Iris Vale Moss"])


def test_a_short_staff_name_must_be_the_whole():
    assert looks_like("Ada", ["ada"]) and not looks_like("Adam Reed", ["ada"])


@pytest.mark.parametrize(
    "name",
    ["Remy Adler", "Anne-Marie O’Neill", "J. M. Coetzee", "José de la Cruz", "王小明", "محمد علي"],
)
def test_first_and_last_names(name):
    assert is_first_and_last(name)


@pytest.mark.parametrize(
    "name",
    [
        "Remy",
        "filmfan99",
        "Film Fan 99",
        "@remy adler",
        "A B",
        "http://spam.example buy",
        "…",
        "R2 D2",
    ],
)
def test_other_signatures_are_no_first_and_last_names(name):
    assert not is_first_and_last(name)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Remy Adler", "RA"),
        ("remy", "R"),
        ("Anne-Marie de Vos", "AV"),
        ("王小明", "王"),
        ("!!!", "?"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    "name",
    [
        "Irіs Vаle",
        "Ιris Vale",
        "Iris Va1e",
        "lris Vale",
        "Iris  V a l e",
        "Íris Välé",
        "𝐈𝐫𝐢𝐬 𝐕𝐚𝐥𝐞",
        "ⓘⓡⓘⓢ ⓥⓐⓛⓔ",
        "ıгıѕ ѵаӏе",
        "IRIЅ VΑLΕ",
    ],
)
def test_confusable_letters_pass_for_nobody(name):
    assert looks_like(name, ["Iris Vale"])


@pytest.mark.parametrize(
    "name", ["Arnold Wood", "Владимир Сорокин", "Ελένη Καραΐνδρου", "José Ramos", "王小明"]
)
def test_a_name_looks_like_itself(name):
    assert looks_like(name, [name]) and not looks_like(name, ["Iris Vale"])


def test_two_letters_that_read_as_one_are_seen_through():
    assert looks_like("Erma Lindernan", ["Emma Lindeman"]) is False
    assert looks_like("Emrna Lindeman", ["Emma Lindeman"])


@pytest.mark.parametrize("name", ["Remу Adler", "Rеmy Adler", "Remy Аdler"])
def test_a_word_of_two_alphabets_is_seen(name):
    assert mixes_scripts(name)


@pytest.mark.parametrize(
    "name",
    [
        "Remy Adler",
        "Владимир Сорокин",
        "Remy Владимир",
        "J.-P. Ελένη",
        "田中ひろし",
        "김민준 Kim",
        "O’Neill 2",
    ],
)
def test_honest_names_do_not_mix_within_a_word(name):
    assert not mixes_scripts(name)


@pytest.mark.parametrize("sign", "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069")
def test_signs_that_turn_the_order_are_seen(sign):
    assert has_bidi_trick(f"Remy {sign}Adler")


def test_names_written_from_the_right_need_no_such_sign():
    assert not has_bidi_trick("علی‌رضا") and not has_bidi_trick("משה כהן")


@given(st.text(max_size=40))
def test_a_skeleton_of_a_skeleton_is_itself(name):
    assert skeleton(skeleton(name)) == skeleton(name)
