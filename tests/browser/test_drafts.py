"""What only scripts do for writers: the form in place, drafts, and likes kept by the browser."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.builders import a_publication, a_review, a_user
from tests.comments.builders import a_comment

from .test_thread import article, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    return a_review(publication=a_publication(confirm_guests=False))


def test_the_form_comes_to_the_comment_and_goes_back(open_page, review):
    page = open_page()
    a_comment(review, "Iris Vale")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Reply: Iris Vale").click()
    expect(page.locator("#comment-1 + #comment-form")).to_be_visible()
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#comment-1 + #comment-form")).to_have_count(0)
    write(page, "A word of its own.")
    expect(page.locator(".thread > li > #comment-2")).to_be_visible()


def test_a_draft_survives_until_it_is_sent(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("Half a thought")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    write(page, "A whole thought.")
    expect(article(page, 1)).to_contain_text("A whole thought.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_a_draft_is_forgotten_after_a_preview_too(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    write(page, "A whole thought.", button="Preview")
    page.get_by_role("button", name="Post comment").click()
    expect(article(page, 1)).to_contain_text("A whole thought.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_a_draft_keeps_that_it_tells_the_ending(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    page.get_by_label("Contains spoilers").check()
    page.get_by_label("Comment", exact=True).fill("The captain dies")
    page.reload()
    expect(page.get_by_label("Contains spoilers")).to_be_checked()


def test_what_is_more_than_words_is_quoted_by_the_server(open_page, review):
    page = open_page()
    a_comment(review, "Iris Vale", "The whale is *tender*, and ||the trainer dies|| there.")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Quote: Iris Vale").click()
    page.wait_for_url("**quote**")
    expect(page.get_by_label("Comment", exact=True)).to_have_value(
        "> The whale is *tender*, and ||the trainer dies|| there.\n\n"
    )


def test_a_draft_keeps_what_it_answers(open_page, review):
    page = open_page()
    a_comment(review, "Iris Vale")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Reply: Iris Vale").click()
    page.get_by_label("Comment", exact=True).fill("Half an answer")
    page.reload()
    expect(page.locator("#comment-1 + #comment-form")).to_be_visible()
    write(page, "A whole answer.")
    expect(page.locator(".replies #comment-2")).to_be_visible()


def test_a_draft_that_answers_nobody_any_more_stays_so(open_page, review):
    page = open_page()
    a_comment(review, "Iris Vale")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Reply: Iris Vale").click()
    page.get_by_label("Comment", exact=True).fill("Half a thought")
    page.get_by_role("button", name="Cancel").click()
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    expect(page.locator("#comment-1 + #comment-form")).to_have_count(0)


def test_a_draft_leads_to_what_it_answers_on_another_page(open_page, review):
    page = open_page()
    for _ in range(21):
        a_comment(review, "Iris Vale")
    page.goto(f"{review.get_absolute_url()}?from=21")
    page.get_by_role("link", name="Reply: Iris Vale").click()
    page.get_by_label("Comment", exact=True).fill("Half an answer")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="The comment you are replying to").click()
    page.wait_for_url("**#comment-21")
    expect(page.locator("#comment-21 + #comment-form")).to_be_visible()
    expect(page.get_by_role("link", name="The comment you are replying to")).to_have_count(0)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half an answer")


def test_nobody_finds_the_draft_of_a_member_who_logged_out(open_page, review, sign_in):
    page = open_page()
    sign_in(page, a_user("remy"))
    page.goto(review.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("For my eyes")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("For my eyes")
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(review.get_absolute_url())
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    assert "For my eyes" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_guest_who_signs_in_keeps_the_draft(open_page, review, sign_in):
    page = open_page()
    page.goto(review.get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("Half a thought")
    sign_in(page, a_user("remy"))
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a thought")


def test_a_guest_takes_a_like_back_after_a_reload(open_page, review):
    page = open_page()
    a_comment(review, "Iris Vale"), a_comment(review, "Tom Grump")
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Like: Iris Vale", exact=True).click()
    expect(article(page, 1)).to_contain_text("Liked by 1 guest")
    page.reload()
    expect(page.get_by_role("button", name="Like: Tom Grump", exact=True)).to_be_visible()
    page.get_by_role("button", name="Unlike: Iris Vale").click()
    expect(article(page, 1)).not_to_contain_text("Liked by 1 guest")
    assert Comment.objects.get(seq=1).guest_likes == 0
    page.reload()
    expect(page.get_by_role("button", name="Like: Iris Vale", exact=True)).to_be_visible()


def test_a_member_is_not_shown_what_a_guest_liked_before(open_page, review, sign_in):
    page = open_page()
    a_comment(review, "Iris Vale")
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Like: Iris Vale").click()
    expect(article(page, 1)).to_contain_text("Liked by 1 guest")
    sign_in(page, a_user("remy"))
    page.reload()
    expect(page.get_by_role("button", name="Like: Iris Vale", exact=True)).to_be_visible()


def test_only_review_pages_load_the_script(open_page, review):
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/films/", f"{review.get_absolute_url()}comments/"):
        page.goto(path)
    assert not [url for url in asked if "thread" in url or "likes" in url]
    page.goto(review.get_absolute_url())
    assert len([url for url in asked if "thread" in url or "likes" in url]) == 2
