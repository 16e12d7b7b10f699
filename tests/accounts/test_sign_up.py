"""Newcomers, and what strangers learn of who is a member: nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import MemberProfile

from .builders import a_member, code_in_email, is_in, sent_emails, sign_in, sign_up

pytestmark = pytest.mark.django_db
CONFIRM = "/account/confirm-email/"


def test_it_works(client):
    assert sign_up(client).url == CONFIRM
    assert sent_emails()[-1].to == ["nora@readers.example"] and not is_in(client)
    client.post(CONFIRM, {"code": code_in_email()})
    user = User.objects.get()
    assert (
        is_in(client) and user.get_full_name() == "Nora Lind" and user.profile.name == "Nora Lind"
    )


def test_a_user_name_tells_nothing_of_the_address(client):
    sign_up(client)
    assert re.fullmatch(r"reader-\w{12}", User.objects.get().username)


def test_a_member_may_have_no_password(client):
    sign_up(client, password="")
    client.post(CONFIRM, {"code": code_in_email()})
    assert is_in(client) and not User.objects.get().has_usable_password()
    text = Client().get(reverse("account_signup")).content.decode()
    notes = text.partition('id="id_password1_helptext"')[2].partition("<input")[0]
    assert "Without one, you sign in with a code by e-mail." in notes and "12 characters" in notes


def test_nobody_gets_in_before_the_address_is_confirmed(client):
    sign_up(client)
    sign_in(client, "nora@readers.example")
    assert not is_in(client) and client.get("/me/").status_code == 302


def test_a_name_without_letters_is_refused(client):
    assert sign_up(client, name="\u202e \u200b").status_code == 200
    assert not User.objects.exists()


def test_a_common_password_is_refused(client):
    sign_up(client, password="password")
    assert not User.objects.exists()


def test_an_address_that_no_column_holds_is_refused(client):
    email = f"{'n' * 60}@{'.'.join(['r' * 60] * 4)}.example"
    assert sign_up(client, email=email).status_code == 200
    assert not User.objects.exists()


def seen(client, path, data):
    """All that the answer shows, and where it leads; tokens and the address itself apart."""
    answer = client.post(path, data)
    shown = client.get(answer.url) if answer.status_code == 302 else answer
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown.content.decode())
    return (
        answer.status_code,
        answer.headers.get("Location"),
        text.replace(data.get("email") or data["login"], ""),
    )


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/signup/", {"name": "Nora Lind", "password1": "a good password"}),
        ("/account/login/code/", {}),
        ("/account/password/reset/", {}),
    ],
)
def test_known_and_unknown_addresses_are_answered_alike(path, fields):
    a_member()
    known = seen(Client(), path, fields | {"email": "remy@films.example"})
    unknown = seen(Client(), path, fields | {"email": "rena@films.example"})
    assert known == unknown


def test_a_wrong_password_and_a_wrong_address_are_answered_alike():
    a_member()
    answers = [
        seen(Client(), "/account/login/", {"login": login, "password": "wrong"})
        for login in ("remy@films.example", "rena@films.example")
    ]
    assert answers[0] == answers[1]


def test_a_wrong_password_and_a_wrong_address_cost_one_hash_each(client, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    a_member()
    tries, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: tries.append(1) or encode(*given)
    )
    costs = []
    for login in ("remy@films.example", "rena@films.example"):
        sign_in(client, login, "wrong")
        costs.append(len(tries))
        tries.clear()
    assert costs == [1, 1]


def test_a_known_address_costs_a_hash_as_a_newcomer_s_password_does(monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    a_member()
    tries, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: tries.append(1) or encode(*given)
    )
    costs = []
    for email in ("remy@films.example", "nora@films.example"):
        sign_up(Client(), email)
        costs.append(len(tries))
        tries.clear()
    assert costs == [1, 1]


def queries_of(path, fields):
    with CaptureQueriesContext(connection) as queries:
        Client().post(path, fields)
    return len(queries)


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/login/code/", "/account/password/reset/"]
)
def test_known_and_unknown_addresses_cost_the_same_queries(path):
    a_member()
    fields = {"name": "Nora Lind", "password1": "a good password"}
    queries_of(path, fields | {"email": "first@films.example"})  # begins to count tries
    known = queries_of(path, fields | {"email": "remy@films.example"})
    unknown = queries_of(path, fields | {"email": "rena@films.example"})
    assert known == unknown


def test_signing_up_with_a_taken_address_leaves_nothing(client):
    a_member()
    sign_up(client, "remy@films.example")
    assert (User.objects.count(), EmailAddress.objects.count(), MemberProfile.objects.count()) == (
        1,
        1,
        0,
    )
    assert "You already have an account" in sent_emails()[-1].subject


def test_a_stranger_s_address_gets_no_email_with_a_code(client):
    client.post("/account/login/code/", {"email": "stranger@films.example"})
    client.post("/account/password/reset/", {"email": "stranger@films.example"})
    assert sent_emails() == []


def test_emails_are_plain_and_name_the_site(client):
    sign_up(client)
    email = sent_emails()[-1]
    assert email.subject == "Filmsite: Confirm your e-mail address"
    assert "Filmsite" in email.body and "{{" not in email.body and "&" not in email.body


@pytest.mark.parametrize(
    "name", ["account_signup", "account_request_login_code", "account_reset_password"]
)
def test_an_e_mail_has_one_name(client, name):
    page = client.get(reverse(name)).content.decode()
    assert "E-mail" in page and "Email address" not in page
