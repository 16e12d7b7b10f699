"""An error says what to do, in every form of the site."""

import pytest

from tests.builders import an_admin
from tests.comments.builders import a_comment, a_review_with, post

pytestmark = pytest.mark.django_db
WHAT_IS_WRONG = ("This field is required", "Ensure this value")


def told(response):
    page = response.content.decode()
    assert not any(words in page for words in WHAT_IS_WRONG)
    return page


def test_a_comment_without_a_name_and_without_words(client):
    page = told(post(client, a_review_with(), name="", body=""))
    assert page.count("Fill in this field.") >= 2


def test_a_name_that_is_too_long(client):
    page = told(post(client, a_review_with(), name="Remy " * 40))
    assert "Shorten this to 80 characters. It has 199." in page


def test_a_report_without_a_reason(client):
    comment = a_comment(a_review_with())
    response = client.post(f"{comment.get_absolute_url()}report/", {"words": "Hm."})
    assert "Choose one." in told(response)


def test_signing_in_without_an_address(client):
    assert "Fill in this field." in told(client.post("/account/login/code/", {}))


def test_a_tag_without_a_name_in_the_admin(client):
    client.force_login(an_admin())
    assert "Fill in this field." in told(client.post("/admin/reviews/tag/add/", {}))
