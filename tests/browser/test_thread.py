"""Comments in a browser: reply, quote, like, edit, delete, spoilers; with and without scripts."""

import pytest
from playwright.sync_api import expect

from comments.actions import like as likes
from comments.models import Comment
from tests.builders import a_publication, a_review, a_user
from tests.comments.builders import a_comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    return a_review(publication=a_publication(confirm_guests=False))


def write(page, text, name="Remy Adler", email="remy@readers.example", button="Post comment"):
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name=button).click()


def article(page, seq):
    return page.locator(f"#comment-{seq}")


def test_a_reader_answers_a_comment(page, review):
    a_comment(review, "Iris Vale", "The first word.")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Reply: Iris Vale").click()
    write(page, "The second word.")
    expect(page.locator(".replies #comment-2")).to_contain_text("The second word.")
    assert Comment.objects.get(seq=2).parent.seq == 1


def test_a_reader_quotes_a_comment(page, review):
    a_comment(review, "Iris Vale", "The first word.\n\n||The end.||")
    page.goto(review.get_absolute_url())
    page.get_by_role("link", name="Quote: Iris Vale").click()
    assert page.get_by_label("Comment", exact=True).input_value().startswith("> The first word.\n")
    write(page, page.get_by_label("Comment", exact=True).input_value() + "\n\nSo it is.")
    expect(article(page, 2).locator("blockquote")).to_contain_text("The first word.")


MARK = (
    "text => getSelection().selectAllChildren("
    "document.evaluate(text, document, null, 9).singleNodeValue)"
)


def test_marked_words_are_quoted(open_page, review):
    page = open_page(javascript=True)
    a_comment(review, "Iris Vale", "The first word.\n\nThe second word.")
    page.goto(review.get_absolute_url())
    page.evaluate(MARK, "//*[@id='comment-1']//p[.='The second word.']")
    page.get_by_role("link", name="Quote: Iris Vale").click()
    assert page.get_by_label("Comment", exact=True).input_value().strip() == "> The second word."


@pytest.mark.parametrize("marked", ["p[.='The end.']", "div[contains(@class, 'body')]"])
def test_marked_words_of_an_opened_spoiler_stay_hidden(open_page, review, marked):
    page = open_page(javascript=True)
    a_comment(review, "Iris Vale", "The first word.\n\n||The end.||")
    page.goto(review.get_absolute_url())
    page.get_by_text("Show", exact=True).click()
    page.evaluate(MARK, f"//*[@id='comment-1']//{marked}")
    page.get_by_role("link", name="Quote: Iris Vale").click()
    page.wait_for_url("**quote**")
    assert "> ||The end.||" in page.get_by_label("Comment", exact=True).input_value()


def test_a_guest_likes_and_takes_it_back(page, review):
    a_comment(review, "Iris Vale")
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Like: Iris Vale").click()
    expect(article(page, 1)).to_contain_text("Liked by 1 guest")
    again = page.get_by_role("button", name="Unlike: Iris Vale")
    if again.count():
        again.click()
    else:
        page.get_by_role("button", name="Like: Iris Vale").click()
        page.get_by_role("button", name="Unlike").click()
    expect(article(page, 1)).not_to_contain_text("Liked by 1 guest")
    assert Comment.objects.get().guest_likes == 0


def test_a_member_likes_and_takes_it_back(page, review, sign_in):
    a_comment(review, "Iris Vale")
    sign_in(page, a_user("remy"))
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Like: Iris Vale").click()
    expect(article(page, 1)).to_contain_text("Liked by 1 person")
    page.reload()
    page.get_by_role("button", name="Unlike: Iris Vale").click()
    expect(article(page, 1)).not_to_contain_text("Liked by 1 person")
    assert Comment.objects.get().member_likes == 0


def test_a_writer_changes_then_deletes_their_words(page, review):
    page.goto(review.get_absolute_url())
    write(page, "First thoughts.")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Comment", exact=True).fill("Second thoughts.")
    page.get_by_role("button", name="Save").click()
    expect(article(page, 1)).to_contain_text("Second thoughts.")
    expect(article(page, 1)).to_contain_text("edited")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No comments yet")).to_be_visible()


def test_a_spoiler_is_closed_until_opened(page, review):
    a_comment(review, body="She stays. ||He drowns.||")
    a_comment(review, body="The sea wins.", is_spoiler=True)
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("He drowns.")).to_be_hidden()
    expect(page.get_by_text("The sea wins.")).to_be_hidden()
    page.get_by_text("Show", exact=True).click()
    page.get_by_text("Show comment").click()
    expect(page.get_by_text("He drowns.")).to_be_visible()
    expect(page.get_by_text("The sea wins.")).to_be_visible()
    expect(page.get_by_text("Show")).to_have_count(2)
    for shown in page.get_by_text("Show").all():
        expect(shown).to_be_hidden()
    page.get_by_text("Hide comment").click()
    expect(page.get_by_text("The sea wins.")).to_be_hidden()


def test_the_best_come_first_when_asked(page, review):
    a_comment(review, body="Plain.")
    likes.like(a_comment(review, body="Liked."), a_user("iris"))
    page.goto(review.get_absolute_url())
    expect(page.locator("article .body").first).to_contain_text("Plain.")
    page.get_by_role("link", name="Best").click()
    expect(page.locator("article .body").first).to_contain_text("Liked.")


def test_a_permalink_deep_in_a_thread_shows_the_comment_in_view(page, review):
    first = a_comment(review)
    for _ in range(210):
        last = a_comment(review, parent=first)
    page.goto(f"{review.get_absolute_url()}comments/{last.seq}/")
    expect(article(page, last.seq)).to_be_in_viewport()
    expect(article(page, 1)).to_be_attached()


def test_a_reader_follows_the_rest_of_a_long_branch_and_comes_back(page, review):
    first, _second = a_comment(review, "Iris Vale"), a_comment(review, "Tom Grump")
    last = [a_comment(review, parent=first) for _ in range(203)][-1]
    page.goto(review.get_absolute_url())
    expect(article(page, 2)).to_be_attached()
    page.get_by_role("link", name="More replies: Iris Vale").click()
    expect(article(page, 1)).to_be_in_viewport()
    expect(article(page, last.seq)).to_be_attached()
    page.get_by_role("link", name="Back to all comments").click()
    expect(article(page, 2)).to_be_attached()


def test_a_stored_payload_never_runs(page, review):
    refused = []
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and refused.append(message.text),
    )
    page.on("dialog", lambda dialog: refused.append(dialog.message))
    payload = (
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ||<svg onload=alert(1)>|| "
        "\"'><script>alert(1)</script>"
    )
    a_comment(review, "<script>alert(1)</script>", payload, website="javascript:alert(1)")
    page.goto(review.get_absolute_url())
    page.get_by_text("Show", exact=True).click()
    inside = "#comments article :is(script, img, svg), a[href^=javascript]"
    expect(page.locator(inside)).to_have_count(0)
    assert refused == []
