"""The whole life of a thread in any order, against a plain model: counts, paths and visibility
always agree.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import ThreadLife

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def no_limits(monkeypatch):
    """The spam rules would see copies in these texts, and the limit a flood."""
    monkeypatch.setattr("comments.spam.rules.RULES", ())
    monkeypatch.setattr("core.limiter.Policy.is_reached", lambda policy, *key: False)


def test_a_thread_agrees_with_a_plain_model(no_limits):
    run_state_machine_as_test(
        ThreadLife,
        settings=settings(
            max_examples=80,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
