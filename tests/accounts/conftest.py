"""A member and their browser."""

import pytest
from django.test import Client

from .builders import a_member


@pytest.fixture
def remy():
    return a_member()


@pytest.fixture
def browser(remy):
    client = Client()
    client.force_login(remy)
    return client
