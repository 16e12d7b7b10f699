"""Sign-in by somebody else's server: an OpenID Connect provider on loopback."""

import re

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.urls import reverse

from filmsite import environment as env
from tests.builders import a_review
from tests.comments.builders import a_comment

from .builders import PASSWORD, a_member, code_in_email, is_in, sent_emails, sign_in
from .provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NORA = {"sub": "n-1", "name": "Nora Lind", "given_name": "Nora", "family_name": "Lind"}
PROVED = NORA | {"email": "nora@readers.example", "email_verified": True}


@pytest.fixture
def provider(settings, monkeypatch):
    """Nora's provider, with its keys in the environment."""
    found = Provider(PROVED)
    values = {
        "OIDC_URL": found.url,
        "OIDC_NAME": "Cinema Club",
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS = env.providers(openid_connect=env.openid("OIDC_URL"))
    yield found
    found.close()


def go_out(client, process="login", **data):
    """Press the button, follow the link, say yes there; the address that leads back."""
    answer = client.post("/account/with/oidc/", {"process": process} | data)
    assert answer.status_code == 200
    link = re.search(r'<a href="(http://127[^"]+)"', answer.content.decode())[1].replace(
        "&amp;", "&"
    )
    back = requests.get(link, allow_redirects=False, timeout=5).headers["Location"]
    return back.replace("http://testserver", "")


def come_back(client, back):
    return client.get(back)


def finish(client, **changes):
    """Answer the one question that a newcomer is asked."""
    return client.post(
        "/account/3rdparty/signup/",
        {"name": "Nora Lind", "email": "nora@readers.example"} | changes,
    )


def test_a_newcomer_becomes_a_member(client, provider):
    assert "Continue with Cinema Club" in client.get("/account/login/").content.decode()
    answer = come_back(client, go_out(client))
    assert answer.url == "/account/3rdparty/signup/"
    html = client.get(answer.url).content.decode()
    assert 'value="Nora Lind"' in html and 'value="nora@readers.example"' in html
    finish(client)
    assert is_in(client) and User.objects.get().get_full_name() == "Nora Lind"


def test_a_member_comes_again(client, provider):
    come_back(client, go_out(client))
    finish(client)
    client.post("/logout/")
    come_back(client, go_out(client))
    assert is_in(client) and User.objects.count() == 1


def test_one_returns_where_one_was(client, provider):
    come_back(client, go_out(client))
    finish(client)
    client.post("/logout/")
    assert come_back(client, go_out(client, next="/films/")).url == "/films/"


def test_nobody_is_sent_to_another_host(client, provider):
    come_back(client, go_out(client))
    finish(client)
    client.post("/logout/")
    assert come_back(client, go_out(client, next="//evil.example/")).url == "/"


def test_an_address_that_is_not_proved_there_is_proved_here(client, provider):
    provider.person = PROVED | {"email_verified": False}
    come_back(client, go_out(client))
    assert finish(client).url == "/account/confirm-email/" and not is_in(client)
    client.post("/account/confirm-email/", {"code": code_in_email()})
    assert is_in(client)


def test_an_address_alone_opens_nobody_s_account(client, provider):
    member = a_member("nora", "Nora Lind")
    provider.person = NORA | {"email": member.email, "email_verified": True}
    come_back(client, go_out(client))
    finish(client, email=member.email)
    assert not is_in(client) and not SocialAccount.objects.exists()


def test_a_member_adds_an_outside_sign_in(client, provider):
    a_member()
    sign_in(client, "remy@films.example")
    assert come_back(client, go_out(client, "connect")).url == "/account/reauthenticate/"
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user.username == "remy"


def test_a_member_drops_an_outside_sign_in(client, provider):
    come_back(client, go_out(client))
    finish(client)
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    client.post("/logout/")
    sign_in(client, "nora@readers.example")
    html = client.get("/account/3rdparty/").content.decode()
    assert "oidc: Nora Lind" in html
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def remove(client, **fields):
    return client.post(
        "/account/3rdparty/", {"account": SocialAccount.objects.latest("pk").pk} | fields
    )


def test_a_member_without_password_drops_it_too_for_a_code_lets_them_in(client, provider):
    come_back(client, go_out(client))
    finish(client)
    remove(client)
    assert not SocialAccount.objects.exists()
    assert "You can no longer sign in with your account at Cinema Club." in sent_emails()[-1].body


def test_it_is_dropped_when_its_keys_are_gone(client, provider, settings):
    come_back(client, go_out(client))
    finish(client)
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert 'href="/account/3rdparty/"' in client.get("/me/").content.decode()
    assert "oidc: Nora Lind" in client.get("/account/3rdparty/").content.decode()
    assert remove(client).status_code == 302
    assert not SocialAccount.objects.exists() and "your account at oidc" in sent_emails()[-1].body
    assert 'href="/account/3rdparty/"' not in client.get("/me/").content.decode()


def test_the_only_way_in_stays(client, provider):
    come_back(client, go_out(client))
    finish(client)
    User.objects.get().emailaddress_set.update(verified=False)
    assert "This is your only way to sign in." in remove(client).content.decode()
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize(("keys", "left"), [(True, 1), (False, 2)])
def test_another_outside_sign_in_is_a_way_in_while_it_has_keys(
    client, provider, settings, keys, left
):
    editor = User.objects.create_user("editor", is_staff=True)
    for uid in ("n-1", "n-2"):
        SocialAccount.objects.create(user=editor, provider="oidc", uid=uid)
    client.force_login(editor)
    if not keys:
        settings.SOCIALACCOUNT_PROVIDERS = {}
    remove(client)
    assert SocialAccount.objects.count() == left


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"name": "Nora"}, "Nora"),
        ({"userinfo": {"name": "N. Lind"}}, "N. Lind"),
        ({"display_name": "NL"}, "NL"),
        ({}, "7"),
    ],
)
def test_the_list_names_each_as_its_provider_does(client, told, shown):
    remy = a_member()
    SocialAccount.objects.create(user=remy, provider="google", uid="7", extra_data=told)
    client.force_login(remy)
    assert f"google: {shown}</label>" in client.get("/account/3rdparty/").content.decode()


def test_nobody_drops_another_s(client, provider):
    nora = a_member("nora", "Nora Lind")
    SocialAccount.objects.create(user=nora, provider="oidc", uid="n-1")
    client.force_login(a_member())
    remove(client)
    assert SocialAccount.objects.exists()


def test_a_code_of_another_s_browser_is_refused(client, provider):
    from django.test import Client

    back = go_out(Client())
    assert "did not work" in come_back(client, back).content.decode()
    assert not is_in(client)


def test_a_made_up_code_is_refused(client, provider):
    back = re.sub(r"code=[^&]+", "code=made-up", go_out(client))
    assert "did not work" in come_back(client, back).content.decode()


def test_no_token_is_kept(client, provider):
    come_back(client, go_out(client))
    finish(client)
    assert not SocialToken.objects.exists()


def test_a_provider_that_is_down_says_so(client, provider):
    provider.close()
    assert client.post("/account/with/oidc/").status_code == 503


def test_without_keys_nothing_shows(client):
    html = (
        client.get("/account/login/").content.decode()
        + client.get("/account/signup/").content.decode()
    )
    assert "Continue with" not in html


@pytest.mark.parametrize(
    "name", ["google", "facebook", "twitter_oauth2", "wordpress", "oidc", "nobody"]
)
def test_without_keys_nothing_answers(client, name):
    assert client.post(f"/account/with/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "variable", "host"),
    [
        ("google", "GOOGLE_CLIENT_ID", "accounts.google.com"),
        ("facebook", "FACEBOOK_CLIENT_ID", "www.facebook.com"),
        ("twitter_oauth2", "X_CLIENT_ID", "x.com"),
        ("wordpress", "WORDPRESS_CLIENT_ID", "public-api.wordpress.com"),
    ],
)
def test_with_keys_each_leads_to_its_own(client, settings, monkeypatch, name, variable, host):
    monkeypatch.setenv(variable, "films")
    monkeypatch.setenv(variable.replace("_ID", "_SECRET"), "a secret")
    settings.SOCIALACCOUNT_PROVIDERS = env.providers(**{name: env.keys(variable)})
    assert f"/account/with/{name}/" in client.get("/account/login/").content.decode()
    html = client.post(f"/account/with/{name}/").content.decode()
    assert f'content="0;url=https://{host}/' in html and "client_id=films" in html


def test_one_key_without_the_other_stops_the_start(monkeypatch):
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "films")
    with pytest.raises(SystemExit, match="GOOGLE_CLIENT_SECRET"):
        env.keys("GOOGLE_CLIENT_ID")


@pytest.mark.parametrize(
    "value", ["", "login.example", "ftp://login.example", "https://user@login.example", "https://"]
)
def test_an_address_that_cannot_be_meant_stops_the_start(monkeypatch, value):
    for name, text in {
        "OIDC_URL": value,
        "OIDC_CLIENT_ID": "films",
        "OIDC_CLIENT_SECRET": "a secret",
    }.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(SystemExit, match="OIDC_URL"):
        env.openid("OIDC_URL")


def test_wordpress_tells_who_it_is(client, settings, monkeypatch):
    """The answers of WordPress.com are written down here; its server is not asked."""
    from allauth.socialaccount.providers.oauth2.client import OAuth2Client

    class Answer:
        def raise_for_status(self):
            """All is well."""

        def json(self):
            return {
                "ID": 7,
                "display_name": "Nora Lind",
                "email": "nora@readers.example",
                "email_verified": True,
            }

    monkeypatch.setattr(
        OAuth2Client, "get_access_token", lambda *given, **named: {"access_token": "t"}
    )
    monkeypatch.setattr(requests.Session, "get", lambda *given, **named: Answer())
    settings.SOCIALACCOUNT_PROVIDERS = {
        "wordpress": {"APPS": [{"client_id": "films", "secret": "s"}]}
    }
    html = client.post("/account/with/wordpress/").content.decode()
    state = re.search(r"state=(\w+)", html)[1]
    assert (
        client.get(f"/account/wordpress/login/callback/?code=c&state={state}").url
        == "/account/3rdparty/signup/"
    )
    finish(client)
    assert is_in(client) and SocialAccount.objects.get().uid == "7"


def test_the_comment_form_offers_it_too(client, provider):
    """By a link, because the kept page holds no token; the button behind it starts the sign-in."""
    review = a_review()
    link = f"/account/with/oidc/?next={review.get_absolute_url()}%23write"
    assert f'href="{link}"' in client.get(review.get_absolute_url()).content.decode()
    html = client.get(link).content.decode()
    assert (
        "Continue with Cinema Club" in html and f'value="{review.get_absolute_url()}#write"' in html
    )
    come_back(client, go_out(client, next=f"{review.get_absolute_url()}#write"))
    assert finish(client).url == f"{review.get_absolute_url()}#write"


def test_the_page_of_a_reply_offers_it_too(client, provider):
    comment = a_comment(a_review(), "Iris Vale")
    path = reverse("comments:write", args=[comment.discussion.review.slug])
    html = client.get(f"{path}?parent={comment.seq}").content.decode()
    assert f"/account/with/oidc/?next={path}%3Fparent%3D{comment.seq}" in html


def test_a_member_is_not_asked_to_sign_in_at_the_form(client, provider):
    client.force_login(a_member())
    assert "/account/with/oidc/" not in client.get(a_review().get_absolute_url()).content.decode()
