"""A radio station in the admin: set up, asked again, refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from outside.models import Station, Track
from tests.admin.people import an_editor, errors_of, filled

from .builders import a_station, on_air
from .streams import a_stream, hear

pytestmark = pytest.mark.django_db


def test_an_editor_sets_one_up_and_it_is_asked_at_once(client):
    client.force_login(an_editor())
    address = reverse("admin:outside_station_add")
    typed = {
        "name": "Classical FM",
        "site_url": "https://radio.example/",
        "address": "https://radio.example/api/nowplaying/classical",
    }
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    assert Station.objects.get().state == "Not asked yet."
    assert Job.objects.filter(key="hear radio stations").exists()


def test_of_another_address_nothing_old_is_shown(client):
    station = on_air("Now", "Then")
    client.force_login(an_editor())
    address = reverse("admin:outside_station_change", args=[station.pk])
    client.post(address, filled(client.get(address), address="https://other.example/live"))
    station.refresh_from_db()
    assert not Track.objects.exists() and station.state == "Not asked yet."
    assert "On air" not in client.get("/").content.decode()


def test_an_editor_asks_again(client, monkeypatch):
    later = timezone.now() + timedelta(hours=1)
    station = a_station(next_at=later)
    hidden = a_station(name="Night", place="after_review", is_shown=False, next_at=later)
    client.force_login(an_editor())
    asked = {"action": "ask_now", "_selected_action": [station.pk, hidden.pk]}
    answer = client.post(reverse("admin:outside_station_changelist"), asked, follow=True)
    assert "Stations that will be asked within a minute: 1." in answer.content.decode()
    assert hear(monkeypatch, a_stream("Now")).requests


@pytest.mark.parametrize("name", ["site_url", "address"])
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/live", "http://10.0.0.1/", "https://radio.example:8000/live", "x"]
)
def test_what_is_no_address_on_the_web_is_refused(client, name, url):
    client.force_login(an_editor())
    address = reverse("admin:outside_station_change", args=[a_station().pk])
    answer = client.post(address, filled(client.get(address), **{name: url}))
    assert "Enter a" in errors_of(answer)


def test_an_empty_field_is_told_once(client):
    client.force_login(an_editor())
    address = reverse("admin:outside_station_add")
    errors = client.post(address, filled(client.get(address))).context["errors"]
    assert [str(error) for rows in errors for error in rows] == ["Fill in this field."] * 3


def test_what_the_job_writes_is_no_conflict_for_who_edits(client, monkeypatch):
    station = a_station()
    client.force_login(an_editor())
    address = reverse("admin:outside_station_change", args=[station.pk])
    form = filled(client.get(address), name="As typed")
    hear(monkeypatch, a_stream("Now"))
    assert client.post(address, form).status_code == 302
    station.refresh_from_db()
    assert station.name == "As typed" and str(station.tracks.get()) == "Now"
