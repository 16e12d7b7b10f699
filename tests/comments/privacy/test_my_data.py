"""The pages of one's own data: who gets in, what they show, and that looking changes nothing."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import FilmMark, MemberProfile
from comments.actions import edit as edits
from comments.actions import like as likes
from comments.actions import moderate
from comments.models import Comment, TrustedAuthor
from comments.privacy import links
from mail import links as mail_links
from mail import sending
from mail.models import OutgoingEmail, Recipient
from tests.builders import a_film
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with, post

from .builders import a_member, dump, links_mailed, prove

pytestmark = pytest.mark.django_db

ASK = "/comments/my-data/"


def ask(client, email="remy@readers.example", **fields):
    return client.post(ASK, {"email": email, "fax": ""} | fields)


def token_of(email="remy@readers.example"):
    return links.token_of(Recipient.objects.get_or_create_at(email))


def test_it_works(client):
    a_comment(a_review_with(), body="My very words.")
    assert client.get(ASK).status_code == 200
    assert ask(client).status_code == 200
    (link,) = links_mailed()[:1]
    html = client.get(link).content.decode()
    assert "1 comment you sent" in html and link + "export/" in html and link + "erase/" in html


def test_known_and_unknown_addresses_get_one_answer():
    a_comment(a_review_with())
    known, unknown = ask(Client()), ask(Client(), "nobody@elsewhere.example")
    assert known.content == unknown.content and known.headers == unknown.headers
    assert known.status_code == 200 and not known.cookies
    sending.send_due()
    assert [email.to for email in mail.outbox] == [["remy@readers.example"]]
    assert not Recipient.objects.filter(email="nobody@elsewhere.example").exists()


def test_one_letter_a_day(client):
    a_comment(a_review_with())
    ask(client), ask(client), ask(client, "REMY@readers.example")
    assert OutgoingEmail.objects.filter(kind="data").count() == 1


def test_who_confirmed_an_address_today_gets_it_as_well(client):
    a_comment(a_review_with())
    Recipient.objects.confirm("remy@readers.example")
    # As a stranger may have it asked each day.
    assert Recipient.objects.claim_confirmation("remy@readers.example")
    ask(client)
    assert OutgoingEmail.objects.filter(kind="data").count() == 1


def test_an_address_that_ended_all_emails_gets_what_it_asks_for(client):
    a_comment(a_review_with())
    Recipient.objects.get_or_create_at("remy@readers.example").unsubscribe_all()
    ask(client)
    assert OutgoingEmail.objects.filter(kind="data").exists()


def test_one_network_cannot_have_many_written_to(client):
    review = a_review_with()
    for number in range(12):
        a_comment(review, email=f"r{number}@readers.example")
        assert ask(client, f"r{number}@readers.example").status_code == 200
    assert OutgoingEmail.objects.filter(kind="data").count() == 10


@pytest.mark.parametrize("fields", [{"email": "remy"}, {"email": ""}, {"fax": "123"}])
def test_a_form_that_cannot_be_meant_is_shown_again(client, fields):
    assert ask(client, **({"email": "remy@readers.example"} | fields)).status_code == 422
    assert not OutgoingEmail.objects.exists()


def test_another_site_cannot_ask(client):
    a_comment(a_review_with())
    response = client.post(
        ASK, {"email": "remy@readers.example"}, headers={"sec-fetch-site": "cross-site"}
    )
    html = response.content.decode()
    assert response.status_code == 403 and not OutgoingEmail.objects.exists()
    assert "another site sent this" in html and 'name="email"' in html
    assert "link does not work" not in html


def test_looking_changes_nothing(client):
    a_comment(a_review_with())
    token = token_of()
    before = dump()
    for name in ("my_data", "export", "erase"):
        for method in (client.get, client.head):
            response = method(reverse(f"comments:{name}", args=[token]))
            assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    assert dump() == before


def test_erasing_asks_whether_it_is_meant(client):
    a_comment(a_review_with())
    response = client.post(reverse("comments:erase", args=[token_of()]), {})
    assert response.status_code == 422 and "Nothing was deleted" in response.content.decode()
    assert Comment.objects.approved().count() == 1


@pytest.mark.parametrize("name", ["my_data", "export", "erase"])
@pytest.mark.parametrize("token", ["1", "1~abc~def", "~", "x" * 300])
def test_a_forged_link_opens_nothing(client, name, token):
    a_comment(a_review_with())
    Recipient.objects.get_or_create_at("remy@readers.example")
    for method in (client.get, client.post):
        response = method(reverse(f"comments:{name}", args=[token]), {"sure": "on"})
        assert response.status_code in {404, 405} and b"remy" not in response.content
    assert Comment.objects.approved().count() == 1


def test_an_old_link_opens_nothing(client, monkeypatch):
    a_comment(a_review_with())
    token = token_of()
    monkeypatch.setattr(links, "WITHIN", timedelta(seconds=-1))
    assert client.get(reverse("comments:my_data", args=[token])).status_code == 404


def test_a_link_for_emails_is_no_key_to_data(client):
    token = mail_links.preferences_url(
        Recipient.objects.get_or_create_at("remy@readers.example")
    ).split("/")[-2]
    assert client.get(reverse("comments:my_data", args=[token])).status_code == 404


def test_a_browser_that_proved_the_address_needs_no_letter(client):
    a_pending_comment(a_review_with(), status="unconfirmed")
    client.post(
        mail_links.confirm_url(Recipient.objects.get_or_create_at("remy@readers.example")),
        {"comments": [Comment.objects.get().pk]},
    )
    response = ask(client)
    assert response.status_code == 303 and client.get(response["Location"]).status_code == 200
    assert not OutgoingEmail.objects.filter(kind="data").exists()


# The file


def test_the_file_has_all_that_one_wrote(client):
    review = a_review_with()
    first = a_comment(review, body="Mine: « déjà vu ».", website="https://remy.example/")
    moderate.reject(
        a_pending_comment(review, body="Refused."), a_moderator(), "Not about the film."
    )
    a_comment(review, name="Tom Grump", body="Not mine.", parent=first)
    response = client.get(reverse("comments:export", args=[token_of()]))
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Content-Type"] == "application/json" and "déjà" in response.content.decode()
    file = json.loads(response.content)
    assert [text["body"] for text in file["comments"]] == ["Mine: « déjà vu ».", "Refused."]
    mine = file["comments"][0]
    assert (mine["name"], mine["email"], mine["website"]) == (
        "Remy Adler",
        "remy@readers.example",
        "https://remy.example/",
    )
    assert mine["address"].endswith(f"/reviews/{review.slug}/comments/1/")
    assert file["comments"][1]["reason"] == "Not about the film." and file["account"] is None
    assert "Tom Grump" not in response.content.decode() and "mona" not in response.content.decode()


def test_the_file_of_a_member(client):
    zora, review = a_member(), a_review_with()
    likes.like(a_comment(review), zora)
    client.force_login(zora)
    post(client, review, "As a member.")
    a_pending_comment(review, "Zora", "As a guest before.", email=zora.email)
    file = json.loads(client.get(reverse("comments:export")).content)
    assert {text["body"] for text in file["comments"]} == {"As a member.", "As a guest before."}
    assert file["account"]["last_name"] == "Quillfeather" and len(file["likes"]) == 1
    assert "password" not in file["account"]


def test_the_file_of_a_member_has_the_films_they_marked(client):
    zora = a_member()
    FilmMark.objects.mark(zora, a_film("Heat", 1995), "against")
    FilmMark.objects.mark(a_moderator(), a_film("Alien", 1979), "for")
    client.force_login(zora)
    file = json.loads(client.get(reverse("comments:export")).content)
    assert file["marked_films"] == [{"film": "Heat (1995)", "stance": "against"}]
    assert "1 film you marked" in client.get(ASK).content.decode()


def test_the_file_of_a_member_has_the_account_whole(client):
    zora = a_member()
    login = {"login": zora.email, "password": "a good password"}
    client.post(reverse("account_login"), login, headers={"user-agent": "Netscape 4"})
    EmailAddress.objects.create(user=zora, email="second@quill.example")
    profile = MemberProfile.objects.get_or_create_for(zora)
    profile.set_verified_name("Zora Quillfeather", a_moderator())
    profile.request_verification()
    data = {"name": "Telephone", "credential": "not to be shown"}
    Authenticator.objects.create(user=zora, type="webauthn", data=data)
    Authenticator.objects.create(user=zora, type="recovery_codes", data={"seed": "secret seed"})
    SocialAccount.objects.create(
        user=zora, provider="google", uid="1234", extra_data={"picture": "https://g.example/z"}
    )
    TrustedAuthor.objects.create(user=zora, name="Zora Quillfeather", by=None)
    exported = client.get(reverse("comments:export")).content.decode()
    file = json.loads(exported)
    account = file["account"]
    assert {row["email"]: row["verified"] for row in account["addresses"]} == {
        zora.email: True,
        "second@quill.example": False,
    }
    assert account["verification"]["verified_name"] == "Zora Quillfeather"
    assert account["verification"]["asked_at"] and account["verification"]["verified_at"]
    assert [row["browser"] for row in account["sessions"]] == ["Netscape 4"]
    assert [row["name"] for row in account["passkeys_and_codes"]] == ["Telephone", "Recovery codes"]
    (elsewhere,) = account["accounts_at_other_sites"]
    assert (elsewhere["provider"], elsewhere["uid"]) == ("google", "1234")
    assert elsewhere["what_it_told"] == {"picture": "https://g.example/z"}
    assert [row["name"] for row in file["trusted"]] == ["Zora Quillfeather"]
    for secret in ("not to be shown", "secret seed", client.session.session_key, "mona"):
        assert secret not in exported


def test_the_file_has_which_emails_are_wanted(client):
    a_comment(a_review_with())
    Recipient.objects.get_or_create_at("remy@readers.example").unsubscribe_all()
    file = json.loads(client.get(reverse("comments:export", args=[token_of()])).content)
    (wanted,) = file["email_settings"]
    assert wanted["email"] == "remy@readers.example" and wanted["unsubscribed_at"]


def test_the_file_has_earlier_texts(client):
    comment = a_comment(a_review_with())
    edits.edit(comment, "The second thought.")
    file = json.loads(client.get(reverse("comments:export", args=[token_of()])).content)
    assert file["comments"][0]["earlier_texts"][0]["body"].startswith("Thought")


# Members


def test_strangers_sign_in_first(client):
    for name in ("export", "erase"):
        assert client.get(reverse(f"comments:{name}"))["Location"].startswith("/login/")


def test_a_member_sees_their_own(client):
    client.force_login(a_member())
    html = client.get(ASK).content.decode()
    assert "0 comments you sent" in html and 'href="/comments/my-data/export/"' in html
    assert "your account, with" in html


def test_a_guests_link_tells_of_no_account(client):
    a_comment(a_review_with())
    html = client.get(reverse("comments:my_data", args=[token_of()])).content.decode()
    assert "your account, with" not in html


def test_a_members_erasure_needs_the_pages_token():
    client = Client()
    client.force_login(a_member())
    prove(client)
    client.handler.enforce_csrf_checks = True
    assert client.post(reverse("comments:erase"), {"sure": "on"}).status_code == 403
    html = client.get(reverse("comments:erase")).content.decode()
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert (
        client.post(
            reverse("comments:erase"), {"sure": "on", "csrfmiddlewaretoken": token}
        ).status_code
        == 200
    )


def test_the_footer_leads_there(client):
    assert 'href="/comments/my-data/"' in client.get("/").content.decode()
