"""A stored payload never runs: before readers, moderators, programs for feeds and mail.

Nor where the policy is off.
"""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment, ModerationLog
from comments.notify import appeal_link
from comments.privacy.links import token_of
from mail import links
from mail.models import OutgoingEmail, Recipient
from mail.sending import build_message
from tests.builders import an_admin

from .hostile import PAYLOADS, a_hostile_site, add_work_for_moderators

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("change", "history")
LISTS = (
    "comment",
    "discussion",
    "moderationlog",
    "ban",
    "trustedauthor",
    "rejectionreason",
    "spamword",
)

# What would run, or lead to what runs, were the policy not there.
TRAPS = """() => [...document.querySelectorAll("*")].flatMap(node =>
  [...node.attributes].filter(({ name, value }) =>
    name.startsWith("on") || name === "srcdoc"
    || /^(href|src|action|formaction|data|xlink:href)$/.test(name)
      && /^\\W*(javascript|data|vbscript):/i.test(value)
    || /^(src|href)$/.test(name) && /evil\\.example/.test(value)
      && node.rel !== "nofollow ugc noopener"
  ).map(({ name, value }) => `${node.tagName} ${name}=${value}`))"""


@pytest.fixture
def watched(open_page):
    """Gives `watched(**options)`: a page whose `heard` are dialogs, errors and outside calls."""

    def open_watched(**options):
        page = open_page(**options)
        page.heard = []
        page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda said: said.type == "error" and page.heard.append(said.text))
        page.on("request", lambda request: "evil" in request.url and page.heard.append(request.url))
        return page

    return open_watched


def assert_nothing_runs(page, address=None):
    """Open what is closed as well, for a reader would."""
    if address:
        assert page.goto(address).status in {200, 403, 409}
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate(TRAPS) == [] and page.heard == [], address


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with-policy", "without-policy"])
def test_readers_are_safe(watched, bypass_csp):
    review = a_hostile_site()
    page = watched(bypass_csp=bypass_csp)
    here = review.get_absolute_url()
    for address in (
        here,
        f"{here}?order=best",
        "/",
        review.film.get_absolute_url(),
        "/comments/rules/",
    ):
        assert_nothing_runs(page, address)
    page.goto(here)
    assert page.locator("article.comment").count() == 1 + len(PAYLOADS)
    for comment in Comment.objects.filter(body__contains="script")[:3]:
        assert_nothing_runs(page, f"{here}comments/?reply={comment.seq}&quote=1")
        assert_nothing_runs(page, f"{here}comments/{comment.seq}/report/")


def test_writers_are_safe(watched, sign_in):
    """On the pages of what one wrote, waits for, was refused and may appeal against."""
    review = a_hostile_site()
    remy = add_work_for_moderators(review)
    page = watched()
    sign_in(page, remy)
    waits = Comment.objects.filter(status="pending", user=remy).first()
    here, ada = review.get_absolute_url(), Recipient.objects.get_or_create_at("ada@readers.example")
    unpublished = {"status": "unconfirmed", "is_shown": False, "unpublished_at": timezone.now()}
    Comment.objects.filter(email=ada.email).update(**unpublished)
    for address in (
        here,
        "/me/",
        f"{here}comments/waiting/{waits.pk}/edit/",
        f"{here}comments/waiting/{waits.pk}/delete/",
        f"{here}comments/follow/",
        "/comments/my-data/",
        f"/comments/my-data/of/{token_of(ada)}/",
        *(
            link.partition(":8000")[2]
            for link in (links.confirm_url(ada), links.preferences_url(ada))
        ),
        appeal_link(ModerationLog.objects.get(action="reject")).partition(":8000")[2],
    ):
        assert_nothing_runs(page, address)


def test_moderators_are_safe(watched, sign_in):
    review = a_hostile_site()
    add_work_for_moderators(review)
    page = watched()
    sign_in(page, an_admin())
    queue = reverse("admin:comments_queue")
    addresses = [queue, f"{queue}?tab=reported", f"{queue}?tab=appeals"]
    addresses += [reverse(f"admin:comments_{name}_changelist") for name in LISTS]
    for action in ("reject", "remove"):
        row = Comment.objects.filter(log__action=action).first()
        addresses += [reverse(f"admin:comments_comment_{kind}", args=[row.pk]) for kind in PAGES]
    for address in addresses:
        assert_nothing_runs(page, address)
    page.goto(queue)
    assert page.locator(".queue-card a[href*=evil]").count() == 0
    expect(page.locator(".queue-text").first).to_contain_text("hxxps://evil[.]example")
    for box in (
        page.locator(".queue-card").get_by_role("checkbox", name="Select the comment").all()[:2]
    ):
        box.check()
    page.locator("#bulk").get_by_role("button", name="Spam").click()
    page.wait_for_load_state()
    assert_nothing_runs(page)


def test_programs_for_feeds_and_mail_are_safe(watched, client):
    """What they print as a page of their own, where no policy of ours holds."""
    review = a_hostile_site()
    page = watched()
    feed = ET.fromstring(client.get(reverse("comments:feed", args=[review.slug])).content)
    contents = [entry.text for entry in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert len(contents) == 1 + len(PAYLOADS)
    emails = [
        build_message(email).alternatives[0].content
        for email in OutgoingEmail.objects.filter(kind="comment")
    ]
    assert len(emails) == len(PAYLOADS)
    page.goto("about:blank")
    for html in ["<hr>".join(contents), "<hr>".join(emails)]:
        page.set_content(html)
        assert_nothing_runs(page)
