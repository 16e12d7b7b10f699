"""Sessions: a new key at sign-in, a list, and an end."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.comments.privacy.builders import dump, purge_all

from .builders import PASSWORD, a_member, is_in, sign_in

pytestmark = pytest.mark.django_db


def two_browsers():
    a_member()
    clients = tuple(
        Client(REMOTE_ADDR="203.0.113.9", headers={"user-agent": "Firefox"}) for _number in range(2)
    )
    for client in clients:
        sign_in(client, "remy@films.example")
    return clients


def test_the_key_changes_at_sign_in(client):
    a_member()
    session = client.session
    session["held"] = [1]
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    sign_in(client, "remy@films.example")
    assert is_in(client) and client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_other_sessions_die_at_a_change_of_password():
    here, there = two_browsers()
    here.post(
        "/account/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "plum anvil tundra",
            "password2": "plum anvil tundra",
        },
    )
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_the_list_shows_browsers_and_when_they_logged_in():
    here, _there = two_browsers()
    html = here.get("/account/sessions/").content.decode()
    assert (
        html.count("Firefox") == 2 and html.count("signed in on") == 2 and "203.0.113." not in html
    )


def test_a_session_keeps_a_hash_in_place_of_the_network():
    two_browsers()
    sign_in(Client(REMOTE_ADDR="203.0.113.77"), "remy@films.example")
    sign_in(Client(REMOTE_ADDR="198.51.100.4"), "remy@films.example")
    one, other = sorted(set(UserSession.objects.values_list("ip", flat=True)))
    assert (
        one.startswith("fd")
        and other.startswith("fd")
        and "203.0.113" not in dump()
        and "198.51.100" not in dump()
    )


def test_the_hash_is_forgotten_after_thirty_days(time_machine):
    two_browsers()
    old = UserSession.objects.earliest("pk").ip
    time_machine.move_to(timezone.now() + timedelta(days=31))
    sign_in(Client(REMOTE_ADDR="198.51.100.4"), "remy@films.example")
    new = UserSession.objects.latest("pk").ip
    purge_all()
    assert old not in dump() and new in dump()


def test_a_network_that_was_kept_by_an_older_edition_is_forgotten():
    two_browsers()
    UserSession.objects.update(ip="203.0.113.0")
    purge_all()
    assert "203.0.113" not in dump()


def test_one_session_is_ended(client):
    here, there = two_browsers()
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/me/sessions/{other.pk}/end/")
    assert here.get("/me/").status_code == 200 and there.get("/me/").status_code == 302


def test_all_others_are_ended():
    here, there = two_browsers()
    here.post("/account/sessions/")
    assert here.get("/me/").status_code == 200 and there.get("/me/").status_code == 302


def test_nobody_ends_another_s_session(client):
    here, _there = two_browsers()
    a_member("tom", "Tom Ashe")
    sign_in(client, "tom@films.example")
    theirs = UserSession.objects.get(session_key=here.session.session_key)
    assert client.post(f"/me/sessions/{theirs.pk}/end/").status_code == 404
    assert here.get("/me/").status_code == 200
