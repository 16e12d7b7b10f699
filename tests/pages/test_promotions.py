"""Promotions: banners of the house with a start, an end and a weight, and where they lead."""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.models import Promotion
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_publication, a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_banner, a_promotion, moments_from_now

pytestmark = pytest.mark.django_db
FRONT, AFTER, FOOT = "front", "after_review", "foot"


def page(client, path="/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def banners_of(text):
    return re.findall(r'<aside class="promotion".*?</aside>', text, re.DOTALL)


def test_it_is_marked_and_leads_to_an_address_of_ours(client):
    promotion = a_promotion("Anti Noise Pollution", picture=a_banner(credit="Photo: Noor"))
    (banner,) = banners_of(page(client))
    assert ">Promotion</p>" in banner and "Anti Noise Pollution" in banner
    assert 'alt="Ears in a quiet street"' in banner and "Photo: Noor" in banner
    assert 'width="1456" height="360"' in banner and "-640.webp 640w" in banner
    assert f'<a href="/promotions/{promotion.pk}/" rel="nofollow">' in banner


def test_a_picture_alone_is_read_out_by_its_alternative_text(client):
    a_promotion("", picture=a_banner("Anti Noise Pollution: a quiet week"))
    (banner,) = banners_of(page(client))
    assert 'alt="Anti Noise Pollution: a quiet week"' in banner and "<span" not in banner


def test_without_one_a_page_has_no_trace_of_it(client):
    for path in ("/", a_review().get_absolute_url()):
        assert "promotion" not in page(client, path)


def test_the_places_of_a_page(client):
    review = a_review()
    for place in (FRONT, AFTER, FOOT):
        a_promotion(f"Stands at {place}", place=place)
    for path, places in (
        ("/", [FRONT, FOOT]),
        (review.get_absolute_url(), [AFTER, FOOT]),
        ("/films/", [FOOT]),
    ):
        text = page(client, path)
        shown = [text.index(f"Stands at {place}") for place in places]
        assert shown == sorted(shown) and len(banners_of(text)) == len(places)
        assert text.index("</main>") < shown[-1]


def test_one_of_a_publication_is_on_its_pages_alone(client):
    lantern, other = a_publication("The Lantern"), a_publication("The Beam")
    review, elsewhere = a_review(publication=lantern), a_review(publication=other)
    for place in (AFTER, FOOT):
        a_promotion(f"Only at {place}", publication=lantern, place=place)
    assert len(banners_of(page(client, review.get_absolute_url()))) == 2
    assert len(banners_of(page(client, lantern.get_absolute_url()))) == 1
    for path in (elsewhere.get_absolute_url(), other.get_absolute_url(), "/", "/films/"):
        assert not banners_of(page(client, path))


@pytest.mark.parametrize(
    "when",
    [{"starts_at": 1}, {"starts_at": -2, "ends_at": -1}, {}],
    ids=["planned", "ended", "draft"],
)
def test_readers_see_none_that_is_not_running(client, when):
    a_promotion("Not now", **({"starts_at": None} | moments_from_now(**when)))
    assert "Not now" not in page(client)


def test_it_comes_and_goes_at_its_minute_from_kept_pages(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    review = a_review()
    for place in (FRONT, AFTER, FOOT):
        a_promotion("For an hour", place=place, **moments_from_now(starts_at=1, ends_at=2))
    site, paths = KeptSite(), ("/", review.get_absolute_url(), "/films/")
    for hours, is_there in ((0.99, False), (0.02, True), (0.97, True), (0.03, False)):
        time_machine.shift(hours * 3600)
        for path in paths:
            assert (b"For an hour" in site.get(path)[2]) == is_there, (hours, path)
            assert site.kept(path)


def test_a_change_shows_at_once_and_a_draft_leaves_pages_kept():
    promotion, site = a_promotion("Before"), KeptSite()
    assert b"Before" in site.get("/")[2]
    promotion.text = "After"
    promotion.save()
    assert b"After" in site.get("/")[2]
    made = site.made
    a_promotion("Not yet", starts_at=None)
    site.get("/")
    assert site.made == made
    promotion.delete()
    assert b"After" not in site.get("/")[2]


def test_another_alternative_text_of_its_picture_shows_at_once():
    banner = a_banner("Before")
    a_promotion("", picture=banner)
    site = KeptSite()
    assert b'alt="Before"' in site.get("/")[2]
    banner.alt = "After"
    banner.save()
    assert b'alt="After"' in site.get("/")[2]


# Which of several


def test_one_at_a_time_the_same_for_everybody_within_an_hour(client, time_machine):
    time_machine.move_to("2026-11-30T10:05Z", tick=False)
    a_promotion("One"), a_promotion("Two")
    first = banners_of(page(client))
    assert len(first) == 1
    time_machine.move_to("2026-11-30T10:59Z", tick=False)
    assert banners_of(page(client)) == first


def test_kept_pages_take_turns_by_the_hour(time_machine):
    time_machine.move_to("2026-11-30T00:30Z", tick=False)
    a_promotion("One"), a_promotion("Two")
    site, seen = KeptSite(), set()
    for _hour in range(24):
        text = site.get("/")[2].decode()
        assert text == site.anew("/").decode()
        seen.add(re.search("One|Two", banners_of(text)[0])[0])
        time_machine.shift(3600)
    assert seen == {"One", "Two"}


def test_one_alone_ends_no_kept_page_by_the_hour(time_machine):
    time_machine.move_to("2026-11-30T00:50Z", tick=False)
    a_promotion("Alone")
    site = KeptSite()
    site.get("/")
    time_machine.shift(20 * 60)
    assert site.kept("/")


def test_each_is_shown_as_often_as_its_weight_says():
    heavy, light = a_promotion(weight=3), a_promotion(weight=1)
    drawn = Counter(min((heavy, light), key=lambda row: row.lot(n)).pk for n in range(4000))
    assert 2850 < drawn[heavy.pk] < 3150


def test_one_more_changes_only_the_pages_that_show_it():
    rows = [a_promotion(weight=n) for n in (1, 2, 3)]

    def shown(rows):
        return [min(rows, key=lambda row: row.lot(page)) for page in range(500)]

    more = a_promotion(weight=2)
    for before, after in zip(shown(rows), shown([*rows, more]), strict=True):
        assert after in {before, more}


def test_more_of_them_cost_no_more_queries(client, django_assert_max_num_queries):
    for number in range(12):
        a_promotion(place=(FRONT, FOOT)[number % 2], picture=a_banner(digest=f"{number:x}"))
    page(client)
    with django_assert_max_num_queries(22):
        page(client)


def test_they_are_asked_for_once_for_all_kept_pages():
    a_promotion(place=FOOT)
    site = KeptSite()
    site.get("/about/")
    with CaptureQueriesContext(connection) as queries:
        assert banners_of(site.get("/films/")[2].decode())
    assert not [query for query in queries if "pages_promotion" in query["sql"]]


# Where they lead


def test_the_address_leads_on_and_nobody_keeps_it(client):
    promotion = a_promotion(link_url="https://quiet.example/week?a=1&b=2")
    answer = client.get(f"/promotions/{promotion.pk}/")
    assert (answer.status_code, answer.url) == (302, "https://quiet.example/week?a=1&b=2")
    assert "no-store" in answer.headers["Cache-Control"] and not answer.cookies


def test_a_request_can_name_no_other_address(client):
    promotion = a_promotion(link_url="/films/")
    for query in ("?next=//evil.example/", "?url=https://evil.example/", "?//evil.example/"):
        assert client.get(f"/promotions/{promotion.pk}/{query}").url == "/films/"


def test_one_that_ended_still_leads_on(client):
    promotion = a_promotion(**moments_from_now(starts_at=-2, ends_at=-1))
    assert client.get(f"/promotions/{promotion.pk}/").status_code == 302


@pytest.mark.parametrize("when", [{"starts_at": 1}, {}], ids=["planned", "draft"])
def test_one_that_has_not_begun_leads_nowhere(client, when):
    promotion = a_promotion(**({"starts_at": None} | moments_from_now(**when)))
    assert client.get(f"/promotions/{promotion.pk}/").status_code == 404


def test_it_leads_on_from_its_first_moment(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    path, site = f"/promotions/{a_promotion(**moments_from_now(starts_at=0.01)).pk}/", KeptSite()
    assert site.get(path)[0].startswith("404")
    time_machine.shift(37)
    assert site.get(path)[0].startswith("302")


@pytest.mark.parametrize("pk", ["0", "999", "99999999999999999999999"])
def test_no_promotion_leads_nowhere(client, pk):
    assert client.get(f"/promotions/{pk}/").status_code == 404


def test_what_runs_is_no_address(client):
    """`loaddata` goes past the forms; the database takes it for a path."""
    promotion = a_promotion(link_url="/\\evil.example/")
    assert client.get(f"/promotions/{promotion.pk}/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "<script>alert(1)</script>"},
        {"text": "w" * 200, "link_url": "/" + "a" * 499},
        {"text": "أسبوع بلا ضجيج"},
        {"text": "\u200b"},
        {"text": "A", "link_url": 'https://quiet.example/"><script>alert(1)</script>'},
    ],
    ids=["markup", "long", "right-to-left", "invisible", "script-address"],
)
def test_odd_values_leave_the_page_whole(client, fields):
    a_promotion(**fields)
    text = page(client)
    assert "<script>alert" not in text and "</html>" in text and len(banners_of(text)) == 1


# In the admin


def test_an_editor_sets_one_up(client):
    client.force_login(an_editor())
    address = reverse("admin:pages_promotion_add")
    typed = {
        "name": "Noise",
        "picture": a_banner().pk,
        "link_url": "https://quiet.example/",
        "starts_at": "2026-01-01T00:00",
    }
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    assert Promotion.objects.get().state == "running"
    assert len(banners_of(page(client))) == 1


def test_a_link_may_lead_to_a_page_of_the_site(client, settings):
    settings.SITE_URL = "https://films.example"
    client.force_login(an_editor())
    promotion = a_promotion()
    address = reverse("admin:pages_promotion_change", args=[promotion.pk])
    form = filled(client.get(address), link_url=f"{settings.SITE_URL}/pages/quiet/")
    assert client.post(address, form).status_code == 302
    assert client.get(f"/promotions/{promotion.pk}/").url == "/pages/quiet/"


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "\u200b\u2800"},
        {"link_url": "javascript:alert(1)"},
        {"link_url": "http://quiet.example/"},
        {"link_url": ""},
        {"weight": 101},
    ],
)
def test_what_makes_no_promotion_is_refused(client, typed):
    client.force_login(an_editor())
    address = reverse("admin:pages_promotion_change", args=[a_promotion().pk])
    assert errors_of(client.post(address, filled(client.get(address), **typed)))


def test_the_list_finds_them_by_state_and_words(client):
    client.force_login(an_editor())
    a_promotion("Noise", name="The quiet week"), a_promotion(name="Bicycles", starts_at=None)
    address = reverse("admin:pages_promotion_changelist")
    text = client.get(address, {"state": "running", "q": "noise"}).content.decode()
    assert "The quiet week" in text and "Bicycles" not in text


@pytest.mark.parametrize("address", ["/promotions/7/", "/promotions/"])
def test_one_that_leads_to_what_counts_is_refused(client, address):
    promotion = a_promotion("A quiet week")
    client.force_login(an_editor())
    form = reverse("admin:pages_promotion_change", args=[promotion.pk])
    answer = client.post(form, filled(client.get(form), link_url=address))
    assert "Enter the one where it leads in the end." in errors_of(answer)
