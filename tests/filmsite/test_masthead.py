"""The masthead: where one is, and the way in."""

import pytest

from tests.accounts.builders import a_member
from tests.builders import a_film, a_review

pytestmark = pytest.mark.django_db


def masthead(client, path):
    return (
        client.get(path).content.decode().partition('class="masthead"')[2].partition("</header>")[0]
    )


def test_a_guest_signs_in_and_comes_back(client):
    path = a_review("Two men").get_absolute_url()
    assert f'href="/login/?next={path}"' in masthead(client, path)


def test_a_member_finds_their_own_name(client):
    client.force_login(a_member())
    head = masthead(client, "/films/")
    assert "Signed in as Remy Adler" in head and ">Sign in<" not in head


def test_a_section_is_the_current_page(client):
    assert '<a href="/films/" aria-current="page">' in masthead(client, "/films/")


def test_a_page_in_a_section_marks_it_too(client):
    head = masthead(client, a_film("Heat", 1995).get_absolute_url())
    assert '<a href="/films/" aria-current="true">' in head and head.count("aria-current") == 1


def test_the_front_page_is_in_no_section(client):
    assert "aria-current" not in masthead(client, "/")
