"""Every public page, at two sizes of data: the same few queries, and never one a row."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.changes import public_tables
from filmsite.page_cache import PUBLIC
from reviews.models import Review
from tests.admin.people import someone
from tests.builders import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Where nothing is kept. Each page has one for the site's settings, for the notices and for the
# promotions; those of films and reviews have three to five for what comes from outside and what is
# on.
MOST = 28
NOT_PAGES = ("/static/", "/admin/", "/logout/", "/favicon.ico", "/apple-touch-icon.png")
MEMBER = 2  # more for a member: who they are, and how they saw the films
SIZES = (
    {"reviews": 12, "films": 6, "comments": 60},
    {"reviews": 120, "films": 50, "comments": 1500},
)


def template_of(path):
    """One name for all pages of one template: /films/x/ and /films/y/ are brothers."""
    parts = path.split("?")[0].strip("/").split("/")
    return "/".join(part if number in {0, 2} else "*" for number, part in enumerate(parts))


def crawl(client, most_of_a_kind=6):
    """Follow links from the front page; yields (path, queries, response)."""
    waiting, seen, kinds = ["/"], {"/"}, {}
    while waiting:
        path = waiting.pop(0)
        kind = template_of(path)
        if kinds.get(kind, 0) >= most_of_a_kind:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        yield path, queries, response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            for link in re.findall(r'href="(/[^"#]*)', response.content.decode()):
                link = link.replace("&amp;", "&")
                if link not in seen and not link.startswith(NOT_PAGES):
                    seen.add(link)
                    waiting.append(link)


def counts_of(client, more):
    """The most queries that a page of each template took."""
    most = {}
    for path, queries, response in crawl(client):
        assert response.status_code in {200, 302}, path
        assert len(queries) <= MOST + more, (
            path,
            len(queries),
            [query["sql"][:120] for query in queries],
        )
        most[template_of(path)] = max(most.get(template_of(path), 0), len(queries))
    return most


def test_a_page_that_is_kept_reads_public_tables_alone():
    """What changes in another table would not show on it."""
    call_command("make_sample_data", add=True, verbosity=0, **SIZES[0])
    never_changes = {"core_siteidentity"}
    for path, queries, response in crawl(Client()):
        if response.headers.get("Cache-Control") == PUBLIC and path != "/comments/rules/":
            sql = " ".join(query["sql"] for query in queries)
            read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
            assert read - never_changes <= public_tables().keys(), path


@pytest.mark.parametrize("signed_in", [False, True], ids=["guest", "member"])
def test_no_page_asks_more_of_a_larger_site(signed_in):
    found = []
    member = a_user("remy") if signed_in else None
    for size in SIZES:
        call_command("make_sample_data", add=True, verbosity=0, **size)
        client = Client()
        if member:
            client.force_login(member)
        found.append(counts_of(client, MEMBER if member else 0))
    small, large = found
    assert len(large) >= 20
    for kind in small.keys() & large.keys():
        # A small site lacks a row here and there, and with it the query for what hangs on it.
        assert large[kind] <= small[kind] + 2, kind


def test_a_review_costs_the_same_with_any_number_of_comments(django_assert_max_num_queries):
    call_command("make_sample_data", reviews=4, films=3, comments=600, verbosity=0)
    busy = Review.objects.published().order_by("-discussion__visible_count").first()
    quiet = Review.objects.published().order_by("discussion__visible_count").first()
    client = Client()
    for review in (busy, quiet):
        with django_assert_max_num_queries(MOST):
            assert client.get(review.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ["editor", "moderator", "critic"])
def test_a_review_costs_the_staff_no_more(role, django_assert_max_num_queries):
    call_command("make_sample_data", reviews=4, films=3, comments=200, verbosity=0)
    client = Client()
    client.force_login(someone(role, role))
    for review in Review.objects.published():
        with django_assert_max_num_queries(MOST + MEMBER):
            assert client.get(review.get_absolute_url()).status_code == 200


def test_pages_are_light():
    """HTML, style and scripts of a page stay under 60 kB compressed, even with a long thread."""
    import gzip

    from filmsite.storage import bundled_sheet

    call_command("make_sample_data", reviews=4, films=3, comments=900, verbosity=0)
    busy = Review.objects.published().order_by("-discussion__visible_count").first()
    page = Client(headers={"accept-encoding": "identity"}).get(busy.get_absolute_url()).content
    assert len(gzip.compress(page)) + len(gzip.compress(bundled_sheet().encode())) < 60_000
