"""An editor sets up what is on and what comes from outside, and readers find it on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outside.models import PartnerFeed

from .editing import PHONE, choose, go, in_days, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PALACE, LANTERN = "Palace on the Quay", "The Lantern"
WEEK = range(1, 8)
SHOWING = "{when}; Rust and Bone; Palace on the Quay; original with subtitles"
UNKNOWN = "{when}; A film nobody has; Palace on the Quay;"
EVENT = """BEGIN:VEVENT
UID:{day}
DTSTART:{when}
SUMMARY:Rust and Bone
LOCATION:The Lantern\\, 1 Quay
END:VEVENT"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
{events}
END:VCALENDAR
"""


def test_an_editor_sets_up_what_comes_from_outside(desk, open_page, tmp_path):
    open_two_cinemas(desk)
    read_listings(desk, tmp_path)
    quote_another_critic(desk)
    name_a_library(desk)
    add_a_partner(desk)
    for javascript in (True, False):
        find_it_all(open_page(javascript=javascript, viewport=PHONE))


def open_two_cinemas(page):
    go(page, "Towns", "Add town")
    page.locator("#id_name").fill("Aldmere")
    save(page)
    for name in (PALACE, LANTERN):
        go(page, "Cinemas", "Add cinema")
        page.locator("#id_name").fill(name)
        choose(page, "town", "Aldmere")
        save(page)


def read_listings(page, folder):
    """A week of one cinema by paste, and one of the other from its calendar."""
    lines = [SHOWING.format(when=in_days(day)) for day in WEEK]
    lines.append(UNKNOWN.format(when=in_days(2)))
    go(page, "Screenings", "Read a listing")
    page.get_by_label("Listing").fill("\n".join(["When; Film; Cinema; Version", *lines]))
    page.get_by_role("button", name="Show what it says").click()
    expect(page.get_by_text("No film of this name. Add the film first.")).to_be_visible()
    page.get_by_role("button", name="Add these screenings").click()
    expect(page.get_by_text("7 screenings added.")).to_be_visible()
    expect(page.get_by_text("1 line was left out.")).to_be_visible()
    now = timezone.localtime()
    moments = {day: f"{now + timedelta(days=day):%Y%m%dT%H%M%S}" for day in WEEK}
    events = [EVENT.format(day=day, when=when) for day, when in moments.items()]
    file = folder / "lantern.ics"
    file.write_text(CALENDAR.format(events="\n".join(events)))
    go(page, "Screenings", "Read a listing")
    page.get_by_label("Or a file").set_input_files(file)
    page.get_by_role("button", name="Show what it says").click()
    page.get_by_role("button", name="Add these screenings").click()
    expect(page.get_by_text("7 screenings added.")).to_be_visible()


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
    for words in (PALACE, LANTERN, "original with subtitles", "The town library"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("The cold comes off the screen.")).to_be_visible()
    page.get_by_role("link", name="All that is on in Aldmere").click()
    expect(page.get_by_role("heading", name="What’s on in Aldmere")).to_be_visible()
    expect(page.get_by_text(PALACE)).to_have_count(len(WEEK))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
