"""Every answer that can be compressed says so to caches, compressed or not."""

import pytest
from django.test import Client
from whitenoise.base import WhiteNoise

from tests.builders import a_film, a_review

pytestmark = pytest.mark.django_db
PATHS = [
    "/",
    "/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/nowhere/",
    "/account/login/",
    "/admin/",
    "/healthz/",
    "/about",
]


def varies(answer):
    return "accept-encoding" in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize(
    "coding", ["", "gzip", "br", "identity", "gzip;q=0", "nonsense", "x" * 3_000]
)
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_says_so(client, path, coding):
    assert varies(client.get(path, headers={"accept-encoding": coding} if coding else {}))


def test_an_answer_that_nothing_changed_says_so(client):
    page = client.get("/")
    again = client.get("/", headers={"if-none-match": page.headers["ETag"]})
    assert again.status_code == 304 and varies(again)


def test_a_refused_post_says_so():
    assert varies(Client(enforce_csrf_checks=True).post("/account/login/", {"login": "dora"}))


def test_a_review_says_so(client):
    assert varies(client.get(a_review().get_absolute_url()))


def test_pictures_say_nothing(client):
    film = a_review(film=a_film("Heat", 1995)).film
    answer = client.get(f"{film.get_absolute_url()}card.png")
    assert answer.status_code == 200 and not varies(answer)


@pytest.mark.parametrize(
    ("name", "said"), [("site.css", True), ("a.js", True), ("icon.svg", True), ("a.png", False)]
)
def test_static_files_say_so(settings, tmp_path, name, said):
    (tmp_path / name).write_text("x")
    files = WhiteNoise(
        None, root=tmp_path, add_headers_function=settings.WHITENOISE_ADD_HEADERS_FUNCTION
    )
    headers = dict(files.files[f"/{name}"].get_response("GET", {}).headers)
    assert (headers.get("Vary") == "Accept-Encoding") is said
