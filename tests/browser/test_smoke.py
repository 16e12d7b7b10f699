"""The site opens in a browser and asks no other host for anything."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.builders import a_review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_review_opens_from_the_front_page(page, live_server):
    review = a_review(headline="Time regained")
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto("/")
    page.get_by_role("link", name="Time regained").first.click()
    expect(page).to_have_url(f"{live_server.url}{review.get_absolute_url()}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Time regained")
    assert hosts == {urlsplit(live_server.url).netloc}
