"""The first test: the builders build and the admin opens."""

import pytest

from tests.builders import a_review

pytestmark = pytest.mark.django_db


def test_it_works(client):
    assert a_review(headline="Time regained").slug == "time-regained"
    assert client.get("/admin/login/", follow=True).status_code == 200
