"""Passwords: long enough, known to nobody, not made of the site's words; there is no other rule."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.builders import a_publication

pytestmark = pytest.mark.django_db


def refused(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize("password", ["filmsite1", "Summer2026", "Tr0ub4dor&3", "kR9$vLq2x!m"])
def test_short_ones_are_refused(password):
    assert "password_too_short" in refused(password)


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "qwertyuiop123", "123456789012", "aaaaaaaaaaaaaa", "abcabcabcabcabc",
     "sunshine2026!!",
     "Password123!!", "123qwe123qwe", "abcdefghijklmn", "iloveyou12345", "987654321098"],
)  # fmt: skip
def test_leaked_and_common_ones_are_refused(password):
    assert refused(password) == {"password_leaked"} or "password_of_site_words" in refused(password)


@pytest.mark.parametrize(
    "password",
    ["filmsite2026!", "Filmsite-Filmsite", "F1lms1te!2026", "filmreviews2026", "cinemacinema99",
     "PopMatters!2026", "popmatters1234"],
)  # fmt: skip
def test_the_sites_words_are_refused(password):
    a_publication("PopMatters")
    assert refused(password) & {"password_of_site_words", "password_leaked"}


@pytest.mark.parametrize("password", ["janedoe-12345", "Jane.Doe.2026", "jane.doe@readers"])
def test_the_owners_name_is_refused(password):
    jane = User(
        username="janedoe", email="jane.doe@readers.example", first_name="Jane", last_name="Doe"
    )
    assert "password_of_site_words" in refused(password, jane)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery staple", "vier grüne Möwen im Wind", "キツネと月と古い傘と猫たち",
     "лошадь батарея скрепка",
     "plum anvil tundra", "onlylowercaseletters", "749201836455", "the film ends at noon with rain",
     "xxxxxtundra plum", "ქარი და ზღვა ღამით"],
)  # fmt: skip
def test_there_is_no_other_rule(password):
    assert refused(password) == set()


def test_every_door_asks_for_them(client, admin_client):
    answer = client.post(
        "/account/signup/",
        {"name": "Jane Doe", "email": "jane@readers.example", "password1": "Summer2026"},
    )
    assert answer.status_code == 200 and "at least 12" in answer.content.decode()
    fields = {
        "username": "jane",
        "usable_password": "true",
        "password1": "Summer2026",
        "password2": "Summer2026",
    }
    assert "at least 12" in admin_client.post("/admin/auth/user/add/", fields).content.decode()
