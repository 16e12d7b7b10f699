"""Keys of documents, by which the index gives the newest first."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine import Terms, engine
from search.models import BEGINNING, KEY_BITS, Document, document_key
from search.sources import numbers_of, source_of

DATES = st.datetimes(datetime(1870, 1, 1), datetime(2800, 1, 1), timezones=st.just(UTC))
OBJECTS, NUMBERS = st.integers(1, 2**28 - 1), st.integers(1, 15)


@given(DATES, OBJECTS, NUMBERS, st.booleans())
def test_keys_are_near_enough_for_fts5(date, object_id, number, is_apart):
    key = document_key(date, object_id, -number if is_apart else number)
    assert -(2**KEY_BITS) <= key < 2**KEY_BITS and (key < 0) == is_apart
    assert key & 15 == number


@given(DATES, DATES, OBJECTS, OBJECTS)
def test_what_is_hours_younger_comes_first(one, other, object_id, other_id):
    if one - other >= timedelta(hours=1):
        assert document_key(one, object_id, 1) > document_key(other, other_id, 15)


def documents(kind, number, random):
    """Of all decades, with a word that all have and one that few have."""
    for object_id in range(1, number + 1):
        date = BEGINNING + timedelta(minutes=random.randrange(130 * 525_600))
        yield Document(
            id=document_key(date, object_id, source_of(kind).number),
            kind=kind,
            object_id=object_id,
            facets="",
            title=f"rare{object_id % 20}",
            names="",
            summary="",
            body="and the of " * random.randint(1, 40),
        )


@pytest.mark.django_db
def test_a_rare_word_beside_a_common_one_finds_all():
    """In lists as long as those of thousands of documents."""
    random, kinds = Random(7), ("film", "review", "comment")  # noqa: S311 (no secret)
    for kind in kinds:
        engine().write(list(documents(kind, 1200, random)))
    for kind in kinds:
        for number in range(20):
            terms = Terms(numbers_of(kind), (("and",), (f"rare{number}",)))
            found = [row.key for row in engine().newest(terms, 5000)]
            assert len(found) == 60 and found == sorted(found, reverse=True)
