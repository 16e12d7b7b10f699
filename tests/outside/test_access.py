"""What each role may open of what comes from outside, and of screenings: editors alone."""

import pytest
from django.test import Client

from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, a_moderator, an_editor, someone
from tests.builders import a_film
from tests.screenings.builders import a_screening

from .builders import a_partner_feed, a_station, a_watch_link, an_outside_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    film = a_film()
    screening = a_screening(film)
    rows = [an_outside_review(film), a_watch_link(film), a_partner_feed(), a_station()]
    rows += [screening, screening.cinema, screening.cinema.town]
    lists = [f"/admin/{row._meta.label_lower.replace('.', '/')}/" for row in rows]
    forms = [f"{path}{row.pk}/change/" for path, row in zip(lists, rows, strict=True)]
    return [*lists, *forms, *(f"{path}add/" for path in lists)]


def test_editors_may(addresses):
    editor = browser(an_editor())
    assert {editor.get(path).status_code for path in addresses} == {200}


@pytest.mark.parametrize("who", [a_critic_user, a_moderator, lambda: someone("sam")])
def test_nobody_else_of_the_staff_may(addresses, who):
    other = browser(who())
    assert {other.get(path).status_code for path in addresses} == {403}


def test_strangers_are_sent_to_sign_in(addresses):
    assert {Client().get(path).status_code for path in addresses} == {302}
