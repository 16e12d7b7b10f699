"""An editor's half hour: what stands around the reviews is set up without a developer, and seen."""

import re

import pytest
from playwright.sync_api import expect

from mail.models import OutgoingEmail
from reviews.models import Review

from .editing import PHONE, choose, go, in_days, preview, save
from .test_admin import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pieces():
    return Review.objects.published().reviews().order_by("pk")


def test_an_editor_sets_up_all_that_stands_around_the_reviews(desk, open_page):
    set_up_the_site(desk)
    run_a_notice(desk)
    publish_a_package(desk)
    publish_an_interview(desk)
    publish_a_ranked_list(desk)
    place_on_the_front_page(desk)
    correct_a_review(desk)
    report_an_error(open_page(javascript=False, viewport=PHONE))
    answer_the_report(desk)
    for javascript in (True, False):
        read_it_all(open_page(javascript=javascript, viewport=PHONE))


def set_up_the_site(page):
    """Its name, its colour, a menu, and who we are."""
    go(page, "Site settings")
    page.locator("#id_name").fill("The Lamplighter")
    page.locator("#id_signal_light").fill("#ffd400")
    page.locator("#id_about").fill("Four critics and a projector.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".errorlist")).to_contain_text("Darken it.")
    page.locator("#id_signal_light").fill("#8a1f11")
    page.get_by_text("Add another Menu item").click()
    row = page.locator("#menu_items-group .dynamic-menu_items").last
    row.locator("[name$=group]").fill("Features")
    row.locator("[name$=label]").fill("Harbour films")
    row.locator("[name$=address]").fill("/packages/")
    preview(page, "The Lamplighter")
    save(page)


def run_a_notice(page):
    """A week of donations, with a goal."""
    go(page, "Notices", "Add notice")
    page.locator("#id_name").fill("Autumn appeal")
    page.locator("#id_text").fill("Our projector needs a new lamp.")
    page.locator("#id_link_label").fill("Give")
    page.locator("#id_link_url").fill("https://give.example/")
    page.locator("#id_priority").fill("9")
    page.locator("#id_ends_at").fill(in_days(7))
    page.locator("#id_goal").fill("9000")
    page.locator("#id_reached").fill("6120")
    page.locator("#id_unit").fill("crowns")
    page.locator("#id_starts_at").fill(in_days(-1))
    preview(page, "Our projector needs a new lamp.")
    save(page)


def publish_a_package(page):
    """Three pieces in an order of their own."""
    go(page, "Special reports", "Add special report")
    page.locator("#id_title").fill("Films of the harbour")
    page.locator("#id_blurb").fill("Water, work and weather.")
    page.locator("#id_starts_at").fill(in_days(-1))
    for number, review in enumerate(pieces()[:3]):
        page.get_by_text("Add another Review of the special report").click()
        page.locator(f"#id_entries-{number}-order").fill(str(number + 1))
        choose(page, f"entries-{number}-review", review.headline[:20])
    preview(page, "Water, work and weather.")
    save(page)


def write_an_article(page, kind, headline, standfirst, words):
    page.goto(f"/admin/reviews/review/add/?kind={kind}")
    page.locator("#id_headline").fill(headline)
    page.locator("#id_standfirst").fill(standfirst)
    choose(page, "publication", "Essays on Film")
    write(page, words)
    page.get_by_text("Add another Byline").click()
    choose(page, "bylines-0-critic", "Marc")


def publish_an_interview(page):
    headline, standfirst = "Talking with the projectionist", "He has seen the end of every film."
    write_an_article(page, "interview", headline, standfirst, "We met in his booth.")
    save(page, "Save and publish")


def publish_a_ranked_list(page):
    headline, words = "Two films with a harbour", "From the second to the first."
    write_an_article(page, "list", headline, "Ships and all.", words)
    for number, title in enumerate(("Rust and Bone", "Raging Bull")):
        page.get_by_text("Add another Film of the list").click()
        choose(page, f"entries-{number}-film", title)
        page.locator(f"#id_entries-{number}-line").fill(f"The harbour of {title}.")
    save(page, "Save and publish")


def place_on_the_front_page(page):
    """The lead and two picks, until next week."""
    headlines = [("lead", "Talking with the projectionist")]
    headlines += [("pick", row.headline) for row in pieces()[3:5]]
    for place, headline in headlines:
        page.goto("/admin/pages/placement/add/")
        choose(page, "review", headline[:20])
        page.locator("#id_place").select_option(place)
        page.locator("#id_ends_at").fill(in_days(7))
        preview(page, headline)
        save(page)


def correct_a_review(page):
    page.goto(f"/admin/reviews/review/{pieces()[0].pk}/change/")
    page.get_by_text("Add another Correction").click()
    page.locator("#id_corrections-0-text").fill("The stairs have 19 steps, not 18.")
    save(page)


def report_an_error(page):
    """A reader on a phone, without scripts."""
    page.goto(pieces()[0].get_absolute_url())
    page.get_by_role("link", name=re.compile("Report an error")).click()
    page.get_by_label("What is wrong").fill("The sea is on the other side.")
    page.get_by_label("E-mail").fill("noor@readers.example")
    page.get_by_role("button", name=re.compile("Send")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def answer_the_report(page):
    go(page, "Reports of errors", "The sea is on the other side.", "Answer")
    page.get_by_role("button", name=re.compile("Send")).click()
    expect(page.locator(".messagelist .success")).to_have_text("Your answer will be sent.")
    assert OutgoingEmail.objects.get().to == "noor@readers.example"


def read_it_all(page):
    page.goto("/")
    masthead = page.get_by_role("banner")
    expect(masthead.get_by_role("link", name="The Lamplighter")).to_be_visible()
    masthead.get_by_text("Features").first.click()
    expect(masthead.get_by_role("link", name="Harbour films")).to_be_visible()
    notice = page.get_by_role("complementary", name="top of the page")
    expect(notice.get_by_text("Our projector needs a new lamp.")).to_be_visible()
    expect(notice.get_by_text("6,120 of 9,000 crowns")).to_be_visible()
    expect(page.locator("main h2").first).to_have_text("Talking with the projectionist")
    expect(page.get_by_role("heading", name="Films of the harbour")).to_be_visible()
    signal = page.evaluate(
        "getComputedStyle(document.querySelector('main a')).getPropertyValue('--exit')"
    )
    assert "#8a1f11" in signal
    page.get_by_role("link", name="Films of the harbour").first.click()
    expect(page.get_by_text("Water, work and weather.")).to_be_visible()
    headlines = [row.headline for row in pieces()[:3]]
    assert [text.strip() for text in page.locator("main h2").all_text_contents()][:3] == headlines
    page.goto("/about/")
    expect(page.get_by_text("Four critics and a projector.")).to_be_visible()
    page.goto("/articles/talking-with-the-projectionist/")
    expect(page.get_by_text("We met in his booth.")).to_be_visible()
    expect(page.locator("#comment-form")).to_be_visible()
    page.goto("/articles/two-films-with-a-harbour/")
    lines = page.get_by_text(re.compile("^The harbour of")).all_text_contents()
    assert lines == ["The harbour of Rust and Bone.", "The harbour of Raging Bull."]
    page.goto(pieces()[0].get_absolute_url())
    expect(page.get_by_text("The stairs have 19 steps, not 18.")).to_be_visible()
    page.goto("/corrections/")
    expect(page.get_by_text("The stairs have 19 steps, not 18.")).to_be_visible()
