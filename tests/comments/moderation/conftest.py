"""Mona the moderator, logged in."""

import pytest

from tests.comments.builders import a_moderator


@pytest.fixture
def mona(client):
    user = a_moderator()
    client.force_login(user)
    return user
