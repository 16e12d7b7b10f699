"""Members in Chromium: passkeys with a virtual authenticator, codes, an outside sign-in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from accounts.models import MemberProfile
from comments.actions import verify
from filmsite import environment as env
from tests.accounts.builders import PASSWORD, a_member, code_in_email, sent_emails
from tests.accounts.provider import CLIENT, SECRET, Provider
from tests.builders import a_review
from tests.comments.builders import a_comment

from .axe import BY_DAY_AND_NIGHT, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_authenticator(page):
    """A virtual authenticator (WebAuthn) whose owner always says yes."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools


def watched(page):
    """What the policy refused on this page's way."""
    refused = []
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and refused.append(message.text),
    )
    return refused


def sign_in(page, login="remy@films.example"):
    page.goto("/account/login/")
    page.get_by_label("E-mail or user name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("Signed in as"))).to_be_visible()


def add_passkey(page):
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name this passkey").fill("Telephone")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_added_and_opens_the_account(open_page):
    a_member()
    page = open_page()
    refused = watched(page)
    with_authenticator(page)
    sign_in(page)
    add_passkey(page)
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/?next=/films/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="Signed in as Remy Adler")).to_be_visible()
    assert page.url.endswith("/films/") and refused == []


def test_who_signed_up_by_code_sees_the_recovery_codes_of_a_first_passkey(open_page):
    remy = a_member()
    remy.set_unusable_password()
    remy.save()
    page = open_page()
    with_authenticator(page)
    page.goto("/account/login/code/")
    page.get_by_label("E-mail").fill("remy@films.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_in_email())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Signed in as Remy Adler")).to_be_visible()
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Name this passkey").fill("Telephone")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"[0-9a-f]{8}"))


def test_a_password_alone_no_longer_opens_it(open_page):
    a_member()
    page = open_page()
    with_authenticator(page)
    sign_in(page)
    add_passkey(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_label("E-mail or user name").fill("remy@films.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("link", name="Signed in as Remy Adler")).to_be_visible()


def test_a_passkey_that_is_not_there_is_said_so(open_page):
    page = open_page()
    tools = with_authenticator(page)
    page.goto("/account/login/")
    tools.send("WebAuthn.disable")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()


def test_a_code_opens_with_and_without_scripts(page):
    a_member()
    page.goto("/account/login/")
    page.get_by_role("link", name="Send me a code").click()
    page.get_by_label("E-mail").fill("remy@films.example")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code to sign in")).to_be_visible()
    page.get_by_label("Code").fill(code_in_email())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Signed in as Remy Adler")).to_be_visible()


def test_a_newcomer_signs_up(page):
    page.goto("/account/signup/")
    page.get_by_label("Name").fill("Nora Lind")
    page.get_by_label("E-mail").fill("nora@readers.example")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Confirm your e-mail address")).to_be_visible()
    assert sent_emails()[-1].to == ["nora@readers.example"]
    page.get_by_label("Code").fill(code_in_email())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Signed in as Nora Lind")).to_be_visible()


def test_an_outside_sign_in_leads_there_and_back(page, settings, monkeypatch):
    """Also past the policy, which would stop a form that ends at another host."""
    provider = Provider(
        {"sub": "n-1", "name": "Nora Lind", "email": "nora@readers.example", "email_verified": True}
    )
    monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("OIDC_URL", provider.url)
    monkeypatch.setenv("OIDC_NAME", "Cinema Club")
    settings.SOCIALACCOUNT_PROVIDERS = env.providers(openid_connect=env.openid("OIDC_URL"))
    page.goto("/account/login/")
    page.get_by_role("button", name="Continue with Cinema Club").click()
    expect(page.get_by_role("heading", name="One more question")).to_be_visible()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("link", name="Signed in as Nora Lind")).to_be_visible()
    provider.close()


def pages_of_a_member():
    """A member with a verified name and something to show."""
    remy = a_member()
    a_comment(a_review(), "Remy Adler", user=remy)
    verify.verify(MemberProfile.objects.get_or_create_for(remy), remy)
    return [
        "/me/", "/account/email/", "/account/password/change/", "/account/2fa/",
        "/account/2fa/webauthn/", "/account/sessions/", "/account/3rdparty/", "/account/logout/",
    ]  # fmt: skip


def test_every_page_of_a_member_is_accessible(open_page):
    page = open_page()
    doors = [
        "/account/login/",
        "/account/signup/",
        "/account/login/code/",
        "/account/password/reset/",
    ]
    own = pages_of_a_member()
    for path in [*doors, None, *own]:
        if path is None:
            sign_in(page)
            continue
        assert_accessible(page, path, schemes=BY_DAY_AND_NIGHT)


def test_no_page_of_a_member_scrolls_sideways_or_breaks_the_policy(open_page):
    page = open_page(viewport={"width": 320, "height": 800})
    refused = watched(page)
    own = pages_of_a_member()
    sign_in(page)
    for path in own:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert refused == []
