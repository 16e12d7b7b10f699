"""A form with a stale token or session comes back with its text and a fresh token."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from reviews.models import Review
from tests.admin.people import filled
from tests.builders import a_review, a_user, an_admin
from tests.comments.builders import a_review_with, words

pytestmark = pytest.mark.django_db
TEXT = "Three hours of <b>work</b>, and & all."


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def fields_of(answer):
    """What the page's form would send, with what stands in its textareas."""
    html = answer.content.decode()
    form = html[html.index("<form") : html.index("</form>")]
    unescape = __import__("html").unescape
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(
        r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL
    ):
        found.setdefault(name, []).append(unescape(value))
    return found


def draft_of(client, review, **changes):
    address = reverse("admin:reviews_review_change", args=[review.pk])
    return address, filled(client.get(address), **changes)


def test_an_editors_stale_token_costs_one_more_press(browser):
    browser.force_login(an_admin())
    review = a_review("First", published=False)
    address, data = draft_of(browser, review, headline="New & long", standfirst=TEXT)
    answer = browser.post(address, data | {"csrfmiddlewaretoken": "stale", "_save": "Save"})
    assert answer.status_code == 403 and "no-store" in answer.headers["Cache-Control"]
    assert browser.post(address, fields_of(answer)).status_code == 302
    review.refresh_from_db()
    assert (review.headline, review.standfirst) == ("New & long", TEXT)


def test_a_session_that_ended_costs_a_sign_in(browser):
    ada = an_admin()
    browser.force_login(ada)
    review = a_review("First", published=False)
    address, data = draft_of(browser, review, standfirst=TEXT)
    token = {"csrfmiddlewaretoken": browser.cookies["csrf"].value}
    del browser.cookies["session"]
    answer = browser.post(address, data | token)
    assert answer.status_code == 403 and "You are signed out" in answer.content.decode()
    browser.force_login(ada)
    again = browser.post(address, fields_of(answer))
    again = browser.post(address, fields_of(again)) if again.status_code == 403 else again
    review.refresh_from_db()
    assert again.status_code == 302 and review.standfirst == TEXT


def test_a_press_without_text_leads_to_the_sign_in(client):
    answer = client.post(
        "/admin/reviews/review/", {"action": "publish_now", "_selected_action": "1"}
    )
    assert answer.status_code == 302 and "/admin/login/" in answer.headers["Location"]


def test_a_guest_who_signed_in_elsewhere_sends_again(browser):
    review, remy = a_review_with(), a_user("remy", first_name="Remy", last_name="Adler")
    browser.force_login(remy)
    address = reverse("comments:write", args=[review.slug])
    answer = browser.post(address, words(TEXT))
    assert answer.status_code == 403 and TEXT in fields_of(answer)["body"]
    assert browser.post(address, fields_of(answer)).status_code == 303
    assert Comment.objects.get().body == TEXT


def test_another_sites_form_gets_no_button(browser):
    browser.force_login(an_admin())
    review = a_review("First", published=False)
    address, data = draft_of(browser, review, standfirst=TEXT)
    answer = browser.post(
        address, data, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403 and b'method="post"' not in answer.content
    assert Review.objects.get().standfirst == ""


def test_no_password_comes_back(browser):
    data = {"login": "ada", "password": "plum anvil tundra", "csrfmiddlewaretoken": "stale"}
    answer = browser.post("/account/login/", data)
    assert (
        answer.status_code == 403
        and b"plum anvil" not in answer.content
        and b'method="post"' not in answer.content
    )


def test_no_token_comes_back(browser):
    browser.force_login(an_admin())
    review = a_review("First", published=False)
    address, data = draft_of(browser, review)
    answer = browser.post(address, data | {"csrfmiddlewaretoken": "a-stale-token-of-old"})
    assert b"a-stale-token-of-old" not in answer.content
