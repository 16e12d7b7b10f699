"""Which address a kept page answers to, with which status."""

from datetime import UTC, datetime

import pytest

from filmsite.cdn_headers import in_front
from filmsite.page_cache import read_query
from tests.audio.builders import a_recording
from tests.builders import a_film, a_review
from tests.screenings.builders import a_cinema, a_screening, a_town

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db


def test_an_address_that_is_written_otherwise_is_another():
    as_bytes = "q=\u00c3\u00a9"  # “é” in UTF-8, as WSGI hands it on
    assert read_query(as_bytes) == read_query("q=%C3%A9") == (("q", "é"),)
    assert read_query("q=%C3%83%C2%A9") == (("q", "Ã©"),)


def test_of_a_parameter_given_twice_the_last_counts():
    assert read_query("q=one&q=two") == (("q", "two"),)


def test_too_many_parameters_are_left_to_django(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    query = "&".join(f"a{number}=1" for number in range(11))
    assert read_query(query) is None
    assert KeptSite().get(f"/films/?{query}")[0].startswith("400")


@pytest.mark.parametrize("asked", ["*", "its own"])
def test_what_is_not_there_was_not_modified_by_no_condition(asked):
    site = KeptSite()
    etag = site.get("/nowhere/")[1].get("ETag", "*")
    status, *_rest = site.get("/nowhere/", HTTP_IF_NONE_MATCH="*" if asked == "*" else etag)
    assert status.startswith("404")


def test_robots_need_no_database(django_assert_num_queries):
    site = KeptSite()
    site.cache.changes.log = None  # to ask it would fail
    with django_assert_num_queries(0):
        assert site.get("/robots.txt")[0] == "200 OK"


@pytest.mark.parametrize("name", ["transcript_url", "chapters_url"])
def test_a_transcript_is_there_with_its_review(name):
    review = a_review(published=False)
    recording = a_recording(review, transcript="Good evening.", chapters="0:00 Sea")
    site = KeptSite()
    assert site.get(getattr(recording, name))[0].startswith("404")
    review.publish()
    assert site.get(getattr(recording, name))[0].startswith("200")


def test_a_day_of_a_town_is_today_from_midnight_on(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 22, tzinfo=UTC), tick=False)
    town, film = a_town("Aldmere"), a_film()
    a_screening(film, a_cinema(town=town), starts_at=datetime(2026, 12, 2, 20, tzinfo=UTC))
    site, path = KeptSite(), f"{town.get_absolute_url()}?from=2026-12-02"
    assert b"2 December" in site.get(path)[2]
    after = datetime(2026, 12, 2, 0, 5, tzinfo=UTC)
    time_machine.move_to(after, tick=False)
    site.cache.changes.heard_at = after.timestamp()  # the site was asked all the time
    assert site.get(path)[2] == site.anew(path)


def test_an_answer_that_says_nothing_is_private():
    """Such as a redirect to https, under the address of the page."""

    def application(environ, start_response):
        start_response("301 Moved Permanently", [("Location", "https://films.example/")])
        return []

    started = []
    in_front(application)({}, lambda *args: started.append(args))
    assert ("Cache-Control", "private, no-cache") in started[0][1]
