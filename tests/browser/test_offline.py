"""A reader loses the network, and reads on."""

import pytest
from playwright.sync_api import expect

from tests.audio.builders import a_recording
from tests.builders import a_review

from .axe import BY_DAY_AND_NIGHT, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
KEPT = """async () => {
  const pages = await caches.open("pages");
  return (await pages.keys()).map((request) => new URL(request.url).pathname);
}"""
UNTIL = """async (path) => {
  while (!(await ASKED)) await new Promise((go) => setTimeout(go, 50));
}"""
UNTIL_KEPT = UNTIL.replace("ASKED", "caches.match(path)")
UNTIL_GONE = UNTIL.replace("ASKED", "navigator.serviceWorker.getRegistration().then((one) => !one)")


@pytest.fixture(autouse=True)
def offline_reading(settings):
    settings.OFFLINE_READING = True


@pytest.fixture
def review():
    return a_review(headline="Waiting for the tide", body="<p>The sea comes twice a day.</p>")


def read(page, review):
    """Open the review, and wait until the browser keeps it."""
    page.goto(review.get_absolute_url())
    page.evaluate(UNTIL_KEPT, review.get_absolute_url())


def test_what_was_read_is_read_without_a_network(open_page, review):
    page = open_page(viewport=PHONE)
    read(page, review)
    expect(page.get_by_text("You are offline.")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("The sea comes twice a day.")).to_be_visible()
    expect(page.get_by_text("You are offline.")).to_be_visible()
    assert page.evaluate("[...document.fonts].some((font) => font.status === 'loaded')")
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_be_hidden()


def test_a_recording_says_that_it_needs_a_network(open_page, review):
    a_recording(review)
    page = open_page(viewport=PHONE)
    read(page, review)
    expect(page.get_by_text("Listening needs a network.")).to_be_hidden()
    page.context.set_offline(True)
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("Listening needs a network.")).to_be_visible()


def test_what_was_not_read_leads_to_the_list_of_what_was(open_page, review):
    page, other = open_page(viewport=PHONE), a_review(headline="Two boats")
    read(page, review)
    page.context.set_offline(True)
    page.goto(other.get_absolute_url())
    expect(page.get_by_role("heading", name="Kept in this browser")).to_be_visible()
    page.get_by_role("link", name="Waiting for the tide").click()
    expect(page.get_by_text("The sea comes twice a day.")).to_be_visible()


def test_what_is_withdrawn_is_forgotten(open_page, review):
    page = open_page()
    read(page, review)
    review.withdraw_to_draft()
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("Waiting for the tide")).to_have_count(0)
    assert page.evaluate(KEPT) == ["/offline/"]


def test_what_is_written_stays_until_there_is_a_network(open_page, review):
    page = open_page(viewport=PHONE)
    read(page, review)
    text = page.get_by_role("textbox", name="Comment", exact=True)
    text.fill("It comes back.")
    page.get_by_label("Name").fill("Noor")
    page.get_by_label("E-mail", exact=True).fill("noor@example.org")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("What you write stays here")).to_be_visible()
    expect(text).to_have_value("It comes back.")


def test_a_reader_counts_once(open_page, review):
    page, purposes = open_page(), []
    page.context.on("request", lambda request: purposes.append(request.headers.get("purpose")))
    read(page, review)
    asked = [request for request in purposes if request]
    assert set(asked) == {"prefetch"}


def test_a_reader_deletes_what_the_browser_keeps(open_page, review):
    page = open_page(viewport=PHONE)
    read(page, review)
    page.goto("/offline/")
    page.get_by_role("button", name="Delete what this browser keeps").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_focused()
    assert page.evaluate(KEPT) == ["/offline/"]
    page.context.set_offline(True)
    page.goto("/offline/")
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()


def test_a_changed_review_is_read_as_it_is_now(open_page, review):
    page = open_page()
    read(page, review)
    type(review).objects.filter(pk=review.pk).update(headline="After the tide")
    page.goto(review.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("After the tide")


def test_turned_off_what_was_kept_goes(open_page, review, settings):
    page = open_page()
    read(page, review)
    settings.OFFLINE_READING = False
    page.goto("/")
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    page.evaluate(UNTIL_GONE)
    assert page.evaluate("caches.keys()") == []


def test_the_list_is_accessible(open_page, review):
    page = open_page()
    read(page, review)
    page.goto("/offline/")
    expect(page.get_by_role("link", name="Waiting for the tide")).to_be_visible()
    assert_accessible(page, schemes=BY_DAY_AND_NIGHT)
