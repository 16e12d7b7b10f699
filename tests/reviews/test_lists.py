"""Ranked lists of films."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from films.models import Film
from reviews.models import ListEntry
from tests.access import someone
from tests.admin.people import filled
from tests.builders import a_critic, a_film, a_review, an_admin
from tests.filmsite.kept_site import KeptSite
from tests.search.builders import found

from .test_articles import fresh, machine_data, page_of

pytestmark = pytest.mark.django_db
SECRET = "he loses in the last round"


def a_list(*films, headline="Films with gloves", **fields):
    ranking = a_review(headline, kind="list", **fields)
    ranking.subjects.all().delete()
    for order, film in enumerate(films, 1):
        ListEntry.objects.create(
            review=ranking, film=film, order=order, line=f"Why number {order}."
        )
    return ranking


@pytest.fixture
def films():
    return [
        a_film("Raging Bull", 1980, director="Martin Scorsese", always_public=False),
        a_film("Fat City", 1972, director="John Huston", always_public=False),
    ]


def places(page):
    rows = re.findall(r'<li value="(\d+)">.*?<cite[^>]*>(.*?)</cite>', page)
    return [(int(place), title) for place, title in rows]


def test_it_works(client, films):
    page = page_of(client, a_list(*films).get_absolute_url())
    assert '<ol class="ranked">' in page
    assert places(page) == [(1, "Raging Bull"), (2, "Fat City")]
    assert "Why number 2." in page and "(1972)" in page and "John Huston" in page


def test_it_counts_down(client, films):
    page = page_of(client, a_list(*films, counts_down=True).get_absolute_url())
    assert '<ol class="ranked" reversed>' in page
    assert places(page) == [(2, "Fat City"), (1, "Raging Bull")]


def test_machines_are_told_the_order(client, films):
    page = page_of(client, a_list(*films, counts_down=True).get_absolute_url())
    (node,) = [node for node in machine_data(page) if node["@type"] == "ItemList"]
    assert node["itemListOrder"].endswith("Descending") and node["numberOfItems"] == 2
    first = node["itemListElement"][0]
    assert (first["position"], first["item"]["name"]) == (2, "Fat City")


def test_its_films_are_public_with_it(client, films):
    ranking = a_list(*films, published_at=timezone.now() + timedelta(hours=1))
    path = films[1].get_absolute_url()
    assert client.get(path).status_code == 404 and found("huston") == []
    ranking.published_at = timezone.now()
    ranking.save()
    assert "Films with gloves" in page_of(client, path)
    assert {kind for kind, _row in found("huston")} == {"film", "person", "review"}


def test_a_row_that_comes_to_a_kept_list_is_printed(films):
    site, ranking = KeptSite(), a_list(films[0])
    path, film = ranking.get_absolute_url(), films[1].get_absolute_url()
    assert b"Fat City" not in site.get(path)[2] and site.get(film)[0].startswith("404")
    ListEntry.objects.create(review=ranking, film=films[1], order=2)
    assert b"Fat City" in site.get(path)[2]
    assert b"Films with gloves" in site.get(film)[2]


def test_a_closed_line_is_closed_and_leaves_the_page_nowhere(client, films):
    ranking = a_list(*films)
    ranking.entries.filter(order=1).update(line=SECRET, spoiler="ending")
    page = page_of(client, ranking.get_absolute_url())
    assert SECRET in page and "Spoilers are hidden" in page
    assert SECRET not in re.sub(r"<details.*?</details>", "", page)
    assert SECRET not in page_of(client, "/feed/") and found("loses") == []


def test_a_mild_spoiler_says_so(client, films):
    ranking = a_list(*films)
    ranking.entries.filter(order=1).update(spoiler="mild")
    assert "Mild spoilers" in page_of(client, ranking.get_absolute_url())


def test_feeds_have_its_films(client, films):
    a_list(*films)
    feed = page_of(client, "/feed/")
    assert "Raging Bull (1980)" in feed and "Why number 2." in feed


def test_a_kept_feed_has_the_new_name_of_a_ranked_film(films):
    site, _ranking = KeptSite(), a_list(*films)
    assert b"Fat City" in site.get("/feed/")[2]
    Film.objects.filter(pk=films[1].pk).update(title="Thin City")
    assert b"Thin City" in site.get("/feed/")[2] and b"Fat City" not in site.kept("/feed/")


def test_any_line_leaves_the_page_whole(client, films):
    ranking = a_list(*films)
    ranking.entries.update(line="<script>alert(1)</script> שלום " + "W" * 350)
    for path in (ranking.get_absolute_url(), "/feed/"):
        assert "<script>alert" not in page_of(client, path)


def test_what_is_a_list_no_longer_hides_its_rows(client, films):
    ranking = a_list(*films)
    ranking.kind = "feature"
    ranking.save()
    assert "Why number 2." not in page_of(client, ranking.get_absolute_url())
    assert client.get(films[0].get_absolute_url()).status_code == 404


def test_longer_lists_cost_no_more_queries(client, films, django_assert_num_queries):
    ranking = a_list(films[0])
    client.get(ranking.get_absolute_url())  # the site's settings are kept from now on
    with django_assert_num_queries(17):
        client.get(ranking.get_absolute_url())
    for order in range(2, 8):
        film = a_film(f"Bout {order}", director=f"Director {order}")
        ListEntry.objects.create(review=ranking, film=film, order=order)
    with django_assert_num_queries(17):
        client.get(ranking.get_absolute_url())


def test_an_editor_makes_one(client, films):
    client.force_login(an_admin())
    ranking = a_list(published=False, body="")
    address = reverse("admin:reviews_review_change", args=[ranking.pk])
    data = filled(client.get(address))
    answer = client.post(address, data | {"_publish": "1"}, follow=True)
    assert "Add films to the list." in answer.content.decode()
    data = filled(client.get(address)) | {"entries-TOTAL_FORMS": 2, "_publish": "1"}
    for number, film in enumerate(films):
        row = {"film": film.pk, "order": number + 1, "line": "So.", "spoiler": "none"}
        data |= {f"entries-{number}-{name}": value for name, value in row.items()}
    client.post(address, data, follow=True)
    assert fresh(ranking).is_public and fresh(ranking).entries.count() == 2


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("editor", (200, 200, 200)),
        ("critic", (200, 404, 200)),
        ("moderator", (404, 404, 403)),
        ("member", (404, 404, 302)),
    ],
)
def test_who_sees_a_draft_and_its_form(client, films, role, answers):
    user = someone(role)
    own = a_list(films[0], headline="Own", published=False, critic=a_critic("Iris Vale", user=user))
    other = a_list(films[1], headline="Other", published=False)
    client.force_login(user)
    form = reverse("admin:reviews_review_change", args=[own.pk])
    addresses = own.get_absolute_url(), other.get_absolute_url(), form
    assert tuple(client.get(address).status_code for address in addresses) == answers
