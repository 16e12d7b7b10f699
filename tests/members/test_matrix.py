"""Every address of accounts, by who asks; written by hand."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import get_resolver

from tests.builders import a_critic, an_admin
from tests.comments.builders import a_moderator

from .doors import PASSWORD, a_member, log_in

pytestmark = pytest.mark.django_db

# What GET answers. 302 for a stranger leads to the log-in, for a member away from it; 405 takes posts alone.
# KEY and SESSION are the member's own; the others meet them as if they were not there.
TABLE = """
address                                    stranger member other critic moderator editor
/account/login/                            200 302 302 302 302 302
/account/signup/                           200 302 302 302 302 302
/account/logout/                           302 200 200 200 200 200
/account/inactive/                         200 200 200 200 200 200
/account/email/                            302 200 200 200 200 200
/account/confirm-email/                    302 302 302 302 302 302
/account/password/change/                  302 200 200 200 200 200
/account/password/set/                     302 302 302 302 302 302
/account/password/reset/                   200 200 200 200 200 200
/account/password/reset/confirm/           302 302 302 302 302 302
/account/password/reset/complete/          302 302 302 302 302 302
/account/password/reset/done/              200 200 200 200 200 200
/account/login/code/                       200 302 302 302 302 302
/account/login/code/confirm/               302 302 302 302 302 302
/account/reauthenticate/                   302 200 200 200 200 200
/account/2fa/                              302 200 200 200 200 200
/account/2fa/authenticate/                 302 302 302 302 302 302
/account/2fa/reauthenticate/               302 302 302 302 302 302
/account/2fa/recovery-codes/               302 404 404 404 404 404
/account/2fa/recovery-codes/download/      302 404 404 404 404 404
/account/2fa/recovery-codes/generate/      302 302 302 302 302 302
/account/2fa/webauthn/                     302 200 200 200 200 200
/account/2fa/webauthn/add/                 302 302 302 302 302 302
/account/2fa/webauthn/login/               302 302 302 302 302 302
/account/2fa/webauthn/reauthenticate/      302 302 302 302 302 302
/account/2fa/webauthn/keys/KEY/edit/       302 302 302 302 302 302
/account/2fa/webauthn/keys/KEY/remove/     302 302 302 302 302 302
/account/3rdparty/                         302 200 200 200 200 200
/account/3rdparty/signup/                  302 302 302 302 302 302
/account/3rdparty/login/cancelled/         200 200 200 200 200 200
/account/3rdparty/login/error/             401 401 401 401 401 401
/account/sessions/                         302 200 200 200 200 200
/account/google/login/                     404 404 404 404 404 404
/account/google/login/callback/            404 404 404 404 404 404
/account/google/login/token/               404 404 404 404 404 404
/account/facebook/login/token/             404 404 404 404 404 404
/account/facebook/login/                   404 404 404 404 404 404
/account/twitter_oauth2/login/             404 404 404 404 404 404
/account/wordpress/login/                  404 404 404 404 404 404
/account/oidc/oidc/login/                  404 404 404 404 404 404
/account/with/oidc/                        405 405 405 405 405 405
/login/                                    302 302 302 302 302 302
/logout/                                   302 200 200 200 200 200
/me/                                       302 200 200 200 200 200
/me/name/                                  405 405 405 405 405 405
/me/name/verify/                           405 405 405 405 405 405
/me/letters/                               405 405 405 405 405 405
/me/sessions/SESSION/end/                  405 405 405 405 405 405
/admin/comments/memberprofile/             302 302 302 302 200 200
/admin/login/                              302 403 403 403 302 302
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
# Posts with nothing in them; 302 leads a stranger to the log-in, 404 hides what is another's.
POSTS = """
/me/name/                                  302 422 422 422 422 422
/me/name/verify/                           302 302 302 302 302 302
/me/letters/                               302 302 302 302 302 302
/me/sessions/SESSION/end/                  302 302 404 404 404 404
/account/with/oidc/                        404 404 404 404 404 404
"""


@pytest.fixture
def world():
    """A member with a passkey and a session of their own."""
    remy = a_member()
    log_in(Client(), "remy@films.example")
    key = Authenticator.objects.create(user=a_member("nora", "Nora Lind"), type="webauthn", data={"name": "Telephone"})
    return {"KEY": key.pk, "SESSION": UserSession.objects.get(user=remy).pk, "REMY": remy}


def user_for(role, world):
    if role == "member":
        return world["REMY"]
    if role == "critic":
        iris = a_member("iris", "Iris Vale")
        a_critic("Iris Vale", user=iris)
        return iris
    user = {"other": lambda: a_member("tom", "Tom Ashe"), "moderator": a_moderator, "editor": an_admin}[role]()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def browser(role, world):
    client = Client()
    if role != "stranger":
        log_in(client, user_for(role, world).email, PASSWORD)
        assert "_auth_user_id" in client.session
    return client


def address_in(world, pattern):
    return pattern.replace("KEY", str(world["KEY"])).replace("SESSION", str(world["SESSION"]))


@pytest.mark.parametrize("role", HEAD[1:])
def test_what_each_may_open(world, role):
    column, answers = HEAD.index(role), {}
    for line in LINES:
        answers[line[0]] = browser_answer(role, world, line[0])
    assert answers == {line[0]: int(line[column]) for line in LINES}


def browser_answer(role, world, pattern):
    client = world.setdefault(role, None) or world.update({role: browser(role, world)}) or world[role]
    return client.get(address_in(world, pattern)).status_code


@pytest.mark.parametrize("role", HEAD[1:])
def test_what_each_may_send(world, role):
    client, column = browser(role, world), HEAD.index(role)
    lines = [line.split() for line in POSTS.strip().splitlines()]
    answers = {line[0]: client.post(address_in(world, line[0])).status_code for line in lines}
    assert answers == {line[0]: int(line[column]) for line in lines}


@pytest.mark.parametrize(
    "path", ["/me/name/", "/me/letters/", "/account/login/", "/account/email/", "/account/sessions/"]
)
def test_no_form_is_taken_without_its_token(world, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world["REMY"])
    assert client.post(path, {"name": "Tom Ashe"}).status_code == 403


def test_the_table_names_every_address():
    """allauth may bring new ones with its next version."""
    known = {line[0].replace("KEY", "<int:pk>").replace("SESSION", "<int:pk>") for line in LINES}
    found = set(addresses(get_resolver().url_patterns))
    mine = {path for path in found if path.startswith(("/account/", "/me/"))}
    unnamed = {path for path in mine if path not in known and not path.startswith("/account/social/")}
    assert {path for path in unnamed if "callback" not in path and "<" not in path.replace("<int:pk>", "")} == set()


def addresses(patterns, before="/"):
    for pattern in patterns:
        path = before + str(pattern.pattern).strip("^$")
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path
