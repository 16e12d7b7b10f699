"""Addresses lead on for ever, ids never change, and no date is told that the site cannot know."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.http import http_date

from core.models import PastSlug
from films.models import Film, Genre, Person
from reviews.models import Critic, Publication, Review, Series, Tag
from tests.builders import a_critic, a_film, a_person, a_publication, a_review
from tests.comments.builders import a_comment, post
from tests.sitemaps import sitemaps_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ATOM = "{http://www.w3.org/2005/Atom}"
ROWS = {
    "film": lambda: a_film(),
    "person": lambda: a_film(director="Agnès Varda").directors[0].person,
    "critic": lambda: a_critic(),
    "publication": lambda: a_publication("The Weekly"),
    "genre": lambda: Genre.objects.create(name="Western"),
    "tag": lambda: Tag.objects.create(name="Cannes"),
    "series": lambda: with_a_review(Series.objects.create(name="Twelve films")),
    "review": lambda: a_review("First words"),
}


def with_a_review(series):
    a_review(series=series)
    return series


def moved(row, *slugs):
    """The row under a new slug, and its addresses before."""
    before = []
    for slug in slugs or ["new-address"]:
        before.append(row.get_absolute_url())
        row = type(row).objects.get(pk=row.pk)
        row.slug = slug
        row.save()
    return row, before


@pytest.mark.parametrize("kind", ROWS)
def test_an_old_address_leads_to_the_new(client, kind):
    row, (before,) = moved(ROWS[kind]())
    answer = client.get(before)
    assert (answer.status_code, answer.headers["Location"]) == (301, row.get_absolute_url())
    assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", ROWS)
def test_every_address_of_a_chain_leads_to_the_last(client, kind):
    row, before = moved(ROWS[kind](), "second", "third", "fourth")
    assert {client.get(address).headers["Location"] for address in before} == {
        row.get_absolute_url()
    }


@pytest.mark.parametrize("kind", ROWS)
def test_an_address_taken_back_is_a_page_again(client, kind):
    row = ROWS[kind]()
    first = row.slug
    row, before = moved(row, "second", first)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(before[1]).headers["Location"] == row.get_absolute_url()


def test_pictures_and_questions_move_along(client):
    film, (before,) = moved(a_film())
    assert (
        client.get(f"{before}card.png").headers["Location"] == f"{film.get_absolute_url()}card.png"
    )
    assert (
        client.get(f"{before}?page=2&a=b").headers["Location"]
        == f"{film.get_absolute_url()}?page=2&a=b"
    )


def test_what_hangs_below_a_review_moves_along(client):
    comment = a_comment(a_review("First words"))
    review, (before,) = moved(comment.discussion.review)
    for below in (
        "comments/",
        "comments/1/",
        "comments/feed/",
        "comments/1/report/",
        "comments/follow/",
    ):
        assert client.get(before + below).headers["Location"] == review.get_absolute_url() + below


def test_a_comment_posted_to_an_old_address_is_sent_on_whole(client):
    review = a_review("First words")
    old = review.slug
    review, _before = moved(review)
    review.slug, now = old, review.slug
    answer = post(client, review)
    assert answer.status_code == 308 and answer.headers["Location"] == f"/reviews/{now}/comments/"


def test_a_new_row_does_not_take_an_old_address():
    moved(a_film("Stalker", 1979))
    assert a_film("Stalker", 1979).slug == "stalker-1979-2"


def test_a_bulk_of_moves_survives_a_dump(client, tmp_path):
    film, (before,) = moved(a_film())
    dump = tmp_path / "dump.json"
    call_command(
        "dumpdata",
        "core.pastslug",
        "films",
        natural_primary=True,
        natural_foreign=True,
        output=str(dump),
    )
    Film.objects.all().delete(), PastSlug.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert client.get(before).headers["Location"] == film.get_absolute_url()


def test_the_address_of_a_deleted_row_is_not_found(client):
    film, (before,) = moved(a_film())
    film.delete()
    assert client.get(before).status_code == 404


# Ids


def ids(client, path="/feed/"):
    feed = ElementTree.fromstring(client.get(path).content)
    return [
        feed.findtext(f"{ATOM}id"),
        *(entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")),
    ]


@pytest.mark.parametrize("path", ["/feed/", "/comments/feed/", "/reviews/{slug}/comments/feed/"])
def test_ids_change_with_neither_slug_nor_site(client, settings, path):
    review = a_comment(a_review("First words")).discussion.review
    before = ids(client, path.format(slug=review.slug))
    review, _before = moved(review)
    settings.SITE_URL = "https://elsewhere.example"
    after = ids(client, path.format(slug=review.slug))
    assert (
        after == before
        and len(set(after)) == 2
        and all(uid.startswith("urn:uuid:") for uid in after)
    )


def test_ids_survive_a_dump(client, tmp_path):
    a_review("First words")
    before, dump = ids(client), tmp_path / "dump.json"
    models = ("reviews", "films", "core.siteidentity")
    call_command("dumpdata", *models, natural_primary=True, natural_foreign=True, output=str(dump))
    Review.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert ids(client) == before


# Dates


@pytest.mark.parametrize(
    "path", ["/feed/", "/sitemap-reviews.xml", "/sitemap.xml", "/", "/reviews/"]
)
def test_a_schedule_that_came_true_is_never_not_modified(client, time_machine, path):
    now = timezone.now()
    # Both in the first file of the sitemap, whatever number the database is at.
    a_review("Old", pk=998, published_at=now - timedelta(days=2))
    review = a_review("Scheduled", pk=999, published_at=now + timedelta(hours=1))
    client.get(path)
    time_machine.move_to(now + timedelta(hours=2))
    asked = http_date((now + timedelta(minutes=30)).timestamp())
    answer = client.get(path, headers={"If-Modified-Since": asked})
    assert answer.status_code == 200 and "Last-Modified" not in answer.headers
    if "sitemap.xml" not in path:
        assert review.slug in answer.content.decode()


# Films that nothing published is about


def hidden_film():
    return a_film("Waiting", 2024, director="Ines Halloran", always_public=False)


PAGES = [
    "/films/",
    "/",
    "/people/",
    "/films/?year=2024",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_film_without_a_review_is_in_no_list(client, path):
    hidden_film()
    words = client.get(path).content.decode()
    assert "waiting-2024" not in words and "ines-halloran" not in words


def test_a_film_without_a_review_is_in_no_sitemap(client):
    hidden_film()
    words = sitemaps_text(client)
    assert "waiting-2024" not in words and "ines-halloran" not in words


@pytest.mark.parametrize(
    "path", ["/films/waiting-2024/", "/films/waiting-2024/card.png", "/people/ines-halloran/"]
)
def test_a_film_without_a_review_has_no_page(client, path):
    hidden_film()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/films/waiting-2024/", "/people/ines-halloran/"])
def test_an_editor_sees_what_readers_do_not(admin_client, path):
    hidden_film()
    answer = admin_client.get(path)
    assert answer.status_code == 200 and "Only editors can see this page" in answer.content.decode()


def test_a_film_is_public_with_its_review_and_by_its_hour(client, time_machine):
    film, now = hidden_film(), timezone.now()
    a_review(film=film, published_at=now + timedelta(hours=1))
    assert client.get(film.get_absolute_url()).status_code == 404
    time_machine.move_to(now + timedelta(hours=2))
    assert client.get(film.get_absolute_url()).status_code == 200
    assert client.get("/people/ines-halloran/").status_code == 200
    assert "waiting-2024" in client.get("/films/").content.decode()


def test_a_film_that_a_review_names_is_public(client):
    film = hidden_film()
    a_review().mentions.add(film)
    assert client.get(film.get_absolute_url()).status_code == 200


def test_a_film_that_an_editor_shows_is_public(client):
    assert client.get(a_film(always_public=True).get_absolute_url()).status_code == 200


def test_a_draft_makes_no_film_public(client):
    film = hidden_film()
    a_review(film=film, published=False).mentions.add(film)
    assert client.get(film.get_absolute_url()).status_code == 404


def test_kinds_are_all_tried():
    kinds = {Film, Person, Critic, Publication, Genre, Tag, Series, Review}
    assert len(kinds) == len(ROWS) and a_person().slug


def test_a_retracted_review_links_to_pages_that_are_there(client):
    review = a_review(film=hidden_film())
    review.retract("It was bought.")
    assert client.get(review.film.get_absolute_url()).status_code == 200


def test_an_old_address_never_leads_to_another_row(client):
    film, (before,) = moved(a_film("Alpha", None), "beta")
    film.delete()
    a_film("Beta", None)
    assert client.get(before).status_code == 404


def test_a_filter_by_a_genre_that_was_renamed_still_filters(client):
    film, other = a_film("Heat"), a_film("Salt")
    genre = Genre.objects.create(name="Thriller")
    film.genres.add(genre)
    moved(genre, "suspense")
    words = client.get("/films/?genre=thriller").content.decode()
    assert film.slug in words and other.slug not in words


def test_a_hidden_card_is_kept_by_no_cache(admin_client):
    hidden_film()
    assert "no-store" in admin_client.get("/films/waiting-2024/card.png").headers["Cache-Control"]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "UTC"])
@pytest.mark.parametrize(
    "path", ["/archive/1/", "/archive/1/1/", "/archive/9999/12/", "/archive/2200/1/"]
)
def test_no_month_of_the_calendars_ends(client, settings, zone, path):
    settings.TIME_ZONE = zone
    assert client.get(path).status_code == 404
