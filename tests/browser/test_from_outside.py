"""An editor sets up what is on and what comes from outside, and readers find it on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outside.models import PartnerFeed

from .editing import PHONE, choose, go, in_days, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTING = """When; Film; Cinema; Version
{first}; Rust and Bone; Palace on the Quay; original with subtitles
{second}; Rust and Bone; Palace on the Quay;
{second}; A film nobody has; Palace on the Quay;
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:1
DTSTART:{third}
SUMMARY:Rust and Bone
LOCATION:Palace on the Quay\\, 1 Quay
END:VEVENT
END:VCALENDAR
"""


def test_an_editor_sets_up_what_comes_from_outside(desk, open_page, tmp_path):
    open_a_cinema(desk)
    read_listings(desk, tmp_path)
    quote_another_critic(desk)
    name_a_library(desk)
    add_a_partner(desk)
    for javascript in (True, False):
        find_it_all(open_page(javascript=javascript, viewport=PHONE))


def open_a_cinema(page):
    go(page, "Towns", "Add town")
    page.locator("#id_name").fill("Aldmere")
    save(page)
    go(page, "Cinemas", "Add cinema")
    page.locator("#id_name").fill("Palace on the Quay")
    choose(page, "town", "Aldmere")
    save(page)


def read_listings(page, folder):
    """A week by paste, and one more from the cinema's calendar."""
    days = {"first": in_days(1), "second": in_days(2)}
    go(page, "Screenings", "Read a listing")
    page.get_by_label("Listing").fill(LISTING.format(**days))
    page.get_by_role("button", name="Show what it says").click()
    expect(page.get_by_text("No film of this name. Add the film first.")).to_be_visible()
    page.get_by_role("button", name="Add these screenings").click()
    expect(page.get_by_text("2 screenings added.")).to_be_visible()
    expect(page.get_by_text("1 line was left out.")).to_be_visible()
    third = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y%m%dT%H%M%S")
    file = folder / "palace.ics"
    file.write_text(CALENDAR.format(third=third))
    go(page, "Screenings", "Read a listing")
    page.get_by_label("Or a file").set_input_files(file)
    page.get_by_role("button", name="Show what it says").click()
    page.get_by_role("button", name="Add these screenings").click()
    expect(page.get_by_text("1 screening added.")).to_be_visible()


def quote_another_critic(page):
    go(page, "Reviews elsewhere", "Add review elsewhere")
    choose(page, "film", "Rust and Bone")
    page.locator("#id_outlet").fill("The Tide Table")
    page.locator("#id_url").fill("https://tide.example/rust")
    page.locator("#id_quote").fill("The cold comes off the screen.")
    page.locator("#id_mark").fill("four of five")
    save(page)


def name_a_library(page):
    go(page, "Places to watch at home", "Add place to watch at home")
    choose(page, "film", "Rust and Bone")
    choose(page, "country", "France")
    page.locator("#id_service").fill("The town library")
    page.locator("#id_url").fill("https://library.example/rust")
    save(page)


def add_a_partner(page):
    """The job that reads their feed is tried elsewhere; here it has read it."""
    go(page, "Partners’ boxes", "Add partner’s box")
    page.locator("#id_heading").fill("Harbour towns on film")
    page.locator("#id_partner").fill("The Tide Table")
    page.locator("#id_site_url").fill("https://tide.example/")
    page.locator("#id_feed_url").fill("https://tide.example/feed.xml")
    save(page)
    PartnerFeed.objects.get(partner="The Tide Table").keep(
        [("What the fog was made of", "https://tide.example/1", None)]
    )


def find_it_all(page):
    page.goto("/")
    expect(page.get_by_role("link", name="What the fog was made of")).to_be_visible()
    page.goto("/films/rust-and-bone-2012/")
    for words in ("Palace on the Quay", "original with subtitles", "The town library"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("The cold comes off the screen.")).to_be_visible()
    page.get_by_role("link", name="All that is on in Aldmere").click()
    expect(page.get_by_role("heading", name="What’s on in Aldmere")).to_be_visible()
    expect(page.get_by_text("Palace on the Quay")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
