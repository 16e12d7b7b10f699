"""Accounts that strangers try: they are slowed, the owner is told and still gets in."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client

from accounts.limits import COOKIE
from comments.models import Comment
from filmsite import bootstrap
from mail.models import OutgoingEmail
from tests.builders import an_admin
from tests.comments.builders import a_review_with, post

from .builders import PASSWORD, a_member, is_in, sent_emails, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REMY = "remy@films.example"


@pytest.fixture
def tries(monkeypatch):
    """One entry for each password that reaches the hasher."""
    found, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: found.append(1) or encode(*given)
    )
    return found


def guess(number=120):
    """So many wrong passwords, each from a network of its own."""
    for one in range(number):
        answer = sign_in(Client(), REMY, f"guess {one}", REMOTE_ADDR=f"203.0.{one}.9")
    return answer


def told():
    return [
        email
        for email in OutgoingEmail.objects.filter(to=REMY)
        if "Failed sign-ins" in email.context.get("subject", "")
    ]


def test_guesses_from_many_networks_do_not_reach_the_hasher(tries):
    a_member()
    tries.clear()
    answer = guess()
    assert len(tries) <= 20 and "a code by e-mail or a passkey" in answer.content.decode()


def test_the_owner_is_told_once():
    a_member()
    guess(60)
    assert len(told()) == 1


def test_a_known_browser_still_gets_in(client):
    a_member()
    sign_in(client, REMY, PASSWORD)
    client.post("/account/logout/")
    guess(30)
    sign_in(client, REMY, PASSWORD)
    assert is_in(client)


def test_a_browser_known_to_another_account_does_not(client):
    a_member()
    sign_in(client, REMY, PASSWORD)
    client.post("/account/logout/")
    browser = client.cookies[COOKIE].value
    guess(30)
    stranger = Client()
    stranger.cookies[COOKIE] = browser.replace(browser.partition("~")[0], "999", 1)
    sign_in(stranger, REMY, PASSWORD)
    assert not is_in(stranger)


def test_a_code_still_gets_in(client):
    a_member()
    guess(30)
    assert client.post("/account/login/code/", {"email": REMY}).status_code == 302
    assert sent_emails()


def test_an_unknown_account_is_slowed_alike(tries):
    answer = guess(40)
    assert len(tries) <= 20 and "a code by e-mail or a passkey" in answer.content.decode()


# E-mails that somebody else asks for


def ask(client, path, number, email=REMY):
    for one in range(number):
        answer = client.post(path, {"email": email}, REMOTE_ADDR=f"203.0.{one}.9")
    return answer


@pytest.mark.parametrize("path", ["/account/password/reset/", "/account/login/code/"])
def test_strangers_have_few_e_mails_sent_a_day(path, monkeypatch):
    monkeypatch.setitem(
        __import__("django.conf", fromlist=["settings"]).settings.ACCOUNT_RATE_LIMITS,
        "request_login_code",
        "",
    )
    a_member()
    answer = [ask(Client(), path, 1) for _time in range(20)][-1]
    assert len(sent_emails()) <= 5
    assert "several e-mails to this address today" in answer.content.decode()


def test_one_kind_uses_up_no_other():
    a_member()
    for _time in range(8):
        ask(Client(), "/account/password/reset/", 1)
    before = len(sent_emails())
    ask(Client(), "/account/login/code/", 1)
    assert len(sent_emails()) == before + 1


def test_the_owners_browser_has_e_mails_of_its_own(client):
    a_member()
    sign_in(client, REMY, PASSWORD)
    client.post("/account/logout/")
    for _time in range(8):
        ask(Client(), "/account/password/reset/", 1)
    before = len(sent_emails())
    ask(client, "/account/password/reset/", 1)
    assert len(sent_emails()) == before + 1


# One address, however it is written


@pytest.mark.parametrize(
    "written",
    [
        "Jane.Doe@Readers.Example",
        " jane.doe@readers.example\u202c",
        "jane.doe@readers\u200b.example",
    ],
)
def test_a_sign_in_made_in_the_admin_gets_its_code(admin_client, client, written):
    fields = {"username": "jane", "email": written, "usable_password": "true"}
    fields |= {"password1": "plum anvil tundra", "password2": "plum anvil tundra"}
    assert admin_client.post("/admin/auth/user/add/", fields).status_code == 302
    assert User.objects.get(username="jane").email == "jane.doe@readers.example"
    client.post("/account/login/code/", {"email": "JANE.DOE@readers.example"})
    assert OutgoingEmail.objects.filter(to="jane.doe@readers.example", kind="account").exists()
    other = Client()
    sign_in(other, "Jane.Doe@readers.example", "plum anvil tundra")
    assert is_in(other)


def test_two_sign_in_have_not_one_address(admin_client):
    a_member()
    fields = {"username": "jane", "email": "Remy@films.example", "usable_password": "false"}
    assert (
        "Another account has this e-mail address"
        in admin_client.post("/admin/auth/user/add/", fields).content.decode()
    )


def test_addresses_in_other_forms_are_folded_at_the_start(client):
    User.objects.create_superuser("mona", "Mona.Lis@Films.Example", "plum anvil tundra")
    bootstrap.normalize_user_emails()
    client.post("/account/login/code/", {"email": "mona.lis@films.example"})
    assert OutgoingEmail.objects.filter(to="mona.lis@films.example", kind="account").exists()


@pytest.mark.parametrize("sign", "\u202c\u200f\u200b\u00ad\u2060")
def test_invisible_signs_in_a_guests_address_go(client, sign):
    post(client, a_review_with(), email=f"Remy{sign}@readers.exam{sign}ple{sign}")
    assert Comment.objects.get().email == "remy@readers.example"


# The admin's own pages


def test_the_admin_has_no_password_page_of_its_own(client):
    client.force_login(an_admin())
    answer = client.post(
        "/admin/password_change/", {"old_password": "a", "new_password1": "b", "new_password2": "b"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password/change/")


def test_an_editor_without_an_address_is_asked_once(client):
    client.force_login(User.objects.create_superuser("editor"))
    assert client.get("/admin/").headers["Location"] == "/account/email/"
    assert client.get("/admin/").status_code == 200


def test_the_first_editor_has_the_address_of_the_settings(settings):
    settings.EDITOR_EMAIL = "mona@films.example"
    bootstrap.create_first_editor(lambda sentence: None)
    assert (
        EmailAddress.objects.get(user__username="editor", verified=True).email
        == "mona@films.example"
    )


def test_account_emails_lead_to_the_site(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    a_member()
    client.post(
        "/account/signup/", {"name": "Remy", "email": REMY}, headers={"Host": "evil.example"}
    )
    assert sent_emails() and not any("evil.example" in str(email) for email in sent_emails())
