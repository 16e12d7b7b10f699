"""Special reports: reviews under one heading for a time."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from films.models import Image
from pages.models import Package
from tests.admin.people import a_row, an_editor, filled
from tests.builders import a_publication, a_review, change_slug
from tests.filmsite.kept_site import KeptSite
from tests.sitemaps import sitemaps_text

from .builders import a_package, moments_from_now

pytestmark = pytest.mark.django_db
PATH = "/packages/holiday-guide/"


def page(client, path=PATH, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def headlines(text):
    found = re.findall(r'<h2 dir="auto"><a\s+href="/reviews/[^"]+">([^<]+)</a>', text)
    return [headline.strip() for headline in found]


@pytest.fixture
def reviews():
    return [a_review(f"Piece {number}") for number in range(3)]


def test_it_works(client, reviews):
    picture = Image.objects.create(file=f"images/{'a' * 32}-1920x804.webp", alt="A lit tree")
    a_package(reviews=reviews[::-1], blurb="What to see in the dark weeks.", picture=picture)
    text = page(client)
    assert headlines(text) == ["Piece 2", "Piece 1", "Piece 0"]
    assert "What to see in the dark weeks." in text and 'alt="A lit tree"' in text
    assert '<link rel="canonical" href="http' in text and "/packages/holiday-guide/feed/" in text
    for path in ("/", "/packages/", "/search/?q=holiday&kind=package"):
        assert PATH in page(client, path), path
    assert PATH in sitemaps_text(client)
    for review in reviews:
        assert f'<a href="{PATH}"><bdi>Holiday Guide</bdi></a>' in page(
            client, review.get_absolute_url()
        )


def test_the_feed_has_its_published_reviews(client, reviews):
    hidden = a_review("Hidden", published=False)
    a_package(reviews=[*reviews[:2], hidden])
    feed = page(client, f"{PATH}feed/")
    assert "Piece 0" in feed and "Piece 1" in feed
    assert "Piece 2" not in feed and "Hidden" not in feed
    assert '/packages/holiday-guide/feed/" rel="self"' in feed


def test_drafts_and_scheduled_reviews_are_not_in_it(client, reviews):
    soon = timezone.now() + timedelta(hours=1)
    a_package(reviews=[a_review("Not yet", published_at=soon), *reviews])
    assert headlines(page(client)) == ["Piece 0", "Piece 1", "Piece 2"]


def test_a_review_of_two_keeps_its_place_in_each(client, reviews):
    a_package("Fall Arts", reviews[::-1]), a_package(reviews=reviews)
    assert headlines(page(client)) == ["Piece 0", "Piece 1", "Piece 2"]
    assert headlines(page(client, "/packages/fall-arts/")) == ["Piece 2", "Piece 1", "Piece 0"]


@pytest.mark.parametrize("when", [{"starts_at": 1}, {}], ids=["planned", "draft"])
def test_before_its_time_nobody_sees_it(client, reviews, when):
    a_package(reviews=reviews, **({"starts_at": None} | moments_from_now(**when)))
    page(client, status=404), page(client, f"{PATH}feed/", status=404)
    for path in ("/", "/packages/", reviews[0].get_absolute_url(), "/search/?q=holiday"):
        assert PATH not in page(client, path)


def test_an_editor_previews_it(client, reviews):
    a_package(reviews=reviews, starts_at=None)
    client.force_login(an_editor())
    text = page(client)
    assert "This is a draft." in text and "noindex" in text and "Piece 0" in text


def test_without_a_published_review_it_is_not_there(client):
    a_package(reviews=[a_review(published=False)])
    page(client, status=404)
    assert PATH not in page(client, "/packages/")


def test_it_begins_and_leaves_the_front_page_at_its_minute(reviews, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    a_package(reviews=reviews, **moments_from_now(starts_at=1, ends_at=2))
    site, own = KeptSite(), reviews[0].get_absolute_url()
    for on_front, is_there in ((False, False), (True, True), (False, True)):
        assert (PATH.encode() in site.get("/")[2]) == on_front
        assert (PATH.encode() in site.get("/packages/")[2]) == is_there
        assert (PATH.encode() in site.get(own)[2]) == is_there
        assert site.get(PATH)[0].startswith("200" if is_there else "404")
        time_machine.shift(3601)


def test_a_scheduled_review_comes_in_at_its_minute(reviews, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    late = a_review("At noon", published_at=timezone.now() + timedelta(hours=1))
    a_package(reviews=[late, *reviews])
    site = KeptSite()
    assert "At noon" not in headlines(site.get(PATH)[2].decode())
    time_machine.shift(3601)
    assert "At noon" in headlines(site.get(PATH)[2].decode())


def test_changes_show_at_once(reviews):
    package, site = a_package(reviews=reviews[:1]), KeptSite()
    second = reviews[1].get_absolute_url()
    assert PATH.encode() not in site.get(second)[2]
    site.get(PATH), site.get("/")
    package.entries.create(review=reviews[1], order=9)
    package.title = "Winter Guide"
    package.save()
    assert headlines(site.get(PATH)[2].decode()) == ["Piece 0", "Piece 1"]
    for path in ("/", second):
        assert b"Winter Guide" in site.get(path)[2]
    package.delete()
    assert b"Winter Guide" not in site.get("/")[2] and b"Winter Guide" not in site.get(second)[2]


def test_an_old_address_leads_to_the_new(client, reviews):
    change_slug(a_package(reviews=reviews), "winter-guide")
    answer = client.get(PATH)
    assert answer.status_code == 301 and answer.url.endswith("/packages/winter-guide/")
    assert client.get(f"{PATH}feed/").url.endswith("/packages/winter-guide/feed/")


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "x" * 200, "دليل العطلة", "!", "\u202eGuide"]
)
def test_odd_titles_leave_pages_whole(client, reviews, title):
    package = a_package(title, reviews, blurb=f"{title} {'long ' * 180}")
    for path in (package.get_absolute_url(), "/", "/packages/", reviews[0].get_absolute_url()):
        text = page(client, path)
        assert "<script>alert" not in text and "</html>" in text


def test_more_reviews_cost_no_more_queries(client, django_assert_max_num_queries):
    publication = a_publication()
    a_package(reviews=[a_review(f"Piece {n}", publication=publication) for n in range(30)])
    with django_assert_max_num_queries(12):
        assert len(headlines(page(client))) == 24
    assert len(headlines(page(client, f"{PATH}?page=2"))) == 6


def test_an_editor_makes_one(client, reviews):
    client.force_login(an_editor())
    address = reverse("admin:pages_package_add")
    form = filled(client.get(address), title="Fall Arts")
    rows = a_row("entries", 0, order=1, review=reviews[1].pk)
    rows |= a_row("entries", 1, order=0, review=reviews[2].pk)
    assert client.post(address, form | rows | {"starts_at": "2026-01-01T08:00"}).status_code == 302
    assert headlines(page(client, "/packages/fall-arts/")) == ["Piece 2", "Piece 1"]


def test_the_admin_lists_the_stale(client):
    old = a_review("Old", published_at=timezone.now() - timedelta(days=400))
    a_package("Forgotten", [old]), a_package("Fresh", [old, a_review()]), a_package("Empty")
    a_package("Over", [old], **moments_from_now(ends_at=-0.5))
    client.force_login(an_editor())
    text = page(client, f"{reverse('admin:pages_package_changelist')}?state=stale")
    assert "Forgotten" in text and "Empty" in text
    assert "Fresh" not in text and "Over" not in text


def test_what_a_review_is_part_of_goes_with_the_review(reviews):
    package = a_package(reviews=reviews)
    reviews[0].delete()
    assert Package.objects.get(pk=package.pk).reviews.count() == 2


@pytest.mark.parametrize("published, is_warned", [(False, True), (True, False)])
def test_an_editor_is_told_that_readers_do_not_see_it(client, published, is_warned):
    package = a_package(reviews=[a_review(published=published)])
    client.force_login(an_editor())
    form = reverse("admin:pages_package_change", args=[package.pk])
    answer = client.post(form, filled(client.get(form)), follow=True)
    assert ("none of its reviews is published" in answer.content.decode()) == is_warned
