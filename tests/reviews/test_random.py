"""The link “Random review” leads to any that readers may see, and to no other."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from reviews.models import Review
from tests.builders import a_review
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db


def follow(client):
    answer = client.get("/random/")
    assert answer.status_code == 302
    return answer["Location"]


def test_each_published_review_comes_up(client):
    published = {a_review().get_absolute_url() for _ in range(3)}
    assert {follow(client) for _ in range(100)} == published


def test_no_other_comes_up(client):
    a_review(published=False)
    a_review(published_at=timezone.now() + timedelta(days=1))
    a_review().retract("A hoax.")
    shown = a_review()
    a_review(published=False)
    assert {follow(client) for _ in range(30)} == {shown.get_absolute_url()}


def test_one_is_found_among_many_keys_of_none(client):
    first, last = a_review(pk=1), a_review(pk=10**9)
    assert {follow(client) for _ in range(5)} <= {
        first.get_absolute_url(),
        last.get_absolute_url(),
    }


def test_a_site_without_reviews_says_so(client):
    a_review(published=False)
    assert follow(client) == "/reviews/"


def test_the_answer_is_never_kept_nor_indexed(client):
    a_review()
    site = KeptSite()
    status, headers, _body = site.get("/random/")
    assert status == "302 Found" and site.kept("/random/") is None
    assert "no-store" in headers["Cache-Control"] and headers["X-Robots-Tag"] == "noindex"


def test_it_costs_the_same_of_any_number(client, django_assert_max_num_queries):
    call_command("make_sample_data", reviews=40, films=10, comments=0, verbosity=0)
    assert Review.objects.published().count() > 20
    with django_assert_max_num_queries(4):
        follow(client)


def test_the_footer_leads_there(client):
    assert '<a href="/random/">Random review</a>' in client.get("/").content.decode()
