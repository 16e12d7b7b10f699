"""Sessions: a new key at log-in, a list, and an end."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from .doors import PASSWORD, a_member, is_in, log_in

pytestmark = pytest.mark.django_db


def two_browsers():
    a_member()
    clients = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="203.0.113.9")
    for client in clients:
        log_in(client, "remy@films.example")
    return clients


def test_the_key_changes_at_log_in(client):
    a_member()
    session = client.session
    session["held"] = [1]
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    log_in(client, "remy@films.example")
    assert is_in(client) and client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_other_sessions_die_at_a_change_of_password():
    here, there = two_browsers()
    here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "another one", "password2": "another one"}
    )
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_the_list_shows_networks_and_not_addresses():
    here, _there = two_browsers()
    html = here.get("/account/sessions/").content.decode()
    assert html.count("203.0.113.0") == 2 and "203.0.113.9" not in html


def test_one_session_is_ended(client):
    from allauth.usersessions.models import UserSession

    here, there = two_browsers()
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/me/sessions/{other.pk}/end/")
    assert here.get("/me/").status_code == 200 and there.get("/me/").status_code == 302


def test_all_others_are_ended():
    here, there = two_browsers()
    here.post("/account/sessions/")
    assert here.get("/me/").status_code == 200 and there.get("/me/").status_code == 302


def test_nobody_ends_another_s_session(client):
    from allauth.usersessions.models import UserSession

    here, _there = two_browsers()
    a_member("tom", "Tom Ashe")
    log_in(client, "tom@films.example")
    theirs = UserSession.objects.get(session_key=here.session.session_key)
    assert client.post(f"/me/sessions/{theirs.pk}/end/").status_code == 404
    assert here.get("/me/").status_code == 200
