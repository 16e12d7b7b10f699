"""Who may do what with accounts, address by address, against a table written by hand."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.test import Client

from tests import access

from .builders import PASSWORD, a_member, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# 302 leads a stranger to the sign-in, a member away from it; 405 takes posts alone. Members have
# just proved their password again. SESSION is the member's own, KEY nobody's here; whose they are
# not finds nothing there.
GET = access.read("""
address                               anonymous guest-A guest-B member other critic moderator editor
/account/login/                       200       200     200     302    302   302    302       302
/account/signup/                      200       200     200     302    302   302    302       302
/account/logout/                      302       302     302     200    200   200    200       200
/account/inactive/                    200       200     200     200    200   200    200       200
/account/email/                       302       302     302     200    200   200    200       200
/account/confirm-email/               302       302     302     302    302   302    302       302
/account/password/change/             302       302     302     200    200   200    200       200
/account/password/set/                302       302     302     302    302   302    302       302
/account/password/reset/              200       200     200     200    200   200    200       200
/account/password/reset/confirm/      302       302     302     302    302   302    302       302
/account/password/reset/complete/     302       302     302     302    302   302    302       302
/account/password/reset/done/         200       200     200     200    200   200    200       200
/account/login/code/                  200       200     200     302    302   302    302       302
/account/login/code/confirm/          302       302     302     302    302   302    302       302
/account/reauthenticate/              302       302     302     200    200   200    200       200
/account/2fa/                         302       302     302     200    200   200    200       200
/account/2fa/authenticate/            302       302     302     302    302   302    302       302
/account/2fa/reauthenticate/          302       302     302     302    302   302    302       302
/account/2fa/recovery-codes/          302       302     302     404    404   404    404       404
/account/2fa/recovery-codes/download/ 302       302     302     404    404   404    404       404
/account/2fa/recovery-codes/generate/ 302       302     302     200    200   200    200       200
/account/2fa/webauthn/                302       302     302     200    200   200    200       200
/account/2fa/webauthn/add/            302       302     302     200    200   200    200       200
/account/2fa/webauthn/login/          302       302     302     302    302   302    302       302
/account/2fa/webauthn/reauthenticate/ 302       302     302     302    302   302    302       302
/account/2fa/webauthn/keys/KEY/edit/  302       302     302     404    404   404    404       404
/account/2fa/webauthn/keys/KEY/remove/ 302       302     302     404    404   404    404       404
/account/3rdparty/                    302       302     302     200    200   200    200       200
/account/3rdparty/signup/             302       302     302     302    302   302    302       302
/account/3rdparty/login/cancelled/    200       200     200     200    200   200    200       200
/account/3rdparty/login/error/        401       401     401     401    401   401    401       401
/account/sessions/                    302       302     302     200    200   200    200       200
/account/google/login/                404       404     404     404    404   404    404       404
/account/google/login/callback/       404       404     404     404    404   404    404       404
/account/google/login/token/          404       404     404     404    404   404    404       404
/account/facebook/login/token/        404       404     404     404    404   404    404       404
/account/facebook/login/              404       404     404     404    404   404    404       404
/account/twitter_oauth2/login/        404       404     404     404    404   404    404       404
/account/wordpress/login/             404       404     404     404    404   404    404       404
/account/oidc/oidc/login/             404       404     404     404    404   404    404       404
/account/with/oidc/                   404       404     404     404    404   404    404       404
/login/                               302       302     302     302    302   302    302       302
/logout/                              302       302     302     200    200   200    200       200
/me/                                  302       302     302     200    200   200    200       200
/me/name/                             405       405     405     405    405   405    405       405
/me/name/verify/                      405       405     405     405    405   405    405       405
/me/e-mails/                          405       405     405     405    405   405    405       405
/me/sessions/SESSION/end/             405       405     405     405    405   405    405       405
/admin/login/                         302       302     302     403    403   302    302       302
/account/facebook/login/callback/     404       404     404     404    404   404    404       404
/account/oidc/oidc/login/callback/    404       404     404     404    404   404    404       404
/account/social/connections/          301       301     301     301    301   301    301       301
/account/social/login/cancelled/      301       301     301     301    301   301    301       301
/account/social/login/error/          301       301     301     301    301   301    301       301
/account/social/signup/               301       301     301     301    301   301    301       301
/account/twitter_oauth2/login/callback/ 404       404     404     404    404   404    404       404
/account/wordpress/login/callback/    404       404     404     404    404   404    404       404
/admin/logout/                        302       302     302     302    302   405    405       405
/admin/password_change/               302       302     302     302    302   302   302       302
/admin/password_change/done/          302       302     302     302    302   302   302       302
""")
POST = access.read("""
address                               anonymous guest-A guest-B member other critic moderator editor
/account/login/                       200       200     200     302    302   302    302       302
/account/signup/                      200       200     200     302    302   302    302       302
/account/logout/                      302       302     302     302    302   302    302       302
/account/inactive/                    405       405     405     405    405   405    405       405
/account/email/                       302       302     302     302    302   302    302       302
/account/confirm-email/               302       302     302     302    302   302    302       302
/account/password/change/             302       302     302     200    200   200    200       200
/account/password/set/                302       302     302     302    302   302    302       302
/account/password/reset/              200       200     200     200    200   200    200       200
/account/password/reset/confirm/      302       302     302     302    302   302    302       302
/account/password/reset/complete/     302       302     302     302    302   302    302       302
/account/password/reset/done/         405       405     405     405    405   405    405       405
/account/login/code/                  200       200     200     302    302   302    302       302
/account/login/code/confirm/          302       302     302     302    302   302    302       302
/account/reauthenticate/              302       302     302     200    200   200    200       200
/account/2fa/                         302       302     302     405    405   405    405       405
/account/2fa/authenticate/            302       302     302     302    302   302    302       302
/account/2fa/reauthenticate/          302       302     302     302    302   302    302       302
/account/2fa/recovery-codes/          302       302     302     405    405   405    405       405
/account/2fa/recovery-codes/download/ 302       302     302     404    404   404    404       404
/account/2fa/recovery-codes/generate/ 302       302     302     200    200   200    200       200
/account/2fa/webauthn/                302       302     302     405    405   405    405       405
/account/2fa/webauthn/add/            302       302     302     200    200   200    200       200
/account/2fa/webauthn/login/          302       302     302     302    302   302    302       302
/account/2fa/webauthn/reauthenticate/ 302       302     302     302    302   302    302       302
/account/2fa/webauthn/keys/KEY/edit/  302       302     302     404    404   404    404       404
/account/2fa/webauthn/keys/KEY/remove/ 302       302     302     404    404   404    404       404
/account/3rdparty/                    302       302     302     200    200   200    200       200
/account/3rdparty/signup/             302       302     302     302    302   302    302       302
/account/3rdparty/login/cancelled/    405       405     405     405    405   405    405       405
/account/3rdparty/login/error/        405       405     405     405    405   405    405       405
/account/sessions/                    302       302     302     302    302   302    302       302
/account/google/login/                404       404     404     404    404   404    404       404
/account/google/login/callback/       404       404     404     404    404   404    404       404
/account/google/login/token/          404       404     404     404    404   404    404       404
/account/facebook/login/token/        404       404     404     404    404   404    404       404
/account/facebook/login/              404       404     404     404    404   404    404       404
/account/twitter_oauth2/login/        404       404     404     404    404   404    404       404
/account/wordpress/login/             404       404     404     404    404   404    404       404
/account/oidc/oidc/login/             404       404     404     404    404   404    404       404
/account/with/oidc/                   404       404     404     404    404   404    404       404
/login/                               302       302     302     302    302   302    302       302
/logout/                              302       302     302     302    302   302    302       302
/me/                                  405       405     405     405    405   405    405       405
/me/name/                             302       302     302     302    302   302    302       302
/me/name/verify/                      302       302     302     302    302   302    302       302
/me/e-mails/                          302       302     302     302    302   302    302       302
/me/sessions/SESSION/end/             302       302     302     302    404   404    404       404
/admin/login/                         302       302     302     403    403   200    200       200
/account/facebook/login/callback/     404       404     404     404    404   404    404       404
/account/oidc/oidc/login/callback/    404       404     404     404    404   404    404       404
/account/social/connections/          301       301     301     301    301   301    301       301
/account/social/login/cancelled/      301       301     301     301    301   301    301       301
/account/social/login/error/          301       301     301     301    301   301    301       301
/account/social/signup/               301       301     301     301    301   301    301       301
/account/twitter_oauth2/login/callback/ 404       404     404     404    404   404    404       404
/account/wordpress/login/callback/    404       404     404     404    404   404    404       404
/admin/logout/                        302       302     302     302    302   302    302       302
/admin/password_change/               302       302     302     302    302   302   302       302
/admin/password_change/done/          302       302     302     302    302   302   302       302
""")
SENT = {
    "/me/name/": {"name": "Remy Okonkwo"},
    "/account/email/": {"email": "new@films.example", "action_add": ""},
    "/account/2fa/webauthn/keys/KEY/edit/": {"name": "Telephone"},
}


@pytest.fixture
def world():
    """(world, browsers): somebody's passkey, and a session of the member's."""
    _review, browsers = access.a_discussion()
    browsers["member"] = browser_of(a_member("remy"))
    key = Authenticator.objects.create(
        user=a_member("nora", "Nora Lind"), type="webauthn", data={"name": "Telephone"}
    )
    return {"KEY": key.pk, "SESSION": UserSession.objects.get(user__username="remy").pk}, browsers


def browser_of(user):
    """The browser of a member who just proved the password."""
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    client = Client()
    sign_in(client, user.email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("who", [*access.PEOPLE, "other"])
@pytest.mark.parametrize(
    ("method", "table", "sent"), [("get", GET, {}), ("post", POST, SENT)], ids=["get", "post"]
)
def test_access(world, who, method, table, sent):
    found, browsers = world
    if who == "other":
        browsers[who] = browser_of(a_member("tom", "Tom Ashe"))
    elif who in {"critic", "moderator", "editor"}:
        browsers[who] = browser_of(User.objects.filter(username=who).first() or access.someone(who))
    browser = access.browser_of(who, browsers)
    assert access.answers(browser, method, table, world=found, sent=sent) == access.column(
        table, who
    )


def test_the_tables_name_every_address(world):
    """allauth may bring new ones with its next version."""
    found, _browsers = world
    assert GET.keys() == POST.keys()
    begins = (
        "account/",
        "me/",
        "login/",
        "logout/",
        "admin/login/",
        "admin/logout/",
        "admin/password_change/",
    )
    assert access.named(GET, found) == set().union(*map(access.routes, begins))


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_a_member_opens_their_own_key(world, verb):
    found, browsers = world
    Authenticator.objects.update(user=UserSession.objects.get(pk=found["SESSION"]).user)
    assert (
        browsers["member"].get(f"/account/2fa/webauthn/keys/{found['KEY']}/{verb}/").status_code
        == 200
    )


@pytest.mark.parametrize(
    "page", ["recovery-codes/generate", "webauthn/add", "webauthn/keys/1/edit"]
)
def test_the_password_is_asked_for_again_before_a_key_changes(page):
    client = Client()
    sign_in(client, a_member().email)
    assert "/account/reauthenticate/" in client.get(f"/account/2fa/{page}/")["Location"]


@pytest.mark.parametrize(
    "path",
    ["/me/name/", "/me/e-mails/", "/account/login/", "/account/email/", "/account/sessions/"],
)
def test_no_form_is_taken_without_its_token(path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_member())
    assert client.post(path, {"name": "Tom Ashe"}).status_code == 403
