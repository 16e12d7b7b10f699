"""Counts that all workers share."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core import limiter
from core.models import RateLimitCount
from tests.comments.test_concurrency import at_once, shared_database  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


def test_hits_are_counted():
    assert [limiter.hit("likes", "dora", within=600) for _number in range(3)] == [1, 2, 3]


def test_senders_are_counted_apart():
    assert [limiter.hit("likes", name, within=600) for name in ("dora", "tom")] == [1, 1]


def test_limits_are_counted_apart():
    assert [limiter.hit(name, "dora", within=600) for name in ("likes", "reports")] == [1, 1]


def test_parts_of_a_name_do_not_run_together():
    assert [limiter.hit(*what, within=600) for what in (("ab", "c"), ("a", "bc"), ("abc",))] == [
        1,
        1,
        1,
    ]


def test_a_count_begins_again_after_its_time(time_machine):
    time_machine.move_to(timezone.now())
    limiter.hit("likes", "dora", within=600)
    limiter.hit("likes", "dora", within=600)
    time_machine.shift(timedelta(seconds=601))
    assert limiter.hit("likes", "dora", within=600) == 1


def test_later_hits_do_not_lengthen_the_time(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    limiter.hit("likes", "dora", within=600)
    time_machine.shift(timedelta(seconds=599))
    assert limiter.hit("likes", "dora", within=600) == 2
    time_machine.shift(timedelta(seconds=2))
    assert limiter.hit("likes", "dora", within=600) == 1


def test_what_counts_once_counts_once():
    assert [limiter.claim_once("altcha", "abc", within=60) for _number in range(2)] == [True, False]


def test_a_hit_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        limiter.hit("likes", "dora", within=600)


@given(st.text(max_size=20))
def test_a_key_holds_nothing_that_its_sender_chose(text):
    key = limiter.hash_key("likes", text * 1_000)
    assert len(key) == 64 and set(key) <= set("0123456789abcdef")


def test_a_lone_surrogate_is_a_key_too():
    assert limiter.hit("likes", "\ud800", within=600) == 1


def test_a_flood_of_senders_fills_no_disk(monkeypatch):
    monkeypatch.setattr(limiter, "MAX_ROWS", 10)
    monkeypatch.setattr(limiter, "TRIM_EVERY", 5)
    for number in range(100):
        limiter.hit("likes", number, within=600 + number)
    assert RateLimitCount.objects.count() <= 15
    assert limiter.hit("likes", 99, within=600) == 2  # those that last longest stay


def test_the_expired_go_first(time_machine):
    time_machine.move_to(timezone.now())
    for number in range(5):
        limiter.hit("short", number, within=10)
    limiter.hit("long", "dora", within=600)
    time_machine.shift(timedelta(seconds=11))
    RateLimitCount.objects.trim(3)
    assert RateLimitCount.objects.count() == 1
    assert limiter.hit("long", "dora", within=600) == 2


@pytest.mark.django_db(transaction=True)
def test_hits_at_once_are_all_counted():
    numbers = at_once(
        [lambda: [limiter.hit("likes", "dora", within=600) for _number in range(20)]] * 4
    )
    assert sorted(number for row in numbers for number in row) == list(range(1, 81))
