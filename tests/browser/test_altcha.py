"""The proof of work in a browser: done unseen with JavaScript, and no wall without it."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.builders import a_publication, a_review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review(settings):
    settings.ALTCHA = True
    return a_review(publication=a_publication(confirm_guests=False))


def write(page, text):
    page.get_by_label("Name").fill("Remy Adler")
    page.get_by_label("E-mail", exact=True).fill("remy@readers.example")
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name="Post comment").click()


def test_a_browser_proves_its_work_where_it_can(page, review, request):
    page.goto(review.get_absolute_url())
    write(page, "The last shot undoes the film.")
    if "with-js" in request.node.callspec.id:
        expect(page.locator("#comment-1")).to_contain_text("The last shot undoes the film.")
        assert Comment.objects.get().signals == []
    else:
        expect(page.locator("#held")).to_contain_text("The last shot undoes the film.")
        assert Comment.objects.get().rule == "altcha"


def test_after_a_preview_the_work_is_done_anew(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    page.get_by_label("Name").fill("Remy Adler")
    page.get_by_label("E-mail", exact=True).fill("remy@readers.example")
    page.get_by_label("Comment", exact=True).fill("The last shot undoes the film.")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("#comment-1")).to_contain_text("The last shot undoes the film.")


def test_a_challenge_that_cannot_be_had_stops_nobody(open_page, review):
    page = open_page()
    page.route("**/comments/challenge/", lambda route: route.abort())
    page.goto(review.get_absolute_url())
    write(page, "The last shot undoes the film.")
    expect(page.locator("#held")).to_contain_text("The last shot undoes the film.")
