"""Series of each kind: shown as what they are, to readers and to machines."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import Series
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_critic, a_publication, a_review

pytestmark = pytest.mark.django_db
ODD = ["<script>alert(1)</script>", "x" * 200, "مراجعات الأفلام", "\u202eback \"'&"]


def a_series(kind, **fields):
    """With two reviews, the second published later; by a host."""
    series = Series.objects.create(
        **({"name": "At the pictures", "critic": a_critic("Iris Vale")} | fields), kind=kind
    )
    now, station = timezone.now(), a_publication("Radio", kind="radio")
    for days, headline in ((2, "The first"), (1, "The second")):
        then = now - timedelta(days=days)
        a_review(headline, publication=station, series=series, published_at=then)
    return series


def page_of(client, series):
    return client.get(series.get_absolute_url()).content.decode()


def data_of(page):
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    return {block["@type"]: block for block in found}


def test_a_programme_has_host_times_and_episodes(client):
    series = a_series("programme", on_air="Fridays at 9", about="A film a week.")
    page = page_of(client, series)
    text = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page.split("<main")[1]))
    assert "Programme" in text and "With Iris Vale" in text and "Fridays at 9" in text
    assert "A film a week." in text and "Episodes" in text and "2 episodes" in text
    assert page.index("The second") < page.index("The first")
    found = data_of(page)["RadioSeries"]
    assert found["author"]["name"] == "Iris Vale" and found["publisher"]["name"] == "Radio"


def test_a_podcast_is_one_to_machines(client):
    series = a_series("programme")
    series.reviews.first().publication.__class__.objects.update(kind="podcast")
    assert "PodcastSeries" in data_of(page_of(client, series))


def test_a_column_has_its_critic_and_the_newest_first(client):
    page = page_of(client, a_series("column"))
    assert "Column" in page and "Episodes" not in page and "2 reviews" in page
    assert re.search(r"<bdi>\s*By Iris Vale", page)
    assert page.index("The second") < page.index("The first")
    assert data_of(page)["CreativeWorkSeries"]["author"]["name"] == "Iris Vale"


def test_a_challenge_has_its_progress_and_begins_at_the_beginning(client):
    page = page_of(client, a_series("challenge", goal=12))
    assert "Viewing challenge" in page and "2 of 12 films seen, 10 to go" in page
    assert page.index("The first") < page.index("The second")
    assert "CreativeWorkSeries" in data_of(page)


def test_a_series_is_a_series(client):
    page = page_of(client, a_series("series", critic=None))
    assert "By " not in page.split("<main")[1].split('class="items"')[0]
    assert page.index("The first") < page.index("The second") and "2 reviews" in page


def test_lists_tell_what_it_is(client):
    a_series("programme", on_air="Fridays at 9")
    page = client.get("/series/").content.decode()
    assert "Programme" in page and "Fridays at 9" in page and "2 episodes" in page


def test_a_review_leads_to_its_programme(client):
    series = a_series("programme")
    review = series.reviews.first()
    type(review).objects.filter(pk=review.pk).update(kicker=series.name)
    head = client.get(review.get_absolute_url()).content.decode().split("<h1")[0]
    assert f'href="{series.get_absolute_url()}"' in head and head.count(series.name) == 1


def test_it_is_found_by_its_host(client):
    a_series("programme")
    found = client.get("/search/?q=iris+vale&kind=series").content.decode()
    assert "At the pictures" in found


@pytest.mark.parametrize("kind", Series.Kind.values)
@pytest.mark.parametrize("odd", ODD)
def test_odd_values_leave_the_pages_whole(client, kind, odd):
    extra = {"on_air": odd} if kind == "programme" else {}
    a_series(kind, name=odd, about=odd, critic=a_critic(odd), **extra)
    for path in (Series.objects.get().get_absolute_url(), "/series/", "/"):
        answer = client.get(path)
        assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


def test_an_editor_makes_one(client):
    client.force_login(an_editor())
    address, iris = "/admin/reviews/series/add/", a_critic("Iris Vale")
    begun = filled(client.get(address), name="On air", kind="programme", critic=iris.pk)
    assert "has a goal" in errors_of(client.post(address, begun | {"goal": 3}))
    assert client.post(address, begun | {"on_air": "Fridays at 9"}).status_code == 302
    assert Series.objects.get().critic == iris
