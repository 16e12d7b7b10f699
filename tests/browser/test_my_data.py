"""My data in Chromium: a guest asks, follows the e-mail's link, downloads the file and erases."""

import json

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.comments.builders import a_comment, a_review_with
from tests.comments.privacy.builders import links_mailed

from .axe import EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_guest_takes_and_erases_what_they_wrote(page):
    review = a_review_with()
    first = a_comment(review, body="Mine to take along.")
    a_comment(review, "Tom Grump", "An answer.", parent=first)
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Your data").click()
    page.get_by_label("E-mail", exact=True).fill("remy@readers.example")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Check your inbox")).to_be_visible()
    page.goto(links_mailed()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a JSON file").click()
    with open(download.value.path()) as file:
        assert json.load(file)["comments"][0]["body"] == "Mine to take along."
    page.get_by_role("link", name="Delete my data").click()
    page.get_by_label("Delete everything permanently").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 comment was deleted.")).to_be_visible()
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("An answer.")).to_be_visible()
    expect(page.get_by_text("Mine to take along.")).to_have_count(0)
    assert (
        Comment.objects.get(seq=1).name == ""
        and Comment.objects.filter(email="remy@readers.example").count() == 0
    )


def test_axe_finds_nothing(open_page):
    from comments.privacy import links
    from mail.models import Recipient

    a_comment(a_review_with())
    token = links.token_of(Recipient.objects.get_or_create_at("remy@readers.example"))
    page = open_page()
    for path in ("", f"of/{token}/", f"of/{token}/erase/", "of/none/"):
        assert_accessible(page, f"/comments/my-data/{path}", tags=EVERYTHING)
