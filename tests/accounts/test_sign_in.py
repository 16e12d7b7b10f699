"""Members come in by password, by code, and by nothing else."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import User
from django.test import Client

from .builders import PASSWORD, a_member, code_in_email, is_in, sent_emails, sign_in

pytestmark = pytest.mark.django_db


def test_it_works(client):
    a_member()
    answer = sign_in(client, "remy@films.example", next_page="/reviews/")
    assert (answer.status_code, answer.url) == (302, "/reviews/") and is_in(client)


def test_the_first_editor_comes_in_by_user_name_and_without_address(client):
    User.objects.create_superuser("editor", password=PASSWORD)
    answer = sign_in(client, "editor", next_page="/admin/")
    assert answer.url == "/admin/"
    assert client.get("/admin/").url == "/account/email/"  # asked for an address, once
    assert client.get("/admin/").status_code == 200


def test_staff_come_in_before_any_email_can_leave(client):
    User.objects.create_user("edith", "edith@films.example", PASSWORD, is_staff=True)
    assert sign_in(client, "edith", next_page="/admin/").headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_member_comes_in_by_a_code(client):
    a_member()
    answer = client.post("/account/login/code/", {"email": "remy@films.example"})
    assert answer.url == "/account/login/code/confirm/"
    assert sent_emails()[-1].to == ["remy@films.example"]
    client.post("/account/login/code/confirm/", {"code": code_in_email()})
    assert is_in(client)


def test_a_code_is_good_in_the_browser_that_asked_alone(client):
    a_member()
    client.post("/account/login/code/", {"email": "remy@films.example"})
    other = Client()
    other.post("/account/login/code/confirm/", {"code": code_in_email()})
    assert not is_in(other)


def test_a_wrong_code_does_not_open(client):
    a_member()
    client.post("/account/login/code/", {"email": "remy@films.example"})
    client.post("/account/login/code/confirm/", {"code": "XXXXXX"})
    assert not is_in(client)


def test_a_wrong_password_does_not_open(client):
    a_member()
    assert sign_in(client, "remy@films.example", "a bad password").status_code == 200
    assert not is_in(client)


def test_an_unproved_address_does_not_open(client):
    from tests.builders import a_user

    a_user("tom")
    answer = sign_in(client, "tom@films.example")
    assert answer.url == "/account/confirm-email/" and not is_in(client)


def test_passwords_are_kept_by_argon2(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    from filmsite import settings as ours

    user = a_member()
    assert identify_hasher(user.password).algorithm == "argon2"
    assert ours.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "\t//evil.example",
    ],
)
def test_nobody_is_sent_to_another_host(client, address):
    a_member()
    assert sign_in(client, "remy@films.example", next_page=address).url == "/"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example/", "javascript:x"])
def test_the_short_address_takes_no_other_host_along(client, address):
    assert client.get("/login/", {"next": address}).url == "/account/login/"


def test_the_old_addresses_lead_to_the_new(client):
    assert client.get("/login/?next=/films/").url == "/account/login/?next=/films/"
    client.force_login(a_member())
    assert client.post("/logout/").status_code == 302 and not is_in(client)


def test_the_admin_has_the_same_door(client):
    answer = client.get("/admin/")
    answer = client.get(answer.url)
    assert answer.url.startswith("/login/?next=")
    assert client.post("/admin/login/", {"username": "remy", "password": PASSWORD}).url.startswith(
        "/login/"
    )


def test_no_page_of_a_sign_in_is_kept(client):
    client.get("/account/login/")  # the second answer sets no cookie
    for path in (
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/account/inactive/",
        "/login/",
    ):
        assert "no-store" in client.get(path).headers["Cache-Control"], path


def test_public_pages_keep_clear_of_all_this(client):
    answer = client.get("/")
    assert not answer.cookies and b"csrf" not in answer.content


@pytest.mark.parametrize("path", ["/logout/", "/account/logout/", "/admin/logout/"])
def test_signing_out_empties_the_browser(client, path):
    client.force_login(a_member(is_staff=True))
    assert client.post(path).headers["Clear-Site-Data"] == '"storage"'


def test_a_page_empties_nothing(client):
    client.force_login(a_member())
    assert "Clear-Site-Data" not in client.get("/logout/").headers
