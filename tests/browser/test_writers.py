"""A writer's pages in a browser: pending comments are edited and deleted; all is accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from comments.actions import moderate
from comments.actions.edit import edit
from comments.models import Comment, ModerationLog
from comments.notify import appeal_link
from mail import links
from mail.models import Recipient
from tests.builders import a_user
from tests.comments.builders import a_comment, a_pending_comment, a_review_with
from tests.mail.builders import a_follower, path_of

from .axe import EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINKS = " https://a.example https://b.example https://c.example"


SEND = """address => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  document.body.append(form);
  form.submit();
}"""


def write(page, text, button="Post comment"):
    page.get_by_label("Name").fill("Remy Adler")
    page.get_by_label("E-mail", exact=True).fill("remy@readers.example")
    page.get_by_label("Comment", exact=True).fill(text)
    press(page.get_by_role("button", name=button))


def press(button):
    """Go on when the page that it leads to is there; a click alone does not wait for that."""
    with button.page.expect_navigation():
        button.click()


def test_a_writer_changes_then_deletes_what_waits(page):
    review = a_review_with()
    page.goto(review.get_absolute_url())
    write(page, f"What to read.{LINKS}")
    held = page.locator("#held")
    held.get_by_role("link", name="Edit").click()
    page.get_by_label("Comment", exact=True).fill("What to watch.")
    page.get_by_role("button", name="Save").click()
    expect(held).to_contain_text("What to watch.")
    assert Comment.objects.get().status == "pending" and not Comment.objects.approved().exists()
    held.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No comments yet")).to_be_visible()
    expect(page.get_by_text("What to watch.")).to_have_count(0)
    assert Comment.objects.get().status == "withdrawn"


def test_every_page_of_a_writer_is_accessible(open_page):
    review, page = a_review_with(), open_page()
    a_comment(review, "Iris Vale", "The first word.\n\n> Somebody's.\n\n||The end.||")
    here = review.get_absolute_url()
    page.goto(here)
    write(page, "Mine.")
    page.goto(here)
    write(page, f"What to read.{LINKS}")
    assert_accessible(page, tags=EVERYTHING)
    waits = Comment.objects.pending().get()
    comments, own = f"{here}comments/", f"waiting/{waits.pk}/"
    for address in ("", "?reply=1&quote=1", "2/edit/", "2/delete/", f"{own}edit/", f"{own}delete/"):
        assert_accessible(page, comments + address, tags=EVERYTHING)
    for address in (
        "",
        "1/like/",
        "1/like/",
        "2/like/",
    ):  # an empty form, a second like, a like of one's own
        send_empty(page, comments + address)
        assert_accessible(page, tags=EVERYTHING)
    page.goto(comments)
    write(page, "A *preview*.", "Preview")
    assert_accessible(page, tags=EVERYTHING)


def send_empty(page, address):
    """As the button does where no script listens."""
    with page.expect_navigation():
        page.evaluate(SEND, address)


def test_every_page_behind_a_letter_is_accessible(open_page):
    review, page = a_review_with(confirm_guests=True), open_page()
    a_pending_comment(review, status="unconfirmed")
    moderate.reject(a_pending_comment(review, "Tom Grump"), a_user("mark"), "Rude.")
    a_follower(review.discussion)
    remy = Recipient.objects.get_or_create_at("remy@readers.example")
    appeal = appeal_link(ModerationLog.objects.get())
    for link in (
        links.confirm_url(remy),
        links.preferences_url(remy),
        links.unsubscribe_url(remy, "all"),
        appeal,
    ):
        assert_accessible(page, path_of(link), tags=EVERYTHING)
    page.get_by_label("Why was it wrong?").fill("It was not rude.")
    press(page.get_by_role("button", name="Send the appeal"))
    assert_accessible(page, tags=EVERYTHING)
    assert_accessible(page, f"{review.get_absolute_url()}comments/follow/", tags=EVERYTHING)


def test_every_page_of_a_moderator_is_accessible(open_admin):
    review, page = a_review_with(), open_admin()
    rows = [a_pending_comment(review, body=f"Thought number {number}.") for number in range(3)]
    comment = a_comment(review)
    queue = reverse("admin:comments_queue")
    page.goto(queue)
    press(page.locator("#bulk").get_by_role("button", name="Spam"))
    assert_accessible(page, tags=EVERYTHING)
    for box in page.locator(".queue-card").get_by_role("checkbox", name="Select the comment").all():
        box.check()
    press(page.locator("#bulk").get_by_role("button", name="Spam"))
    assert_accessible(page, tags=EVERYTHING)
    page.goto(queue)
    edit(rows[0], "Second thoughts.")
    press(page.locator(".queue-card").first.get_by_role("button", name="Approve"))
    assert_accessible(page, tags=EVERYTHING)
    assert_accessible(page, f"{queue}?comment={comment.pk}", tags=EVERYTHING)
