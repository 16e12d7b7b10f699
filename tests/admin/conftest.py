"""The people at the desk, each with a browser that is logged in."""

import pytest
from django.test import Client

from . import people


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return browser(people.an_editor())


@pytest.fixture
def critic(db):
    return browser(people.a_critic_user())


@pytest.fixture
def moderator(db):
    return browser(people.a_moderator())
