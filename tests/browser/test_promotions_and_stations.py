"""An editor sets up a promotion and a radio station; readers find them, and paper has no banner."""

import pytest
from playwright.sync_api import expect

from outside.models import Song, Station
from pages.models import Promotion
from tests.builders import a_review
from tests.outside.builders import on_air
from tests.pages.builders import a_promotion

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible
from .editing import PHONE, go, in_days, preview, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_editor_sets_up_a_promotion_and_a_station(desk, open_page):
    go(desk, "Promotions", "Add promotion")
    desk.locator("#id_name").fill("The quiet week")
    desk.locator("#id_text").fill("Anti Noise Pollution")
    desk.locator("#id_link_url").fill("/about/")
    preview(desk, "Anti Noise Pollution")
    assert not Promotion.objects.filter(place="front").exists()
    desk.locator("#id_starts_at").fill(in_days(-1))
    save(desk)
    go(desk, "Radio stations", "Add radio station")
    desk.locator("#id_name").fill("Harbour Radio")
    desk.locator("#id_site_url").fill("https://radio.example/")
    desk.locator("#id_address").fill("https://radio.example/live")
    save(desk)
    # The job that asks it is tried elsewhere; here it has heard it.
    Station.objects.get(name="Harbour Radio").keep([Song("Gymnopédie No. 1", "Erik Satie")])
    page = open_page(javascript=False, viewport=PHONE)
    page.goto("/")
    expect(page.get_by_role("heading", name="On air: Harbour Radio")).to_be_visible()
    expect(page.get_by_text("Gymnopédie No. 1")).to_be_visible()
    page.get_by_role("complementary", name="Promotion,").get_by_role("link").click()
    page.wait_for_url("**/about/")
    assert page.context.cookies() == []


@pytest.fixture
def review():
    for place in Promotion.Place:
        a_promotion(f"Stands at {place}. {'w' * 170}", place=place)
    for place in Station.Place:
        on_air("إذاعة الميناء", "w" * 200, "Gymnopédie", place=place, name="x" * 100)
    return a_review()


def test_they_are_accessible_and_fit_a_phone(open_page, review):
    page = open_page(viewport=PHONE)
    for path in ("/", review.get_absolute_url(), review.publication.get_absolute_url()):
        assert_accessible(page, path, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], path


def test_promotions_are_never_printed(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    expect(page.get_by_role("complementary", name="Promotion,")).to_have_count(2)
    page.emulate_media(media="print")
    for place in ("after_review", "foot"):
        expect(page.get_by_text(f"Stands at {place}.")).to_be_hidden()
