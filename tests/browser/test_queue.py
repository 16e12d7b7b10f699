"""Moderating in Chromium: by keys, by mouse, and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from comments.actions import moderate
from comments.models import Ban, Comment, RejectionReason, Report
from tests.comments.builders import a_comment, a_pending_comment, a_review_with

from .axe import EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = reverse("admin:comments_queue")


def status_of(row):
    return Comment.objects.get(pk=row.pk).status


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
    held = [a_pending_comment(review, rule="links") for _ in range(30)]
    other = a_pending_comment(review)
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
    assert status_of(texts[0]) == "approved"
    page.locator(".queue-card").first.get_by_role("button", name="Spam").click()
    assert status_of(texts[1]) == "spam"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_comment_is_moderated_from_the_page_it_stands_on(mona, javascript):
    comment = a_comment(a_review_with(), body="An insult.")
    page = mona(javascript=javascript)
    page.goto(comment.discussion.review.get_absolute_url())
    page.get_by_role("link", name="Moderate: Remy Adler").click()
    page.get_by_label("Reason", exact=True).fill("Rude.")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Remove: 1 done.")).to_be_visible()
    assert Comment.objects.get().status == "removed"
    page.get_by_role("button", name="Undo: Remove (1)").click()
    assert Comment.objects.get().status == "approved"


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
        card.get_by_role("checkbox", name="Select the comment").check()
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
    page.get_by_label("Abusive").check()
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page = mona(javascript=javascript)
    page.goto(QUEUE + "?tab=reported")
    expect(page.get_by_text("Abusive")).to_be_visible()
    page.locator(".queue-card").get_by_label("Reason", exact=True).fill("Rude.")
    page.locator(".queue-card").get_by_role("button", name="Remove").click()
    assert Comment.objects.get().status == "removed" and Report.objects.get().state == "upheld"


def test_nobody_is_shut_out_by_the_layout(mona, texts):
    RejectionReason.objects.create(
        text="Contains spoilers to those who have not seen the film, and with no warning."
    )
    page = mona(viewport={"width": 360, "height": 800})
    for address in (
        QUEUE,
        QUEUE + "?tab=reported",
        QUEUE + "?tab=appeals",
        f"{QUEUE}?comment={texts[0].pk}",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("query", ["", "?tab=reported", "?tab=appeals", "?comment={comment}"])
def test_axe_finds_nothing(mona, texts, query):
    comment = texts[0]
    moderate.approve(comment, None)
    Report.objects.create(comment=comment, why="other", words="It bores me.", reporter_key="x")
    page = mona()
    assert_accessible(page, QUEUE + query.format(comment=comment.pk), tags=EVERYTHING)


def test_axe_finds_nothing_on_the_readers_pages(open_page):
    comment = a_comment(a_review_with())
    page = open_page()
    for address in (
        reverse("comments:report", args=[comment.discussion.review.slug, 1]),
        reverse("comments:rules"),
    ):
        assert_accessible(page, address, tags=EVERYTHING)
