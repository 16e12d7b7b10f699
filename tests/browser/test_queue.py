"""Moderating in Chromium: by keys, by mouse, and without JavaScript; what is hostile stays text."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Ban, Comment, RejectionReason, Report, Submission
from tests.comments.builders import a_comment, a_moderator, a_review_with, a_submission

from .axe import EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = reverse("admin:comments_queue")


@pytest.fixture
def mona(desk):
    """Gives `mona(**options)`: a page of Mona's, who moderates."""
    return lambda **options: desk(User.objects.filter(username="mona").first() or a_moderator(), **options)


@pytest.fixture
def texts():
    """Three texts that wait, and a reason to choose."""
    RejectionReason.objects.create(text="Off the subject.")
    review = a_review_with()
    return [a_submission(review, body=f"Thought number {number}.") for number in (1, 2, 3)]


def status_of(row):
    return Submission.objects.get(pk=row.pk).status


def in_focus(page):
    return page.evaluate("document.activeElement.querySelector('.queue-text')?.textContent.trim()")


def test_keys_walk_approve_and_undo(mona, texts):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    assert in_focus(page) == "Thought number 1."
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert in_focus(page) == "Thought number 2."
    page.keyboard.press("a")
    expect(page.get_by_text("Approve: 1 done.")).to_be_visible()
    assert [status_of(row) for row in texts] == ["pending", "accepted", "pending"]
    assert in_focus(page) == "Thought number 3."  # the work goes on where it was
    page.keyboard.press("u")
    expect(page.get_by_text("1 undone.")).to_be_visible()
    assert status_of(texts[1]) == "pending" and page.blocked == []
    assert in_focus(page) == "Thought number 2."  # the one that came back


@pytest.mark.parametrize("key", ["a", "s", "r", "b", "x"])
def test_a_key_without_a_card_selects_the_first_and_does_nothing(mona, texts, key):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press(key)
    assert in_focus(page) == "Thought number 1."
    assert page.get_by_role("checkbox", checked=True).count() == 0
    page.reload()
    assert {status_of(row) for row in texts} == {"pending"}


def test_r_goes_to_the_reason_and_s_is_spam(mona, texts):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.validationMessage").startswith("Choose a reason from the list")
    page.keyboard.press("o")  # chooses “Off the subject.”, and is no key of the queue while one chooses
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reject: 1 done.")).to_be_visible()
    assert Submission.objects.get(pk=texts[0].pk).reason == "Off the subject."
    page.keyboard.press("s")
    expect(page.get_by_text("Spam: 1 done.")).to_be_visible()
    assert status_of(texts[1]) == "spam"


def test_typing_is_not_moderating(mona, texts):
    page = mona()
    page.goto(QUEUE)
    words = page.locator(".queue-card").first.get_by_label("or own words").first
    words.press_sequentially("as banks, just kidding?")
    assert words.input_value() == "as banks, just kidding?"
    assert {status_of(row) for row in texts} == {"pending"}


def test_b_goes_to_the_day_and_back(mona, texts):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.name") == "until"
    page.keyboard.press("Escape")
    assert in_focus(page) == "Thought number 1."


@pytest.mark.parametrize("key", ["?", "Escape"])
def test_help_opens_where_one_is_and_closes(mona, texts, key):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    place = page.evaluate("scrollY")
    page.keyboard.press("?")
    expect(page.get_by_text("undo the last")).to_be_in_viewport()
    assert page.evaluate("scrollY") == place
    page.keyboard.press(key)
    expect(page.get_by_text("undo the last")).to_be_hidden()
    assert in_focus(page) == "Thought number 2."


def test_enter_in_the_day_asks_for_the_reason_and_keeps_the_day(mona, texts):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("b")
    day = page.locator(".queue-card").first.get_by_label("Ban until")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    day.fill(tomorrow)
    day.press("Enter")
    assert page.evaluate("document.activeElement.validationMessage").startswith("Choose a reason from the list")
    assert day.input_value() == tomorrow
    page.keyboard.press("o")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ban the author: 1 done.")).to_be_visible()
    assert Ban.objects.get().reason == "Off the subject." and status_of(texts[0]) == "pending"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_enter_in_the_day_of_a_ban_bans_and_rejects_nothing(mona, texts, javascript):
    page = mona(javascript=javascript)
    page.goto(QUEUE)
    card = page.locator(".queue-card").first
    card.locator("summary").click()
    card.get_by_label("Reason for the ban").select_option("Off the subject.")
    day = card.get_by_label("Ban until")
    day.fill((timezone.localdate() + timedelta(days=7)).isoformat())
    day.press("Enter")
    expect(page.get_by_text("Ban the author: 1 done.")).to_be_visible()
    assert Ban.objects.get().reason == "Off the subject." and status_of(texts[0]) == "pending"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_all_that_a_rule_holds_is_counted_decided_and_undone(mona, javascript):
    review = a_review_with()
    held = [a_submission(review, rule="links") for _ in range(30)]
    other = a_submission(review)
    page = mona(javascript=javascript)
    page.goto(QUEUE)
    page.get_by_role("link", name="held by “links” (30)").click()
    page.get_by_label("all 30 held by “links”").check()
    page.locator("#bulk").get_by_role("button", name="Spam").click()
    expect(page.get_by_text("Spam: 30 comments,")).to_be_visible()
    page.get_by_role("button", name="Spam").click()
    expect(page.get_by_text("Spam: 30 done.")).to_be_visible()
    assert {status_of(row) for row in held} == {"spam"} and status_of(other) == "pending"
    page.get_by_role("button", name="Undo: Spam (30)").click()
    expect(page.get_by_text("30 undone.")).to_be_visible()
    assert {status_of(row) for row in held} == {"pending"}


def test_what_each_key_does_is_done_without_javascript_by_a_button(mona, texts):
    page = mona(javascript=False)
    page.goto(QUEUE)
    page.get_by_text("Keys", exact=True).click()
    expect(page.get_by_text("undo the last")).to_be_visible()
    page.locator(".queue-card").first.get_by_role("button", name="Approve").click()
    assert status_of(texts[0]) == "accepted"
    page.locator(".queue-card").first.get_by_role("button", name="Spam").click()
    assert status_of(texts[1]) == "spam"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_comment_is_moderated_from_the_page_it_stands_on(mona, javascript):
    comment = a_comment(a_review_with(), body="An insult.")
    page = mona(javascript=javascript)
    page.goto(comment.discussion.review.get_absolute_url())
    page.get_by_role("link", name="Moderate: Remy Adler").click()
    page.get_by_label("Reason", exact=True).fill("Rude.")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_text("Hide: 1 done.")).to_be_visible()
    assert Comment.objects.get().state == "removed"
    page.get_by_role("button", name="Undo: Hide (1)").click()
    assert Comment.objects.get().state == "approved"


def test_x_chooses_many_and_they_are_counted_first(mona, texts):
    page = mona()
    page.goto(QUEUE)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.keyboard.press("j")
    page.keyboard.press("a")  # what is chosen goes before what is in focus
    expect(page.get_by_text("2 comments,")).to_be_visible()
    assert {status_of(row) for row in texts} == {"pending"}
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approve: 2 done.")).to_be_visible()
    assert [status_of(row) for row in texts] == ["accepted", "accepted", "pending"]


def test_r_with_some_chosen_rejects_them(mona, texts):
    page = mona()
    page.goto(QUEUE)
    for key in ("j", "x", "j", "x", "j", "r"):
        page.keyboard.press(key)
    page.keyboard.press("o")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reject: 2 comments,")).to_be_visible()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Reject: 2 done.")).to_be_visible()
    assert [status_of(row) for row in texts] == ["rejected", "rejected", "pending"]


def test_enter_in_own_words_for_the_chosen_approves_nothing(mona, texts):
    page = mona()
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator("#bulk").get_by_label("or own words").fill("Rude.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reject: 1 done.")).to_be_visible()
    assert status_of(texts[0]) == "rejected"


def test_all_of_it_works_without_javascript(mona, texts):
    page = mona(javascript=False)
    page.goto(QUEUE)
    card = page.locator(".queue-card").first
    card.get_by_label("Reason", exact=True).select_option("Off the subject.")
    card.get_by_role("button", name="Reject").click()
    assert status_of(texts[0]) == "rejected"
    page.get_by_role("button", name="Undo: Reject (1)").click()
    assert status_of(texts[0]) == "pending"
    for card in page.locator(".queue-card").all()[:2]:
        card.get_by_role("checkbox", name="Choose the comment").check()
    page.locator("#bulk").get_by_role("button", name="Spam").click()
    page.get_by_role("button", name="Spam").click()
    assert [status_of(row) for row in texts] == ["spam", "spam", "pending"]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_reader_reports_and_a_moderator_hides(mona, open_page, javascript):
    review = a_review_with()
    a_comment(review, body="An insult.")
    page = open_page(javascript=javascript)
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Report: Remy Adler").click()
    page.get_by_label("It insults somebody").check()
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page = mona(javascript=javascript)
    page.goto(QUEUE + "?tab=reported")
    expect(page.get_by_text("It insults somebody")).to_be_visible()
    page.locator(".queue-card").get_by_label("Reason", exact=True).fill("Rude.")
    page.locator(".queue-card").get_by_role("button", name="Hide").click()
    assert Comment.objects.get().state == "removed" and Report.objects.get().state == "upheld"


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> https://evil.example [x](javascript:alert(3))'


def test_a_hostile_text_stays_text(mona):
    review = a_review_with()
    parent = a_comment(review, HOSTILE[:80], HOSTILE)
    a_submission(review, HOSTILE[:80], HOSTILE, parent=parent, website="https://evil.example/?<script>")
    Report.objects.create(comment=parent, why="other", words=HOSTILE, hand="x")
    page = mona()
    page.on("dialog", lambda dialog: pytest.fail(f"A script ran: {dialog.message}"))
    for tab in ("pending", "reported"):
        page.goto(f"{QUEUE}?tab={tab}")
        assert page.locator(".queue-card img, .queue-card script, .queue-card a[href*='evil']").count() == 0
        expect(page.locator(".queue-text")).to_contain_text("hxxps://evil[.]example")
    assert page.blocked == []


def test_nobody_is_shut_out_by_the_layout(mona, texts):
    RejectionReason.objects.create(text="It tells the ending to those who have not seen the film, and with no warning.")
    page = mona(viewport={"width": 360, "height": 800})
    for address in (QUEUE, QUEUE + "?tab=reported", QUEUE + "?tab=appeals", f"{QUEUE}?text=s{texts[0].pk}"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("query", ["", "?tab=reported", "?tab=appeals", "?text=c{comment}"])
def test_axe_finds_nothing(mona, texts, query):
    comment = texts[0].accept()
    Report.objects.create(comment=comment, why="other", words="It bores me.", hand="x")
    page = mona()
    assert_accessible(page, QUEUE + query.format(comment=comment.pk), tags=EVERYTHING)


def test_axe_finds_nothing_on_the_readers_pages(open_page):
    comment = a_comment(a_review_with())
    page = open_page()
    for address in (reverse("comments:report", args=[comment.discussion.review.slug, 1]), reverse("comments:rules")):
        assert_accessible(page, address, tags=EVERYTHING)
