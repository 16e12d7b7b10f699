"""Menus: the default, the editors' own, groups that open and close."""

import re

import pytest

from .builders import a_menu_item

pytestmark = pytest.mark.django_db
DEFAULT = ["Reviews", "Films", "Critics", "Publications", "Series", "Archive"]


def nav(client, path="/", label="Sections"):
    page = client.get(path).content.decode()
    return page.partition(f'<nav aria-label="{label}">')[2].partition("</nav>")[0]


def labels(html):
    return re.findall(r"<a [^>]*>([^<]*)</a>", html)


def test_without_items_the_menus_are_the_default(client):
    assert labels(nav(client)) == DEFAULT
    assert labels(nav(client, label="More"))[:2] == ["About", "People"]


def test_one_menu_leaves_the_other(client):
    a_menu_item("People", "/people/", menu="footer")
    assert labels(nav(client)) == DEFAULT
    assert labels(nav(client, label="More")) == ["People"]


def test_items_stand_in_order_and_groups_at_their_first(client):
    a_menu_item("Last", order=9)
    a_menu_item("Series", "/series/", group="Features", order=3)
    a_menu_item("First", order=1)
    a_menu_item("Tags", "/tags/", group="Features", order=5)
    html = nav(client)
    assert labels(html) == ["First", "Series", "Tags", "Last"]
    assert re.findall(r"<summary[^>]*>([^<]*)</summary>", html) == ["Features"]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/films/", "page"), ("/films/nowhere/", "true"), ("/", ""), ("/people/", "")],
)
def test_the_section_in_which_one_is_is_marked(client, path, current):
    a_menu_item("Front page", "/")
    a_menu_item("Films", "/films/", group="Read")
    found = re.findall(r'href="([^"]+)" aria-current="(\w+)"', nav(client, path))
    assert found == ([("/films/", current)] if current else [])


def test_the_nearest_of_two_sections_is_marked(client):
    a_menu_item("All", "/films/")
    a_menu_item("One", "/films/heat/")
    found = re.findall(r'href="([^"]+)" aria-current', nav(client, "/films/heat/"))
    assert found == ["/films/heat/"]


@pytest.mark.parametrize("label", ['<b>"x"</b>', "مراجعات", "x" * 60])
def test_any_label_stays_a_label(client, label):
    a_menu_item(label, "https://films.example/?a=1&b=2")
    a_menu_item("One", group=label)
    html = nav(client)
    assert "<b>" not in html and 'href="https://films.example/?a=1&amp;b=2"' in html
