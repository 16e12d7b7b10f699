import pytest

from . import sample_tasks


@pytest.fixture(autouse=True)
def done(monkeypatch):
    """What jobs did in this test; none of the site's own repeats meanwhile."""
    monkeypatch.setattr("jobs.base._repeating", {})
    sample_tasks.done.clear()
    return sample_tasks.done
