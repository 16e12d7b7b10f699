"""A notice is dismissed in the browser; without a script the page is whole and has no button."""

import pytest
from playwright.sync_api import expect

from tests.builders import a_review
from tests.pages.builders import a_notice

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    for place in ("top", "foot", "after_review"):
        a_notice(
            f"Help us at {place}.",
            place=place,
            link_label="Donate",
            link_url="https://give.example/",
            goal=9000,
            reached=6120,
            unit="crowns",
        )
    return a_review()


def test_a_dismissed_notice_stays_away_and_the_others_stay(open_page, review):
    page = open_page()
    page.goto("/")
    notice = page.get_by_text("Help us at top.")
    expect(notice).to_be_visible()
    page.get_by_role("complementary", name="top of the page").get_by_text("Dismiss").click()
    expect(notice).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    page.goto(review.get_absolute_url())
    expect(notice).to_have_count(0)
    expect(page.get_by_text("Help us at after_review.")).to_be_visible()
    expect(page.get_by_text("Help us at foot.")).to_be_visible()
    assert page.context.cookies() == []


def test_where_the_browser_keeps_nothing_it_cannot_be_dismissed(open_page, review):
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })"
    )
    page.goto("/")
    expect(page.get_by_text("Help us at top.")).to_be_visible()
    expect(page.get_by_role("button", name="Dismiss")).to_have_count(0)


def test_without_a_script_it_shows_and_has_no_button(open_page, review):
    page = open_page(javascript=False)
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("Help us at top.")).to_be_visible()
    expect(page.get_by_role("link", name="Donate")).to_have_count(3)
    expect(page.get_by_role("button", name="Dismiss")).to_have_count(0)


def test_it_is_never_printed(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    page.emulate_media(media="print")
    for place in ("top", "foot", "after_review"):
        expect(page.get_by_text(f"Help us at {place}.")).to_be_hidden()


def test_a_page_with_notices_is_accessible(open_page, review):
    page = open_page()
    address = review.get_absolute_url()
    assert_accessible(page, address, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
