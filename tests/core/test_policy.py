"""A named limit: so many in a window, for each key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import limiter
from core.limiter import Policy
from core.models import RateLimitCount
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db

LIKES = Policy("likes", 3, timedelta(minutes=10))


def test_it_works():
    assert [LIKES.allow("dora") for _number in range(5)] == [True, True, True, False, False]


def test_keys_are_counted_apart():
    assert [LIKES.add(key) for key in ("dora", "tom")] == [1, 1]


def test_policies_are_counted_apart():
    reports = Policy("reports", 3, timedelta(minutes=10))
    assert [policy.add("dora") for policy in (LIKES, reports)] == [1, 1]


def test_a_key_may_have_parts():
    assert [LIKES.add(*key) for key in (("a", "bc"), ("ab", "c"), ("a", "bc"))] == [1, 1, 2]


def test_refused_ones_count_too():
    assert [LIKES.add("dora") for _number in range(5)][-1] == 5


def test_asking_counts_nothing():
    assert [LIKES.count("dora"), LIKES.is_reached("dora"), LIKES.count("dora")] == [0, False, 0]
    assert not RateLimitCount.objects.exists()


def test_the_limit_is_reached_with_the_last_allowed():
    reached = [LIKES.is_reached("dora") for _number in range(4) if LIKES.add("dora")]
    assert reached == [False, False, True, True]


def test_a_window_ends(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert [LIKES.allow("dora") for _number in range(4)][-1] is False
    time_machine.shift(timedelta(minutes=10))
    assert (LIKES.count("dora"), LIKES.allow("dora")) == (0, True)


def test_callers_that_have_no_policy_yet_count_in_the_same_row():
    limiter.hit("likes", "dora", within=600)
    assert LIKES.count("dora") == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_the_limit_is_allowed():
    assert sum(at_once([lambda: LIKES.allow("dora")] * 8)) == 3
