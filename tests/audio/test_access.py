"""What each role may open of recordings: editors alone."""

import pytest
from django.test import Client

from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, a_moderator, an_editor, someone

from .builders import a_recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    row = a_recording()
    folder = "/admin/audio/recording/"
    return [folder, f"{folder}add/", f"{folder}{row.pk}/change/", f"{folder}{row.pk}/delete/"]


def test_editors_may(addresses):
    editor = browser(an_editor())
    assert {editor.get(path).status_code for path in addresses} == {200}


@pytest.mark.parametrize("who", [a_critic_user, a_moderator, lambda: someone("sam")])
def test_nobody_else_of_the_staff_may(addresses, who):
    other = browser(who())
    assert {other.get(path).status_code for path in addresses} == {403}


def test_strangers_are_sent_to_sign_in(addresses):
    assert {Client().get(path).status_code for path in addresses} == {302}
