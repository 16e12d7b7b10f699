import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.languages import (
    direction_of,
    language_attributes,
    language_by_script,
    validate_language,
)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("fr", "ltr"),
        ("fa", "rtl"),
        ("he-IL", "rtl"),
        ("AR", "rtl"),
        ("az-Arab", "rtl"),
        ("ku-Latn-TR", "ltr"),
        ("zh-Hant", "ltr"),
    ],
)
def test_a_language_runs_its_way(tag, direction):
    validate_language(tag)
    assert direction_of(tag) == direction
    assert language_attributes(tag) == f' lang="{tag}" dir="{direction}"'


def test_an_unknown_language_leaves_it_to_the_letters():
    assert language_attributes("") == ' dir="auto"'
    assert language_attributes('"><b>') == ' lang="&quot;&gt;&lt;b&gt;" dir="ltr"'


@pytest.mark.parametrize("tag", ["f", "fr_FR", "French!", 'fr"', "fr-", "fr\n", "-fr"])
def test_other_words_are_no_tag(tag):
    with pytest.raises(ValidationError):
        validate_language(tag)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("סוף טוב.", "he"),
        ("映画を見ました。", "ja"),
        ("영화를 봤다", "ko"),
        ("Είδα την ταινία", "el"),
        ("ดูหนัง", "th"),
        ("פרק 1 of the film, long in English", ""),  # of two languages
        ("看了这部电影", ""),
        ("فیلم را دیدم", ""),  # Persian or Arabic?
        ("Фильм видел", ""),
        ("Der Film lief gestern.", ""),
        ("π ≈ 3.14, they say", ""),
        ("¯\\_(ツ)_/¯", ""),
        ("", ""),
    ],
)
def test_a_script_of_one_language_tells_it(text, language):
    assert language_by_script(text) == language


@given(st.text())
def test_any_text_gives_a_tag_or_nothing(text):
    language = language_by_script(text)
    assert language == "" or validate_language(language) is None
