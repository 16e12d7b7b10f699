"""A named limit: so many in a window, for each key, counted by all workers together."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

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


def test_parts_of_a_key_do_not_run_together():
    assert [LIKES.add(*key) for key in (("ab", "c"), ("a", "bc"), ("abc",))] == [1, 1, 1]


def test_refused_ones_count_too():
    assert [LIKES.add("dora") for _number in range(5)] == [1, 2, 3, 4, 5]


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


def test_later_ones_do_not_lengthen_the_window(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    LIKES.add("dora")
    time_machine.shift(timedelta(seconds=599))
    assert LIKES.add("dora") == 2
    time_machine.shift(timedelta(seconds=2))
    assert LIKES.add("dora") == 1


def test_to_count_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        LIKES.add("dora")


@given(st.text(max_size=20))
def test_a_key_holds_nothing_that_its_sender_chose(text):
    key = limiter.hash_key("likes", text * 1_000)
    assert len(key) == 64 and set(key) <= set("0123456789abcdef")


def test_a_lone_surrogate_is_a_key_too():
    assert LIKES.add("\ud800") == 1


def of_seconds(seconds):
    return Policy("likes", 3, timedelta(seconds=seconds))


def test_a_flood_of_senders_fills_no_disk(monkeypatch):
    monkeypatch.setattr(limiter, "MAX_ROWS", 10)
    monkeypatch.setattr(limiter, "TRIM_EVERY", 5)
    for number in range(100):
        of_seconds(600 + number).add(number)
    assert RateLimitCount.objects.count() <= 15
    assert LIKES.add(99) == 2  # those that last longest stay


def test_the_expired_go_first(time_machine):
    time_machine.move_to(timezone.now())
    for number in range(5):
        of_seconds(10).add(number)
    LIKES.add("dora")
    time_machine.shift(timedelta(seconds=11))
    RateLimitCount.objects.trim(3)
    assert RateLimitCount.objects.count() == 1
    assert LIKES.add("dora") == 2


@pytest.mark.django_db(transaction=True)
def test_those_at_once_are_all_counted():
    numbers = at_once([lambda: [LIKES.add("dora") for _number in range(20)]] * 4)
    assert sorted(number for row in numbers for number in row) == list(range(1, 81))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_the_limit_is_allowed():
    assert sum(at_once([lambda: LIKES.allow("dora")] * 8)) == 3
