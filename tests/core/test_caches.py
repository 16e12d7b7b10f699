"""Caches that hold JSON, in the database and in the worker's memory."""

import pickle
from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.caches import LRU, DatabaseCache, WorkerCache, dumps, loads, size_of
from core.models import CachedValue

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=10,
)


@pytest.fixture(params=["default", "derived"])
def kept(request):
    return caches[request.param]


class Bomb:
    """Runs something where it is unpickled."""

    def __reduce__(self):
        return pytest.fail, ("a pickle was loaded",)


def test_a_value_comes_back(kept):
    kept.set("a", {"hits": [1.5, 2]})
    assert kept.get("a") == {"hits": [1.5, 2]}


def test_an_unknown_key_is_a_miss(kept):
    assert kept.get("a", "nothing") == "nothing" and not kept.has_key("a")


def test_a_value_ends(kept, time_machine):
    kept.set("a", 1, 60)
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert kept.get("a") is None


def test_the_first_to_add_wins(kept):
    assert [kept.add("a", number, 60) for number in (1, 2)] == [True, False]
    assert kept.get("a") == 1


def test_what_ended_can_be_added_again(kept, time_machine):
    kept.add("a", 1, 60)
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert kept.add("a", 2, 60) and kept.get("a") == 2


def test_what_is_kept_for_no_time_is_not_kept(kept):
    kept.set("a", 1, 0)
    assert kept.get("a") is None


def test_adding_what_cannot_be_kept_leaves_what_there_is(kept):
    kept.set("a", 1, 60)
    assert not kept.add("a", 2, 0) and not kept.add("a", "x" * 10_001, 60)
    assert kept.get("a") == 1


def test_a_value_can_be_kept_for_ever(kept, time_machine):
    kept.set("a", 1, None)
    time_machine.move_to(timezone.now() + timedelta(days=300))
    assert kept.get("a") == 1


def test_a_touch_lengthens_the_time(kept, time_machine):
    kept.set("a", 1, 60)
    assert kept.touch("a", 600) and not kept.touch("b", 600)
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert kept.get("a") == 1


def test_a_value_can_be_deleted(kept):
    kept.set("a", 1)
    assert kept.delete("a") and not kept.delete("a")
    assert kept.get("a") is None


def test_many_at_once(kept):
    kept.set_many({"a": 1, "b": 2})
    assert kept.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    kept.clear()
    assert kept.get_many(["a", "b"]) == {}


def test_a_long_or_odd_key_is_a_key(kept):
    kept.set("ä\x00 " * 50_000, 1)
    assert kept.get("ä\x00 " * 50_000) == 1


@pytest.mark.parametrize("value", [timezone.now(), Bomb(), {1, 2}])
def test_what_json_cannot_hold_is_refused(kept, value):
    with pytest.raises(TypeError):
        kept.set("a", value)


@given(JSON | st.binary())
def test_values_come_back_as_they_were(value):
    assert loads(dumps(value)) == value


def test_a_pickle_in_the_table_is_a_miss():
    cache.set("a", 1)
    CachedValue.objects.update(value=pickle.dumps(Bomb(), 0).decode())
    assert cache.get("a") is None


def test_the_table_holds_no_key():
    cache.set("dora@readers.example", 1)
    assert len(CachedValue.objects.get().key) == 64


def test_a_value_that_is_too_long_is_not_kept_in_the_table():
    cache.set("a", "old")
    cache.set("a", "x" * 10_001)
    assert cache.get("a") is None


def test_the_table_has_an_end(monkeypatch):
    monkeypatch.setattr(DatabaseCache, "MAX_ROWS", 10)
    monkeypatch.setattr(DatabaseCache, "TRIM_EVERY", 5)
    for number in range(50):
        cache.set(f"a{number}", number, 60 + number)
    assert CachedValue.objects.count() <= 15


def test_the_workers_memory_is_shared_by_its_threads():
    caches["derived"].set("a", 1)
    assert WorkerCache("", {}).get("a") == 1


@given(st.lists(st.tuples(st.text(max_size=300), st.binary(max_size=3_000)), max_size=60))
def test_memory_is_bounded_with_all_its_keys(rows):
    kept = LRU(20_000)
    for key, value in rows:
        kept.put(key, (value, None))
    assert kept.bytes == sum(size for _value, size in kept.rows.values()) <= 20_000
    assert sum(size_of(key) for key in kept.rows) <= 20_000


def test_long_keys_alone_fill_no_memory():
    kept = LRU(1_000_000)
    for number in range(1_000):
        kept.put(f"{number}" + "x" * 100_000, (b"1", None))
    assert sum(size_of(key) for key in kept.rows) <= 1_000_000


def test_what_is_within_counts_as_well():
    word = "x" * 1_000
    for value in ((word,), [word], {"a": [(word, word)]}):
        assert size_of(value) > 1_000


def test_the_least_recently_used_goes_first():
    kept = LRU(10_000)
    for name in "abcdefgh":
        kept.put(name, b"x" * 600)
    kept.get("a")
    for name in "ijklmn":
        kept.put(name, b"x" * 600)
    assert kept.get("a") and kept.get("b") is None


def test_rows_count_with_what_they_hold():
    assert size_of(CachedValue(key="a", value="x" * 50_000)) > 50_000


def test_one_value_does_not_push_all_others_out():
    kept = LRU(10_000)
    kept.put("a", b"1")
    kept.put("b", b"x" * 9_000)
    assert kept.get("a") == b"1" and kept.get("b") is None
