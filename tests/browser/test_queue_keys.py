"""Moderating by keys in Chromium: each acts on what is in focus or chosen, and on nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Ban, Comment

from .test_queue import QUEUE, status_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    assert [status_of(row) for row in texts] == ["pending", "approved", "pending"]
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
    assert page.evaluate("document.activeElement.validationMessage").startswith(
        "Choose a reason from the list"
    )
    page.keyboard.press(
        "o"
    )  # chooses “Off the subject.”, and is no key of the queue while one chooses
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reject: 1 done.")).to_be_visible()
    assert Comment.objects.get(pk=texts[0].pk).reason == "Off the subject."
    page.keyboard.press("s")
    expect(page.get_by_text("Spam: 1 done.")).to_be_visible()
    assert status_of(texts[1]) == "spam"


def test_typing_is_not_moderating(mona, texts):
    page = mona()
    page.goto(QUEUE)
    words = page.locator(".queue-card").first.get_by_label("or your own words").first
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
    assert page.evaluate("document.activeElement.validationMessage").startswith(
        "Choose a reason from the list"
    )
    assert day.input_value() == tomorrow
    page.keyboard.press("o")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ban the author: 1 done.")).to_be_visible()
    assert Ban.objects.get().reason == "Off the subject." and status_of(texts[0]) == "pending"


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
    assert [status_of(row) for row in texts] == ["approved", "approved", "pending"]


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
    page.locator("#bulk").get_by_label("or your own words").fill("Rude.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reject: 1 done.")).to_be_visible()
    assert status_of(texts[0]) == "rejected"
