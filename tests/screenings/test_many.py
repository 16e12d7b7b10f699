"""Towns with more than a page holds: nothing is left out in silence."""

from datetime import UTC, datetime

import pytest

from screenings.models.screening import MOST, OF_TOWN
from tests.builders import a_film, a_publication, a_review

from .builders import a_cinema, a_screening, a_town, many_screenings
from .test_screenings import playing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


def test_a_busy_town_hides_no_other(client, cleo):
    lantern, quiet = a_publication("The Lantern"), a_town("Zell")
    quiet.publications.add(lantern)
    many_screenings(cleo, MOST + 10, a_cinema("Odeon Aldmere", a_town("Aldmere")))
    a_screening(cleo, a_cinema("Odeon Zell", quiet), hours=99, version="last of all")
    for path in (
        cleo.get_absolute_url(),
        a_review(film=cleo, publication=lantern).get_absolute_url(),
    ):
        said = playing(client, path)
        assert "last of all" in said and "is not showing" not in said
        assert "Odeon Aldmere" in said and said.count("There are more, later.") == 1


def test_a_town_says_when_the_page_holds_only_its_next(client, cleo):
    many_screenings(cleo, OF_TOWN)
    said = playing(client, cleo.get_absolute_url())
    assert said.count('<time datetime="2026-12-01T') == OF_TOWN and "more, later" not in said
    a_screening(cleo, hours=99)
    assert "There are more, later." in playing(client, cleo.get_absolute_url())


def test_the_publications_town_keeps_its_share_among_many(client, cleo):
    lantern, home = a_publication("The Lantern"), a_town("Zell")
    home.publications.add(lantern)
    many_screenings(cleo, 20, a_cinema("Odeon Zell", home), minutes=60)
    for number in range(30):
        many_screenings(cleo, 10, a_cinema(f"Odeon {number}", a_town(f"Town {number:02}")))
    said = playing(client, a_review(film=cleo, publication=lantern).get_absolute_url())
    first, _, others = said.partition("</details>")
    assert first.count("<time datetime") - first.count('class="day"') == 20
    assert others.count("<details") == 30


def test_towns_cost_no_queries(cleo, django_assert_num_queries):
    from screenings.playing import by_town

    for number in range(12):
        a_screening(cleo, a_cinema(f"Odeon {number}", a_town(f"Town {number}")))
    with django_assert_num_queries(1):
        towns, is_whole = by_town([cleo])
    assert len(towns) == 12 and is_whole
