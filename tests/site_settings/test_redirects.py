"""Redirects: only where nothing else answers, and never in a circle."""

import pytest
from django.test import Client

from site_settings.models import Redirect
from tests.admin.people import errors_of
from tests.builders import a_film, change_slug
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db
ADD = "/admin/site_settings/redirect/add/"


def a_redirect(old_path="/old", new_address="/films/", **fields):
    return Redirect.objects.create(old_path=old_path, new_address=new_address, **fields)


def add(editor, old="/old", new="/films/", permanent="on"):
    return editor.post(ADD, {"old_path": old, "new_address": new, "permanent": permanent})


def refused(editor, old="/old", new="/films/"):
    answer = add(editor, old, new)
    assert answer.status_code == 200 and not Redirect.objects.filter(old_path=old).exists()
    return errors_of(answer)


def test_it_works(editor, client):
    assert add(editor, "/2012/rust-and-bone.html", "/films/").status_code == 302
    answer = client.get("/2012/rust-and-bone.html")
    assert (answer.status_code, answer.url) == (301, "/films/")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/old/", "/old"),
        ("/old", "/old/"),
        ("https://old.example/a/b?x=1#y", "/a/b"),
        ("/caf%C3%A9/", "/caf%C3%A9/"),
        ("/café", "/caf%C3%A9/"),
        ("/a%20b", "/a%20b"),
    ],
)
def test_an_old_address_is_typed_in_many_ways(editor, client, typed, asked):
    assert add(editor, typed).status_code == 302
    assert client.get(asked).status_code == 301


def test_one_that_ends_is_not_for_ever(client):
    a_redirect(permanent=False)
    assert client.get("/old").status_code == 302


def test_the_query_goes_along(client):
    a_redirect()
    a_redirect("/own", "/films/?letter=A")
    assert client.get("/old?utm_source=a").url == "/films/?utm_source=a"
    assert client.get("/own?utm_source=a").url == "/films/?letter=A"


def test_it_may_lead_to_another_site(client):
    a_redirect(new_address="https://films.example/café")
    assert client.get("/old").url == "https://films.example/caf%C3%A9"


def test_several_are_one(client):
    a_redirect("/a", "/b/")
    a_redirect("/b", "/c", permanent=False)
    a_redirect("/c", "/films/")
    answer = client.get("/a")
    assert (answer.status_code, answer.url) == (302, "/films/")


def test_a_circle_leads_nowhere(client):
    a_redirect("/a", "/b")
    a_redirect("/b", "/a/")
    assert [client.get(path).status_code for path in ("/a", "/b/")] == [404, 404]


def test_what_leads_to_itself_leads_nowhere(client):
    a_redirect("/a", "/a/")
    assert client.get("/a").status_code == 404


def test_too_many_lead_nowhere(client):
    for number in range(9):
        a_redirect(f"/{number}", f"/{number + 1}")
    assert client.get("/0").status_code == 404


def test_a_page_that_is_there_is_not_left(client):
    film = a_film("Heat", 1995)
    a_redirect(film.get_absolute_url().rstrip("/"), "/")
    assert client.get(film.get_absolute_url()).status_code == 200
    film.delete()
    assert client.get(film.get_absolute_url()).status_code == 301


def test_a_past_slug_comes_first(client):
    film = a_film("Heat", 1995)
    before = film.get_absolute_url()
    change_slug(film, "heat")
    a_redirect(before.rstrip("/"), "/")
    assert client.get(before).url == "/films/heat/"


def test_a_form_is_not_sent_elsewhere(client):
    a_redirect()
    assert client.post("/old").status_code == 404


@pytest.mark.parametrize("path", ["/admin/old/", "/account/old/", "/me/old/", "/static/old"])
def test_the_admin_and_accounts_are_left_alone(editor, path):
    a_redirect(path.rstrip("/"), "/films/")
    assert editor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/%ff", f"/{'x' * 3_000}", "/%2e%2e/"])
def test_odd_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_kept_answers_change_at_once():
    site = KeptSite()
    assert site.get("/old")[0] == "404 Not Found"
    row = a_redirect()
    status, headers, _body = site.get("/old")
    assert (status, headers["Location"]) == ("301 Moved Permanently", "/films/")
    Redirect.objects.update(new_address="/people/")
    assert site.get("/old")[1]["Location"] == "/people/"
    row.delete()
    assert site.get("/old")[0] == "404 Not Found"


def test_a_redirect_leaves_pages_kept():
    site = KeptSite()
    site.get("/")
    a_redirect()
    assert site.kept("/") is not None


@pytest.mark.parametrize("old", ["/", "", "old", "/?p=12", "#x"])
def test_no_path_is_refused(editor, old):
    found = refused(editor, old)
    assert "Enter the path of a page that is gone" in found or "required" in found


@pytest.mark.parametrize("old", ["/admin", "/admin/films/", "/account/login", "/static/a.css"])
def test_a_folder_of_the_site_s_own_is_refused(editor, old):
    assert "Enter a different one." in refused(editor, old)


@pytest.mark.parametrize("old", ["/films/", "/about", "/feed", "/robots.txt"])
def test_a_page_that_is_always_there_is_refused(editor, old):
    assert "Enter the address of no page." in refused(editor, old)


@pytest.mark.parametrize("new", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "x"])
def test_a_new_address_that_is_not_safe_is_refused(editor, new):
    assert "such as /films/, or an address" in refused(editor, "/old", new)


@pytest.mark.parametrize("new", ["/old", "/old/", "/old?x=1", "/b", "SITE/old"])
def test_a_circle_is_refused(editor, new, settings):
    a_redirect("/b", "/c")
    a_redirect("/c", "/old/")
    new = new.replace("SITE", settings.SITE_URL)
    found = refused(editor, "/old", new)
    assert "leads back to the old one" in found or "such as /films/" in found


def test_one_old_address_is_redirected_once(editor):
    add(editor)
    assert "already exists" in errors_of(add(editor, "/old/"))


def test_editors_delete_one(editor):
    row = a_redirect()
    editor.post(f"/admin/site_settings/redirect/{row.pk}/delete/", {"post": "yes"})
    assert Client().get("/old").status_code == 404
