"""The search in a browser: on a phone, with a slip and without accents, by filters and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders import a_critic, a_film, a_publication, a_review

from .axe import BY_DAY_AND_NIGHT, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 800}}


@pytest.fixture
def reviews():
    zilina = a_film("Leto v Žiline", 2012, "Matthias Schoenaerts")
    weekly, iris = a_publication("The Weekly"), a_critic("Iris Vale")
    body = "<p>A lantern on the water.</p>"
    a_review("Salt and iron", zilina, weekly, iris, body=body)
    a_review("A dim view", zilina, weekly, a_critic("Remy Adler"), body=body)
    a_review("Hot dust", a_film("Dust", 1995), weekly, iris, body=body)


def field_of(page):
    return page.get_by_label("Search reviews, films and people").first


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_a_slip_and_no_accents(open_page, reviews, javascript):
    page = open_page(javascript, **PHONE)
    page.goto("/")
    field_of(page).fill("Schonaerts")
    field_of(page).press("Enter")
    expect(page.get_by_text("No results for “Schonaerts”")).to_be_visible()
    expect(page.locator("mark", has_text="Schoenaerts").first).to_be_visible()
    field_of(page).fill("ziline")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark", has_text="Žiline")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_filters_and_back(open_page, reviews, javascript):
    page = open_page(javascript, **PHONE)
    page.goto("/search/?q=lantern")
    expect(page.get_by_text("3 results")).to_be_visible()
    page.get_by_text("Narrow the results").click()
    page.get_by_role("link", name="Remy Adler 1").click()
    expect(page.get_by_text("1 result", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="A dim view")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("3 results")).to_be_visible()


def test_on_a_wide_window_filters_stand_open(open_page, reviews):
    page = open_page(viewport={"width": 1440, "height": 900})
    page.goto("/search/?q=lantern")
    expect(page.get_by_role("link", name="Remy Adler 1")).to_be_visible()


def test_names_while_typing(open_page, reviews):
    page = open_page(**PHONE)
    page.goto("/")
    field_of(page).press_sequentially("zilin")
    name = page.get_by_role("option", name="Leto v Žiline (2012) Film")
    expect(name).to_be_visible()
    assert_accessible(page)
    name.click()
    expect(page).to_have_url(re.compile("/films/leto-v-"))


def test_names_by_keyboard(open_page, reviews):
    page = open_page()
    page.goto("/")
    field, name = field_of(page), page.get_by_role("option", name="Matthias Schoenaerts")
    field.press_sequentially("scho")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(name).to_be_hidden()
    expect(field).to_have_value("scho")
    for key, is_chosen in (("ArrowDown", "true"), ("ArrowDown", "false"), ("ArrowUp", "true")):
        field.press(key)
        expect(name).to_have_attribute("aria-selected", is_chosen)
    assert field.get_attribute("aria-activedescendant") == name.get_attribute("id")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/people/matthias-schoenaerts"))


def test_enter_without_a_chosen_name_searches(open_page, reviews):
    page = open_page()
    page.goto("/")
    field_of(page).press_sequentially("scho")
    expect(page.get_by_role("option")).to_be_visible()
    field_of(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=scho$"))


def test_leaving_the_field_closes_the_names(open_page, reviews):
    page = open_page()
    page.goto("/")
    field_of(page).press_sequentially("scho")
    expect(page.get_by_role("option")).to_be_visible()
    field_of(page).press("Tab")
    expect(page.get_by_role("option")).to_be_hidden()


def test_results_and_none_are_accessible(open_page, reviews):
    for width in (390, 1440):
        page = open_page(viewport={"width": width, "height": 900})
        for query in ("lantern", "Schonaerts", "lantern xylophone", ""):
            assert_accessible(page, f"/search/?q={query}", schemes=BY_DAY_AND_NIGHT)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
