"""What nobody can choose on the desk, but anybody can send."""

import pytest

from reviews.models import Review
from tests.builders import a_publication, a_review, an_admin

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ODD = ["x", "\x00", "1\x00", "9" * 40, "-1", "１"]


@pytest.fixture
def ada(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize("key", ODD)
@pytest.mark.parametrize(
    "field", ["publication", "lead_image", "release", "series", "mentions", "tags"]
)
def test_an_autocomplete_refuses_what_is_no_key(ada, field, key):
    a_publication()
    response = ada.post("/admin/reviews/review/add/", {"headline": "Kept words", field: key})
    assert response.status_code == 200
    assert "Kept words" in response.content.decode()
    assert not Review.objects.exists()


@pytest.mark.parametrize("key", ODD)
@pytest.mark.parametrize("path", ["reviews/review", "films/film", "comments/comment"])
def test_an_action_on_what_is_no_key_does_nothing(ada, path, key):
    a_review()
    response = ada.post(
        f"/admin/{path}/", {"action": "approve", "_selected_action": key}, follow=True
    )
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["state__exact=%00", "q=%00", "status=%00", "p=%00"])
@pytest.mark.parametrize("path", ["comments/comment", "reviews/review", "films/film"])
def test_a_list_answers_nul(ada, path, query):
    assert ada.get(f"/admin/{path}/?{query}", follow=True).status_code == 200
