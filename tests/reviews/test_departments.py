"""Departments: parts of a publication with a page, an archive and a feed of their own."""

import json
import re

import pytest
from django.urls import reverse

from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_department, a_publication, a_review, change_slug
from tests.sitemaps import sitemaps_text

pytestmark = pytest.mark.django_db
ODD = ["<script>alert(1)</script>", "x" * 100, "مراجعات الأفلام", "\u202eback \"'&"]


def filed(department, headline=None, **fields):
    """A review in it."""
    fields = {"standfirst": "Slow."} | fields
    place = {"publication": department.publication, "department": department}
    return a_review(headline, **place, **fields)


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_it_works(client):
    department = a_department(about="Films, and whether to go.")
    review = filed(department, "What the light costs")
    address = "/publications/the-weekly/movie-review/"
    assert department.get_absolute_url() == address
    page = text_of(client, address)
    assert "What the light costs" in page and "Films, and whether to go." in page
    assert "What the light costs" in text_of(client, f"{address}feed/")
    assert f'href="{address}"' in text_of(client, "/publications/the-weekly/")
    own = text_of(client, review.get_absolute_url())
    assert f'href="{address}"' in own.split("<h1")[0]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', own)[1])
    steps = [step["name"] for step in data[1]["itemListElement"]]
    assert steps == ["Reviews", "The Weekly", "Movie Review", "What the light costs"]
    assert f"{address}</loc>" in sitemaps_text(client)
    assert address in text_of(client, "/search/?q=movie+review&kind=department")


def test_it_has_its_own_reviews_alone(client):
    department = a_department()
    filed(department, "In it")
    a_review("Beside it", publication=department.publication)
    for path in ("", "feed/"):
        found = text_of(client, department.get_absolute_url() + path)
        assert "In it" in found and "Beside it" not in found


def test_a_long_one_has_pages(client):
    department = a_department()
    for _ in range(25):
        filed(department)
    assert 'href="?page=2"' in text_of(client, department.get_absolute_url())
    assert client.get(f"{department.get_absolute_url()}?page=3").status_code == 404


@pytest.mark.parametrize("has_draft", [False, True])
def test_without_a_published_review_there_is_none(client, has_draft):
    department = a_department("secretdepartment")
    if has_draft:
        filed(department, published=False)
    assert client.get(department.get_absolute_url()).status_code == 404
    a_review(publication=department.publication)
    assert "secretdepartment" not in text_of(client, "/publications/the-weekly/")
    assert "secretdepartment" not in sitemaps_text(client)
    found = text_of(client, "/search/?q=secretdepartment")
    assert department.get_absolute_url() not in found


def test_two_publications_may_each_have_one_of_a_name(client):
    first, second = a_department(), a_department(publication=a_publication("The Daily"))
    filed(first, "In the weekly"), filed(second, "In the daily")
    assert "In the daily" not in text_of(client, first.get_absolute_url())
    assert "In the weekly" not in text_of(client, second.get_absolute_url())


def test_addresses_of_before_and_of_others_lead_to_it(client):
    department = a_department()
    filed(department)
    before = department.get_absolute_url()
    change_slug(department, "films")
    for path in (before, "/publications/another/films/"):
        found = client.get(path, follow=True)
        assert found.redirect_chain[0][1] == 301
        assert found.redirect_chain[-1][0] == "/publications/the-weekly/films/"


@pytest.mark.parametrize("name", ["Feed", "About"])
def test_its_address_is_nobody_elses(client, name):
    department = a_department(name)
    filed(department, "In it")
    assert "In it" in text_of(client, department.get_absolute_url())
    feed = client.get("/publications/the-weekly/feed/")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_leave_the_pages_whole(client, odd):
    department = a_department(odd, about=odd)
    review = filed(department)
    pages = (department, department.publication, review)
    for path in [row.get_absolute_url() for row in pages] + [f"{pages[0].get_absolute_url()}feed/"]:
        assert "<script>alert" not in text_of(client, path)


def test_a_review_is_filed_by_its_own_publication(client):
    client.force_login(an_editor())
    review, other = filed(a_department()), a_department(publication=a_publication("The Daily"))
    address = f"/admin/reviews/review/{review.pk}/change/"
    begun = filled(client.get(address))
    answer = client.post(address, begun | {"department": other.pk})
    assert "belongs to another publication" in errors_of(answer)
    assert client.post(address, begun).status_code == 302


def test_a_department_that_goes_leaves_its_reviews(client):
    department = a_department()
    review = filed(department)
    department.delete()
    assert client.get(review.get_absolute_url()).status_code == 200


def test_a_review_names_its_critic_whose_page_is_the_archive(client):
    review = filed(a_department())
    address = review.critics.get().get_absolute_url()
    assert f'rel="author" href="{address}"' in text_of(client, review.get_absolute_url())
    assert review.headline in text_of(client, address)


def test_it_stays_with_its_publication_while_reviews_are_filed_in_it(client):
    department, other = a_department(), a_publication("The Daily")
    filed(department)
    client.force_login(an_editor())
    form = reverse("admin:reviews_department_change", args=[department.pk])
    answer = client.post(form, filled(client.get(form), publication=other.pk))
    assert "Reviews of another publication are filed here." in errors_of(answer)
    department.refresh_from_db()
    assert department.publication != other


def test_articles_are_counted_as_such(client):
    department = a_department()
    filed(department, kind="interview")
    for path in (department.get_absolute_url(), department.publication.get_absolute_url()):
        text = text_of(client, path)
        assert "1 article" in text and "1 review" not in text
