import pytest

from tests.admin.conftest import browser
from tests.admin.people import an_editor


@pytest.fixture
def editor(db):
    return browser(an_editor())
