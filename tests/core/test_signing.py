"""Tokens say what was signed, for one purpose, for a time; anything else is refused."""

from datetime import timedelta

import pytest
from django.core.signing import Signer, TimestampSigner
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.signing import DATED, InvalidToken, Purpose, sign, signature, unsign

WEEK = timedelta(days=7)
UNDATED = sorted((purpose for purpose in Purpose if purpose not in DATED), key=str)


@given(st.sampled_from(Purpose), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_signed_is_read(purpose, value):
    assert unsign(purpose, sign(purpose, value)) == value


def test_primary_keys_are_read_as_text():
    assert unsign(Purpose.APPEAL, sign(Purpose.APPEAL, 12)) == "12"


@given(st.text(max_size=60))
def test_made_up_tokens_are_refused(token):
    with pytest.raises(InvalidToken):
        unsign(Purpose.APPEAL, token)


def test_no_token_is_refused():
    with pytest.raises(InvalidToken):
        unsign(Purpose.APPEAL, None)


@given(st.integers(0), st.characters(codec="ascii"))
def test_a_changed_character_is_refused(position, other):
    token = sign(Purpose.CONFIRM_EMAIL, 12)
    position %= len(token)
    changed = token[:position] + other + token[position + 1 :]
    if changed != token:
        with pytest.raises(InvalidToken):
            unsign(Purpose.CONFIRM_EMAIL, changed)


def test_a_token_serves_one_purpose():
    with pytest.raises(InvalidToken):
        unsign(Purpose.UNSUBSCRIBE, sign(Purpose.APPEAL, 12))


def test_tokens_grow_too_old(time_machine):
    token = sign(Purpose.CONFIRM_EMAIL, 12)
    time_machine.move_to(timezone.now() + WEEK + timedelta(seconds=1))
    with pytest.raises(InvalidToken):
        unsign(Purpose.CONFIRM_EMAIL, token, max_age=WEEK)


def test_tokens_without_a_limit_last(time_machine):
    token = sign(Purpose.CONFIRM_EMAIL, 12)
    time_machine.move_to(timezone.now() + 99 * WEEK)
    assert unsign(Purpose.CONFIRM_EMAIL, token) == "12"


def test_an_age_is_asked_only_of_tokens_that_have_one():
    with pytest.raises(TypeError):
        unsign(Purpose.APPEAL, sign(Purpose.APPEAL, 12), max_age=WEEK)


@pytest.mark.parametrize("purpose", UNDATED)
def test_links_of_today_stay_valid(purpose):
    assert unsign(purpose, Signer(salt=purpose.value, sep="~").sign("12")) == "12"


@pytest.mark.parametrize("purpose", sorted(DATED, key=str))
def test_dated_links_of_today_stay_valid(purpose):
    old = TimestampSigner(salt=purpose.value, sep="~").sign("12")
    assert unsign(purpose, old, max_age=WEEK) == "12"


def test_keys_of_forms_of_today_stay_valid():
    assert signature(Purpose.FORM_KEY, "abc") == Signer(salt="comments.form").signature("abc")


def test_a_token_of_the_last_secret_key_is_read(settings):
    token = sign(Purpose.APPEAL, 12)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unsign(Purpose.APPEAL, token) == "12"
