"""Hostile texts cost no more than honest ones."""

import pytest

from comments.spam.duplicates import bands, shingles
from comments.spam.parsed_text import MAX_PER_GROUP, normalize, parse
from tests.builders import count_calls

HOSTILE = {
    "one word": "a",
    "hyphens": "-",
    "dots": "a.",
    "dotted hyphens": "a-.",
    "links": "http://",
    "hosts": "a.com ",
    "wwws": "www.",
    "brackets": "[url=",
    "tags": "<a ",
    "ligatures": "\ufdfa",
    "invisible": "a\u200b",
    "japanese": "映画",
    "digits": "1 ",
    "words": "a b ",
}


def work_on(text):
    reading = parse(text, text[:80], "https://shop.example")
    for kinds in (reading.token_groups, reading.token_groups_around_links):
        assert len(kinds) == 4 and all(len(kind) <= MAX_PER_GROUP for kind in kinds)
    found = shingles(reading)
    return bands(found) if found else []


@pytest.mark.parametrize("sign", HOSTILE.values(), ids=HOSTILE)
def test_twice_a_hostile_text_is_twice_the_work(sign):
    half, whole = (count_calls(work_on, (sign * 10_000)[:length]) for length in (1_000, 2_000))
    assert whole <= 2.5 * half


@pytest.mark.parametrize("sign", HOSTILE.values(), ids=HOSTILE)
def test_what_is_beyond_the_limit_is_not_looked_at(sign):
    assert len(normalize(sign * 50_000)) <= 18 * 10_000  # NFKC makes at most 18 signs of one


def test_numbers_of_a_band_fit_the_column():
    assert all(
        0 <= number < 2**31
        for number in work_on("Some words of a text that is long enough to be compared.")
    )
