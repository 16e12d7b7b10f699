"""How readers saw films: asked of everybody, stored for members who say so, and theirs alone."""

import re

import pytest
from django.test import Client

from accounts.models import FilmMark
from tests.builders import a_film, a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def heat():
    film = a_film("Heat", 1995)
    a_review("Two men at a table", film=film)
    return film


def mark(client, film, stance, **sent):
    return client.post(f"/my-critic/films/{film.pk}/", {"stance": stance} | sent)


def pressed(client, path):
    """The answers that a page shows as given."""
    html = client.get(path).content.decode()
    return re.findall(r'data-stance="(\w+)"\s+aria-pressed="true"', html)


def marks():
    return [(row.user.username, row.film.title, row.stance) for row in FilmMark.objects.all()]


def test_it_works(browser, heat):
    assert mark(browser, heat, "for").url == f"/films/heat-1995/#film-mark-{heat.pk}"
    assert marks() == [("remy", "Heat", "for")]
    for path in ("/films/heat-1995/", "/reviews/two-men-at-a-table/"):
        assert pressed(browser, path) == ["for"]
    page = browser.get("/my-critic/").content.decode()
    assert "Heat (1995)" in page and "Films you marked" in page


def test_a_guest_is_asked_by_a_script_alone(heat):
    site = KeptSite()
    for path in ("/films/heat-1995/", "/reviews/two-men-at-a-table/"):
        html = site.get(path)[2].decode()
        assert site.kept(path) and f'data-film="{heat.pk}"' in html
        assert "/my-critic/films/" not in html and "csrfmiddlewaretoken" not in html


def test_the_page_for_guests_is_kept(heat):
    site = KeptSite()
    status, headers, body = site.get("/my-critic/")
    assert status == "200 OK" and headers["Cache-Control"] == "public, no-cache"
    assert site.kept("/my-critic/") and b"/critics/verdicts.json" in body


def test_the_pages_of_films_and_reviews_lead_there(client, heat):
    for path in ("/", "/critics/", "/films/heat-1995/", "/reviews/two-men-at-a-table/"):
        assert 'href="/my-critic/"' in client.get(path).content.decode()


def test_what_was_pressed_is_pressed_again_to_take_it_back(browser, heat):
    mark(browser, heat, "against")
    html = browser.get("/films/heat-1995/").content.decode()
    assert re.search(r'value=""\s+data-stance="against"', html)
    mark(browser, heat, "")
    assert marks() == [] and pressed(browser, "/films/heat-1995/") == []


def test_another_answer_replaces_the_first(browser, heat):
    mark(browser, heat, "for"), mark(browser, heat, "mixed")
    assert marks() == [("remy", "Heat", "mixed")]


def test_one_comes_back_to_the_review(browser, heat):
    path = "/reviews/two-men-at-a-table/"
    assert f'name="next" value="{path}"' in browser.get(path).content.decode()
    assert mark(browser, heat, "for", next=path).url == f"{path}#film-mark-{heat.pk}"


def test_a_review_of_two_films_asks_about_both(browser, heat):
    other = a_film("Ronin", 1998)
    review = a_review("Two by the docks", film=heat)
    review.subjects.create(film=other, order=2)
    mark(browser, other, "against")
    html = browser.get(review.get_absolute_url()).content.decode()
    asked = re.findall(r'id="film-mark-(\d+)".*?data-stance="(\w*)"', html, re.S)
    assert asked == [(str(heat.pk), ""), (str(other.pk), "against")]


def test_nobody_is_led_to_another_site(browser, heat):
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        url = mark(browser, heat, "for", next=elsewhere).url
        assert url == f"/films/heat-1995/#film-mark-{heat.pk}"


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/my-critic/films/{pk}/", "/films/heat-1995/"),
        ("/my-critic/keep/", "/my-critic/"),
        ("/my-critic/forget/", "/my-critic/"),
    ],
)
def test_who_had_to_sign_in_again_comes_back_to_a_page(browser, heat, path, to):
    assert browser.get(path.format(pk=heat.pk)).url == to
    assert marks() == []


def test_another_member_sees_nothing_of_it(browser, heat):
    mark(browser, heat, "for")
    other = Client()
    other.force_login(a_member("nora", "Nora Lind"))
    assert pressed(other, "/films/heat-1995/") == []
    assert "Heat" not in other.get("/my-critic/").content.decode()


@pytest.mark.parametrize("path", ["films/{}/", "keep/", "forget/"])
def test_a_guest_keeps_nothing_here(client, heat, path):
    sent = {"stance": "for", "marks": f"{heat.pk}:for"}
    response = client.post(f"/my-critic/{path.format(heat.pk)}", sent)
    assert response.url.startswith("/login/") and not FilmMark.objects.exists()


def test_a_film_that_nobody_may_see_cannot_be_marked(browser):
    assert mark(browser, a_film("Secret", always_public=False), "for").status_code == 404


def test_an_answer_of_another_kind_is_refused(browser, heat):
    assert mark(browser, heat, "sideways").status_code == 400 and marks() == []


def test_nobody_is_asked_about_what_is_not_reviewed_or_not_published(browser, client):
    a_review("Early thoughts", film=a_film("Alien", 1979), published=False)
    a_film("Unseen", 2020)
    editor = Client()
    editor.force_login(a_member("ed", "Ed Lark", is_staff=True, is_superuser=True))
    assert "film-mark" not in editor.get("/reviews/early-thoughts/").content.decode()
    for reader in (client, browser):
        assert "film-mark" not in reader.get("/films/unseen-2020/").content.decode()


def test_the_marks_of_a_browser_replace_those_of_the_account(browser, heat):
    alien, jaws = a_film("Alien", 1979), a_film("Jaws", 1975)
    mark(browser, heat, "for"), mark(browser, jaws, "mixed")
    sent = f"{heat.pk}:against {alien.pk}:for {2**59}:for"
    assert browser.post("/my-critic/keep/", {"marks": sent}).url == "/my-critic/"
    assert sorted(marks()) == [
        ("remy", "Alien", "for"), ("remy", "Heat", "against"), ("remy", "Jaws", "mixed")
    ]  # fmt: skip


@pytest.mark.parametrize("sent", ["", "1:for " * 20_000])
def test_no_marks_and_too_many_are_refused(browser, heat, sent):
    assert browser.post("/my-critic/keep/", {"marks": sent}).status_code == 400


@pytest.mark.parametrize("sent", ["rubbish", "1:sideways", "-:for", "9" * 40 + ":for"])
def test_what_is_no_mark_is_left_out(browser, heat, sent):
    assert browser.post("/my-critic/keep/", {"marks": sent}).status_code == 302
    assert marks() == []


def test_one_member_forgets_and_others_do_not(browser, heat):
    nora = a_member("nora", "Nora Lind")
    FilmMark.objects.mark(nora, heat, "for")
    mark(browser, heat, "for")
    browser.post("/my-critic/forget/")
    assert marks() == [("nora", "Heat", "for")]


def test_a_film_that_went_is_not_listed(browser, heat):
    mark(browser, heat, "for")
    heat.always_public = False
    heat.save()
    heat.reviews.get().withdraw_to_draft()
    assert "Heat" not in browser.get("/my-critic/").content.decode()


def test_the_page_costs_the_same_with_any_number_of_films(
    browser, remy, django_assert_max_num_queries
):
    for number in range(40):
        FilmMark.objects.mark(remy, a_film(f"Film {number}"), "for")
    with django_assert_max_num_queries(6):
        assert browser.get("/my-critic/").content.decode().count("<li data-film=") == 40


def test_the_account_leads_there(browser):
    assert 'href="/my-critic/"' in browser.get("/me/").content.decode()
