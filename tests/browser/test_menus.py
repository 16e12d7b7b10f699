"""The menus in a browser: by keyboard, without JavaScript, on a phone, in both schemes."""

import pytest
from playwright.sync_api import expect

from tests.site_settings.builders import a_menu_item, a_site

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte"


@pytest.fixture
def menus(live_server):
    a_site(
        name=LONG,
        ownership="Owned by its readers.",
        first_year=1999,
        imprint=LONG * 3,
        signal_light="#8a1f11",
        signal_dark="#ff9a8d",
    )
    for menu in ("sections", "footer"):
        a_menu_item("Series", "/series/", menu=menu, group="Features", order=1)
        a_menu_item(LONG, "/tags/", menu=menu, group="Features", order=2)
        a_menu_item("Archive", "/archive/", menu=menu, group=LONG, order=3)
        a_menu_item("مراجعات", "/reviews/", menu=menu, order=4)


def test_a_group_opens_and_closes_by_keyboard(page, menus, live_server):
    page.goto("/films/")
    sections = page.get_by_role("navigation", name="Sections")
    link = sections.get_by_role("link", name="Series")
    expect(link).to_be_hidden()
    group = sections.locator("summary", has_text="Features")
    group.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Enter")
    expect(link).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/series/")


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_long_names_fit_any_width(open_page, menus, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/about/")
    for summary in page.locator("nav summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", ["/about/", "/privacy/", "/accessibility/"])
def test_open_menus_are_accessible(open_page, menus, path):
    page = open_page()
    page.goto(path)
    page.locator(".masthead summary").first.click()
    page.locator(".footer summary").first.click()
    assert_accessible(page, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)


def test_the_signal_colour_follows_the_scheme(open_page, menus):
    page = open_page()
    page.goto("/about/")
    for scheme, colour in (("light", "rgb(138, 31, 17)"), ("dark", "rgb(255, 154, 141)")):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("getComputedStyle(document.querySelector('.strip a, main a'))"
                              ".textDecorationColor")  # fmt: skip
        assert found == colour
