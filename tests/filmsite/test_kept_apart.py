"""What differs by address, by host or for a moment only is not kept as one."""

import pytest

from core.pagination import PER_PAGE, KeysPage
from filmsite.sitemaps import SITEMAPS
from reviews.models import Review
from tests.builders import a_film, a_publication, a_review

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return KeptSite()


def test_of_a_parameter_given_twice_the_last_counts(site):
    publication, film = a_publication(), a_film()
    for number in range(PER_PAGE + 1):
        a_review(f"Review {number}", publication=publication, film=film)
    for path in ("/reviews/?page=1&page=2", "/reviews/?page=2&page=1"):
        assert site.get(path)[2] == site.anew(path)


def test_the_files_of_a_sitemap_are_kept_apart(site, monkeypatch):
    monkeypatch.setattr(SITEMAPS["reviews"], "limit", 1)
    for headline in ("Heat", "Alien"):
        a_review(headline)
    numbers = Review.objects.order_by("pk").values_list("pk", flat=True)
    paths = [f"/sitemap-reviews.xml?p={number}" for number in numbers]
    assert [site.get(path)[2] for path in paths] == [site.anew(path) for path in paths]
    assert len({site.kept(path) for path in paths}) == 2


@pytest.mark.parametrize(
    "path", ["/feed/", "/comments/feed/", "{film}feed/", "{review}comments/feed/"]
)
def test_a_feed_tells_nobody_under_which_host_another_asked(site, path):
    review = a_review()
    path = path.format(film=review.film.get_absolute_url(), review=review.get_absolute_url())
    for host in ("localhost", "127.0.0.1"):
        assert b"localhost" not in site.get(path, HTTP_HOST=host)[2]


def test_a_review_that_goes_while_a_list_is_made_comes_back(site, monkeypatch):
    rows, load = Review.objects.filter(pk=a_review("At dusk").pk), KeysPage.load

    def load_late(page, keys):
        rows.update(status="draft")
        return load(page, keys)

    with monkeypatch.context() as patched:
        patched.setattr(KeysPage, "load", load_late)
        assert b"At dusk" not in site.get("/reviews/")[2]
    rows.update(status="published")
    assert b"At dusk" in site.get("/reviews/")[2]
