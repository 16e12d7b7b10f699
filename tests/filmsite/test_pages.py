"""What holds for every public page: caches, cookies, headers, feeds, the sitemap, bad input."""

import json
import re
from xml.etree import ElementTree as etree

import pytest
from django.db import connections
from django.utils import timezone

from reviews.models import Series
from tests.builders import a_film, a_publication, a_review, a_section, a_user
from tests.sitemaps import sitemaps_text

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ["/", "/reviews/", "/articles/", "/films/", "/people/", "/critics/", "/publications/",
         "/tags/", "/genres/", "/series/", "/archive/", "/about/", "/my-critic/", "/privacy/",
         "/accessibility/", "/packages/", "/corrections/"]  # fmt: skip


@pytest.mark.parametrize(
    "path", [*LISTS, "/feed/", "/robots.txt", "/healthz/", "/healthz", "/sitemap.xml"]
)
def test_an_empty_site_answers(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_page_sets_no_cookie_and_may_be_kept(client, path):
    a_review()
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_every_reader_gets_the_same_bytes(client):
    path = a_review().get_absolute_url()
    assert (
        client.get(path).content
        == client.get(path, HTTP_USER_AGENT="Another", HTTP_ACCEPT_LANGUAGE="fr").content
    )


def test_a_page_that_did_not_change_is_not_sent_again(client):
    path = a_review().get_absolute_url()
    tag = client.get(path).headers["ETag"]
    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_a_members_page_is_theirs_alone(client):
    client.force_login(a_user("remy"))
    response = client.get(a_review().get_absolute_url())
    assert response.headers["Cache-Control"] == "private, no-store"
    assert b"Signed in as remy" in response.content


def test_strict_headers(client):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert (
        "unsafe" not in policy
        and "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_page_tells_where_it_lives(client, settings):
    page = client.get(a_review("At home").get_absolute_url()).content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/reviews/at-home/">' in page
    assert '<meta property="og:title" content="At home">' in page
    assert re.search(
        rf'<meta property="og:image" content="{settings.SITE_URL}/films/[^"]+/card.png">', page
    )


def test_structured_data(client):
    film = a_film("Heat", 1995, director="Michael Mann", runtime=170)
    review = a_review("Two men at a table", film=film, standfirst="They drink coffee.")
    page = client.get(review.get_absolute_url()).content.decode()
    blocks = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    kinds = {block["@type"]: block for block in blocks}
    assert kinds["Review"]["itemReviewed"]["name"] == "Heat"
    assert kinds["Review"]["description"] == "They drink coffee."
    assert [crumb["name"] for crumb in kinds["BreadcrumbList"]["itemListElement"]][
        -1
    ] == "Two men at a table"
    page = client.get(film.get_absolute_url()).content.decode()
    movie = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])[0]
    assert (movie["@type"], movie["duration"], movie["director"][0]["name"]) == (
        "Movie",
        "PT170M",
        "Michael Mann",
    )


def test_headlines_are_escaped_everywhere(client):
    review = a_review(
        '<script>alert(1)</script>"><b>', film=a_film("</title><script>alert(1)</script>")
    )
    for path in (
        "/",
        "/reviews/",
        "/feed/",
        review.get_absolute_url(),
        review.film.get_absolute_url(),
    ):
        assert "<script>alert" not in client.get(path).content.decode()


def test_the_feed_holds_whole_reviews(client, settings):
    review = a_review(
        "In the feed", standfirst="Short.", body='<p>Long <a href="/films/">text</a>.</p>'
    )
    a_section(review, "The director")
    feed = etree.fromstring(client.get("/feed/").content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "In the feed"
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/reviews/in-the-feed/"
    content = entry.find(f"{ATOM}content").text
    assert f'href="{settings.SITE_URL}/films/"' in content and "The director" in content


def test_the_feed_answers_304(client):
    a_review()
    tag = client.get("/feed/").headers["ETag"]
    assert client.get("/feed/", HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_the_sitemap_names_public_pages_only(client, settings):
    a_review("Public", published_at=timezone.now())
    a_review("Hidden draft", published=False)
    pages = sitemaps_text(client)
    assert f"{settings.SITE_URL}/reviews/public/" in pages and "<lastmod>" in pages
    assert "hidden-draft" not in pages


def test_robots_name_the_sitemap(client, settings):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_the_500_page_needs_no_database(rf, monkeypatch):
    from filmsite.unavailable import server_error

    monkeypatch.setattr(connections["default"], "cursor", None)
    response = server_error(rf.get("/"))
    assert response.status_code == 500 and b"Sorry, something went wrong" in response.content


def test_series_show_progress(client):
    series = Series.objects.create(name="Twelve films", kind="challenge", goal=12)
    a_review(series=series)
    assert "1 of 12 films" in client.get("/series/twelve-films/").content.decode()


def test_a_goal_that_was_passed_is_full(client):
    series = Series.objects.create(name="Two films", kind="challenge", goal=1)
    a_review(series=series), a_review(series=series)
    page = client.get("/series/two-films/").content.decode()
    assert page.count('class="done"') == 1 and "2 of 1 films seen" in page and "to go" not in page


def test_the_archive_by_month(client):
    a_review(
        "Mayday",
        published_at=timezone.datetime(2013, 5, 31, 23, 30, tzinfo=timezone.get_current_timezone()),
    )
    assert "/archive/2013/5/" in client.get("/archive/").content.decode()
    assert "Mayday" in client.get("/archive/2013/5/").content.decode()
    assert client.get("/archive/2013/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/archive/2013/6/", "/archive/2013/13/", "/archive/2013/0/", "/archive/0/1/",
    "/archive/99999/1/", "/archive/9999/12/", "/archive/1999/"],
)  # fmt: skip
def test_months_that_are_not_there(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "prefix",
    [
        *("reviews", "films", "people", "critics", "publications", "tags", "genres", "series"),
        *("packages", "pages"),
    ],
)
@pytest.mark.parametrize("slug", ["unknown", "%00", "a" * 3000, "..%2f..", "%F0%9F%98%80", "%ff"])
def test_unknown_slugs_are_404(client, prefix, slug):
    assert client.get(f"/{prefix}/{slug}/").status_code == 404


@pytest.mark.parametrize("path", [*LISTS, "/feed/", "/robots.txt", "/healthz/"])
def test_a_reader_cannot_post_to_a_page(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("page", ["x", "0", "-1", "999999", "1e3", "%00"])
def test_pages_that_are_not_there(client, page):
    publication = a_publication()
    a_review(publication=publication)
    for path in ("/reviews/", publication.get_absolute_url(), "/people/"):
        assert client.get(f"{path}?page={page}").status_code == 404


def test_lists_go_on_a_second_page(client):
    publication = a_publication()
    for _ in range(25):
        a_review(publication=publication)
    first = client.get("/reviews/").content.decode()
    assert 'rel="next" href="?page=2"' in first and first.count('class="item"') == 24
    assert client.get("/reviews/?page=2").content.decode().count('class="item"') == 1


def test_addresses_that_run_are_not_printed(client):
    review = a_review(summary_of="Iris", source_url="javascript:alert(1)")
    critic = review.critics.get()
    type(critic).objects.update(website="javascript:alert(1)")
    for path in (review.get_absolute_url(), critic.get_absolute_url()):
        assert "javascript:" not in client.get(path).content.decode()


def test_the_feeds_summary_is_text(client):
    a_review(standfirst="Less <b>is</b> more")
    assert "&amp;lt;b&amp;gt;is" in client.get("/feed/").content.decode()


def test_a_cache_that_is_gone_is_a_miss(settings, client):
    gone = {"BACKEND": "core.redis_cache.FailSafeRedisCache", "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = settings.CACHES | {"derived": gone}
    review = a_review(film=a_film("Heat", 1995))
    assert client.get(review.get_absolute_url()).status_code == 200
    assert client.get(review.film.get_absolute_url() + "card.png").status_code == 200
