"""A partner's box in the admin: set up, changed, refused, and what its state says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from outside.models import PartnerFeed
from tests.admin.people import an_editor, errors_of, filled

from .builders import a_box, a_partner_feed, on_air
from .feeds import RSS, read, rss, titles_of, xml

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_editor_sets_one_up_and_it_is_read_at_once(client):
    client.force_login(an_editor())
    address = reverse("admin:outside_partnerfeed_add")
    typed = {
        "heading": "Trending in the alternative press",
        "partner": "The Network",
        "site_url": "https://network.example/",
        "feed_url": "https://network.example/feed",
    }
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    assert PartnerFeed.objects.get().state == "Not read yet."
    assert Job.objects.filter(key="read partners’ feeds").exists()


def test_another_address_is_read_at_once(client, monkeypatch):
    feed = a_partner_feed()
    read(monkeypatch, xml(RSS))
    client.force_login(an_editor())
    address = reverse("admin:outside_partnerfeed_change", args=[feed.pk])
    typed = {"feed_url": "http://tide.example/other.xml"}
    client.post(address, filled(client.get(address), **typed))
    assert read(monkeypatch, xml(rss("From the other"))).requests
    assert titles_of(feed) == ["From the other"]


def test_feeds_can_be_read_now(client, monkeypatch):
    feed = a_partner_feed()
    read(monkeypatch, xml(RSS))
    client.force_login(an_editor())
    data = {"action": "read_now", "_selected_action": [feed.pk]}
    client.post("/admin/outside/partnerfeed/", data)
    assert read(monkeypatch, xml(rss("Newer"))).requests and titles_of(feed) == ["Newer"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://127.0.0.1/", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused(client, url):
    client.force_login(an_editor())
    address = reverse("admin:outside_partnerfeed_change", args=[a_partner_feed().pk])
    answer = client.post(address, filled(client.get(address), feed_url=url))
    assert "Enter a" in errors_of(answer)


def change(client, row, **typed):
    client.force_login(an_editor())
    address = reverse(f"admin:outside_{row._meta.model_name}_change", args=[row.pk])
    answer = client.post(address, filled(client.get(address), **typed))
    row.refresh_from_db()
    return answer


def test_of_another_feed_nothing_old_is_shown(client):
    feed = a_box("Old-headline")
    change(client, feed, feed_url="http://other.example/feed", partner="The Beam")
    assert not feed.lines.exists() and feed.state == "Not read yet."
    assert "Old-headline" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("make", "shorter", "age"),
    [
        (a_box, {"hide_after_hours": 2}, timedelta(hours=2)),
        (on_air, {"hide_after_minutes": 5}, timedelta(minutes=5)),
    ],
    ids=["partner", "station"],
)
def test_a_shorter_time_holds_at_once(client, make, shorter, age):
    row = make("Headline")
    change(client, row, **shorter)
    assert row.shown_until <= timezone.now() + age


def test_one_that_hides_before_it_is_read_again_is_refused(client):
    answer = change(client, a_partner_feed(), refresh_minutes=1440, hide_after_hours=24)
    assert "“Hide after” must be longer than “read every”." in errors_of(answer)


@pytest.mark.parametrize("make", [a_box, on_air], ids=["partner", "station"])
def test_the_state_says_what_readers_see(make):
    row = make("Headline")
    assert row.state in {"Read, and shown.", "Heard, and shown."}
    row.shown_until = timezone.now()
    assert row.state.startswith("Hidden: it was ")
    row.is_shown = False
    assert row.state == "Not shown."
