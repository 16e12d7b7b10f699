"""Folding and shortening, in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, shorten, strip_invisible, truncate


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Été à Žilina", "lete a zilina"),
        ("L'Ete a Zilina", "lete a zilina"),
        ("8½ and ９½", "8 1/2 and 9 1/2"),
        ("NOVÁKOVÁ", "novakova"),
        ("Łódź", "lodz"),
        ("Malmø", "malmo"),
        ("Straße", "strasse"),
        ("Œuvre, Æon", "oeuvre, aeon"),
        ("İstanbul ısındı", "istanbul isindi"),
        ("Việt và Nam", "viet va nam"),
        ("Ёлка", "елка"),
        ("Ἀθῆναι", "αθηναι"),
        ("Spider‑Man", "spider man"),
        ("दिल और दल", "दिल और दल"),
        ("น้ำ", "น้ํา"),
        ("ガラス", "ガラス"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("מֹשֶׁה", "משה"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == unicodedata.normalize("NFC", folded)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_form_of_unicode_does_not_matter(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_words_apart_by_a_vowel_sign_stay_apart():
    assert fold("दिल") != fold("दल")


@pytest.mark.parametrize("sign", "\u202c\u200f\u200b\u00ad\u2060\ufeff\u034f\u3164\x00")
def test_invisible_characters_go(sign):
    assert strip_invisible(f"a{sign}b") == "ab"


def test_joiners_stay_where_asked():
    assert strip_invisible("امیر\u200cحسین\u202c", keep={"\u200c"}) == "امیر\u200cحسین"


def test_shorten_by_words():
    assert shorten("The last of the light, and after it nothing.", 5) == "The last of the light…"


def test_shorten_leaves_a_short_text_alone():
    assert shorten("Short enough.", 5) == "Short enough."


@pytest.mark.parametrize("text", ["あ" * 6_000, "ก" * 6_000, "x" * 6_000, "汉字 " * 3_000])
def test_shorten_text_without_blanks(text):
    assert len(shorten(text, 24)) <= 193


def test_cut_keeps_marks_on_their_letters():
    assert truncate("किताब" * 10, 4) in {"किता…", "कि…", "किताब…"}


def test_cut_keeps_a_family_together():
    family = "👩\u200d👩\u200d👧"
    assert truncate(family * 4, 7) == f"{family}…"


@given(st.text(), st.integers(2, 50))
def test_cut_is_never_wider(text, width):
    from core.text import columns

    assert columns(truncate(text, width)) <= width
