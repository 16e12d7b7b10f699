"""Notices to readers: where they stand, for whom, until when."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.people import an_editor, filled
from tests.builders import a_publication, a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_notice, moments_from_now

pytestmark = pytest.mark.django_db
TOP, FOOT, AFTER = "top", "foot", "after_review"


def page(client, path="/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_stands_on_every_page_with_its_link_and_its_goal(client):
    review = a_review()
    a_notice(
        "We move, and ask for help.",
        link_label="Donate",
        link_url="https://give.example/",
        goal=9000,
        reached=6120,
        unit="crowns",
    )
    for path in ("/", "/films/", review.get_absolute_url()):
        text = page(client, path)
        assert text.count("We move, and ask for help.") == 1
        assert 'href="https://give.example/"\n  rel="noopener">Donate</a>' in text
        assert '<progress value="6120" max="9000"' in text
        assert "<b>6,120</b> of 9,000 <bdi>crowns</bdi>" in " ".join(text.split())


def test_without_one_a_page_has_no_trace_of_it(client):
    text = page(client, a_review().get_absolute_url())
    assert "site-notice" not in text and "notice.js" not in text


def test_the_places_of_a_page(client):
    review = a_review()
    for place in (TOP, FOOT, AFTER):
        a_notice(f"Stands at {place}", place=place)
    text = page(client, review.get_absolute_url())
    places = [text.index(f"Stands at {place}") for place in (TOP, AFTER, FOOT)]
    assert places == sorted(places)
    assert places[0] < text.index('class="masthead"') < text.index("</article>") < places[1]
    assert places[1] < text.index('id="comments"') < text.index("</main>") < places[2]
    assert "Stands at after_review" not in page(client)


def test_one_at_a_time_by_priority(client):
    a_notice("Second", priority=1), a_notice("First", priority=2), a_notice("Third")
    text = page(client)
    assert "First" in text and "Second" not in text and "Third" not in text


def test_of_the_same_priority_the_newest(client):
    a_notice("Older", **moments_from_now(starts_at=-5))
    a_notice("Newer", **moments_from_now(starts_at=-2))
    assert "Newer" in page(client) and "Older" not in page(client)


def test_one_of_a_publication_is_on_its_pages_alone(client):
    lantern, other = a_publication("The Lantern"), a_publication("The Beam")
    review, elsewhere = a_review(publication=lantern), a_review(publication=other)
    for place in (TOP, FOOT, AFTER):
        a_notice(f"Only at {place}", publication=lantern, place=place)
    for place in (TOP, FOOT, AFTER):
        assert f"Only at {place}" in page(client, review.get_absolute_url())
        assert f"Only at {place}" not in page(client, elsewhere.get_absolute_url())
        assert f"Only at {place}" not in page(client)
    assert "Only at top" in page(client, lantern.get_absolute_url())
    assert "Only at foot" in page(client, lantern.get_absolute_url())
    assert "Only at top" not in page(client, other.get_absolute_url())


@pytest.mark.parametrize(
    "when",
    [{"starts_at": 1}, {"starts_at": -2, "ends_at": -1}, {}],
    ids=["planned", "ended", "draft"],
)
def test_readers_see_none_that_is_not_running(client, when):
    a_notice("Not now", **({"starts_at": None} | moments_from_now(**when)))
    assert "Not now" not in page(client)


def test_it_comes_and_goes_at_its_minute_from_kept_pages(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    review = a_review()
    a_notice("For an hour", **moments_from_now(starts_at=1, ends_at=2))
    site, paths = KeptSite(), ("/", review.get_absolute_url(), "/films/")
    for hours, is_there in ((0.99, False), (0.02, True), (0.97, True), (0.03, False)):
        time_machine.shift(hours * 3600)
        for path in paths:
            assert (b"For an hour" in site.get(path)[2]) == is_there, (hours, path)
            assert site.kept(path)


def test_a_change_shows_at_once_and_a_draft_leaves_pages_kept():
    notice, site = a_notice("Before"), KeptSite()
    assert b"Before" in site.get("/")[2]
    notice.text = "After"
    notice.save()
    assert b"After" in site.get("/")[2]
    made = site.made
    a_notice("Not yet", starts_at=None)
    site.get("/")
    assert site.made == made
    notice.delete()
    assert b"After" not in site.get("/")[2]


def test_a_kept_notice_costs_a_page_no_query(django_assert_num_queries):
    a_notice("Help us.")
    site = KeptSite()
    site.get("/about/")
    with django_assert_num_queries(0):
        assert b"Help us." in site.cache.find(_key("/about/")).value.content


def _key(path):
    from filmsite.page_cache import key_of
    from tests.filmsite.kept_site import environ

    return key_of(environ(path))


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "<script>alert(1)</script>", "unit": "<b>"},
        {
            "text": "x" * 400,
            "link_label": "w" * 60,
            "link_url": "https://give.example/" + "a" * 170,
        },
        {"text": "ساعدونا على الانتقال", "unit": "دينار", "goal": 1, "reached": 2_000_000_000},
        {"text": "A", "link_label": "Go", "link_url": "javascript:alert(1)"},
        {"text": "A", "goal": 2_000_000_000, "reached": 0, "unit": ""},
    ],
    ids=["markup", "long", "right-to-left", "script-address", "no-unit"],
)
def test_odd_values_leave_the_page_whole(client, fields):
    a_notice(**fields)
    text = page(client)
    assert "<script>alert" not in text and "javascript:" not in text
    assert text.count("<aside") == text.count("</aside>") == 1 and "</html>" in text


def test_a_link_that_runs_is_refused(client):
    client.force_login(an_editor())
    notice = a_notice()
    address = reverse("admin:pages_notice_change", args=[notice.pk])
    typed = {"link_label": "Go", "link_url": "javascript:alert(1)"}
    answer = client.post(address, filled(client.get(address), **typed))
    assert "Enter a path of this site" in answer.content.decode()


def test_a_link_may_lead_to_a_page_of_the_site(client, settings):
    settings.SITE_URL = "https://films.example"
    client.force_login(an_editor())
    address = reverse("admin:pages_notice_change", args=[a_notice().pk])
    for typed in ("/pages/donate/", f"{settings.SITE_URL}/pages/donate/"):
        form = filled(client.get(address), link_label="Give", link_url=typed)
        assert client.post(address, form).status_code == 302
        assert 'href="/pages/donate/"' in page(client)


def test_the_button_is_there_for_a_script_alone(client):
    notice = a_notice()
    assert 'type="button" hidden>Dismiss</button>' in page(client)
    assert page(client).count("js/notice.js") == 1
    notice.is_dismissible = False
    notice.save()
    assert "Dismiss" not in page(client) and "js/notice.js" not in page(client)


def test_a_new_text_is_shown_to_who_dismissed_the_old_one(client):
    notice = a_notice("Help us move.")
    before = re.search('data-notice="([^"]+)"', page(client))[1]
    notice.text = "We moved. Help us to pay for it."
    notice.save()
    assert re.search('data-notice="([^"]+)"', page(client))[1] != before
