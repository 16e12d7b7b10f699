"""Letters about log-ins are in the box before the answer is read."""

import pytest

from filmsite.members import post


@pytest.fixture(autouse=True)
def letters_at_once(monkeypatch):
    monkeypatch.setattr(post, "send_soon", post.send)
