"""Whatever Host is asked for, the addresses that the site hands out are those of SITE_URL."""

import pytest
from django.test import Client

from tests.builders import a_film, a_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(
    "path",
    ["/", "/sitemap.xml", "/sitemap-reviews.xml", "/sitemap-pages.xml", "/robots.txt",
     "/reviews/headline/", "/about", "/films/heat-1995/", "/account/login/"],
)  # fmt: skip
def test_no_page_repeats_the_host(settings, path, secure):
    settings.ALLOWED_HOSTS = ["*"]
    settings.STATIC_URL = "/static/"
    a_review(slug="headline", film=a_film("Heat", 1995, slug="heat-1995"))
    answer = Client().get(path, headers={"host": "evil.example"}, secure=secure)
    assert answer.status_code in {200, 301}
    assert b"evil.example" not in answer.content and "evil.example" not in str(answer.headers)


def test_the_index_names_each_sitemap(settings, client):
    a_review()
    text = client.get("/sitemap.xml").content.decode()
    assert f"<loc>{settings.SITE_URL}/sitemap-reviews.xml</loc>" in text
    assert client.get("/sitemap-reviews.xml").status_code == 200
