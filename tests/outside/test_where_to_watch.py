"""Where a film can be watched at home: by country, with the day of the last look."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from films.models import Country
from outside import tasks
from outside.models import WatchLink
from tests.admin.people import an_editor, filled
from tests.builders import a_film, a_review
from tests.core.outside import a_server, an_answer
from tests.filmsite.kept_site import KeptSite

from .builders import a_watch_link, an_outside_review, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


def section_of(client, path):
    text = client.get(path).content.decode()
    return text.partition('aria-labelledby="watch"')[2].partition("</section>")[0]


def test_it_stands_on_the_film_and_on_its_reviews(client, cleo):
    a_watch_link(cleo, kind="rent", checked_on="2026-11-30")
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        said = section_of(client, path)
        assert "The library" in said and "to rent" in said and "France" in said
        assert "checked on 30 November 2026" in said and "http://library.example/1" in said


def test_without_one_a_page_has_no_trace_of_it(client, cleo):
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        assert "Where to watch" not in client.get(path).content.decode()


def test_by_country_in_the_alphabet_and_a_single_one_is_open(client, cleo):
    brazil = Country.objects.create(code="BR", name="Brazil")
    expected = [("FR", " open")], [("BR", ""), ("FR", "")]
    for country, found in zip((france(), brazil), expected, strict=True):
        a_watch_link(cleo, country=country)
        said = section_of(client, cleo.get_absolute_url())
        assert re.findall(r'data-choice="(\w+)"( open)?', said) == found


def test_what_is_gone_is_not_named_and_is_reported(client, cleo):
    a_watch_link(cleo, "Gone", failures=3), a_watch_link(cleo, "There", failures=2)
    said = section_of(client, cleo.get_absolute_url())
    assert "There" in said and "Gone" not in said
    client.force_login(an_editor())
    assert "1 place to watch a film is gone" in client.get("/admin/").content.decode()
    assert "Gone" in client.get("/admin/outside/watchlink/?address=dead").content.decode()


def test_a_change_reaches_kept_pages(cleo):
    row, site = a_watch_link(cleo), KeptSite()
    assert b"The library" in site.get(cleo.get_absolute_url())[2]
    row.service = "The new library"
    row.save()
    assert b"The new library" in site.get(cleo.get_absolute_url())[2]


def test_the_job_looks_at_both_kinds_of_links(monkeypatch, cleo):
    rows = [a_watch_link(cleo), an_outside_review(cleo)]
    with a_server(an_answer(), an_answer()) as server:
        monkeypatch.setattr(tasks, "page_fetcher", server.fetcher())
        tasks.check_links.call()
    for row in rows:
        row.refresh_from_db()
        assert row.link_state == "Leads to a page" and row.checked_on == timezone.localdate()


def test_an_editor_enters_one(client, cleo):
    client.force_login(an_editor())
    address = reverse("admin:outside_watchlink_add")
    typed = {"film": cleo.pk, "country": france().pk, "service": "The library"}
    typed |= {"url": "https://library.example/cleo"}
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    assert WatchLink.objects.get().kind == "stream"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "مكتبة", "w" * 100])
def test_any_words_leave_the_page_whole(client, cleo, text):
    a_watch_link(cleo, text)
    page = client.get(cleo.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and page.rstrip().endswith("</html>")
