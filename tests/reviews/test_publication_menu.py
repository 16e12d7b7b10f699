"""A publication has a menu of its own, on its own pages and reviews."""

import re

import pytest
from django.urls import reverse

from tests.admin.conftest import browser
from tests.admin.people import a_row, an_editor, errors_of, filled
from tests.builders import a_department, a_publication, a_review
from tests.filmsite.kept_site import KeptSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def lantern():
    lantern = a_publication("The Lantern")
    lantern.menu_items.create(label="Film", address="/publications/the-lantern/", order=1)
    lantern.menu_items.create(label="Radio", address="https://radio.example/", order=3)
    lantern.menu_items.create(label="Stage", address="/tags/stage/", group="Arts", order=2)
    return lantern


@pytest.fixture
def editor(db):
    return browser(an_editor())


def menu(client, path, name="The Lantern"):
    page = client.get(path).content.decode()
    return page.partition(f'<nav aria-label="{name}">')[2].partition("</nav>")[0]


def labels(html):
    return re.findall(r"<(?:a|summary) ?[^>]*>([^<]+)</", html)


def form_of(publication):
    return reverse("admin:reviews_publication_change", args=[publication.pk])


def test_it_stands_on_all_pages_of_the_publication(client, lantern):
    review = a_review(publication=lantern, department=a_department(publication=lantern))
    for path in (
        lantern.get_absolute_url(),
        f"{lantern.get_absolute_url()}about/",
        review.department.get_absolute_url(),
        review.get_absolute_url(),
        a_review(publication=lantern, kind="interview").get_absolute_url(),
    ):
        assert labels(menu(client, path)) == ["Film", "Arts", "Stage", "Radio"], path


def test_other_pages_do_not_have_it(client, lantern):
    other = a_review(publication=a_publication("The Beam"))
    for path in ("/", "/publications/", other.get_absolute_url()):
        assert not menu(client, path)


def test_a_publication_without_items_has_none(client):
    beam = a_publication("The Beam")
    assert b'<nav aria-label="The Beam">' not in client.get(beam.get_absolute_url()).content


def test_the_page_one_is_on_is_marked(client, lantern):
    html = menu(client, lantern.get_absolute_url())
    assert re.findall(r'href="([^"]+)" aria-current="page"', html) == [lantern.get_absolute_url()]


def test_the_sites_own_sections_stay(client, lantern):
    assert "Films" in labels(menu(client, lantern.get_absolute_url(), name="Sections"))


@pytest.mark.parametrize("label", ['<b>"x"</b>', "مراجعات", "x" * 60])
def test_any_label_stays_a_label(client, lantern, label):
    lantern.menu_items.create(label=label, address="https://films.example/?a=1&b=2", group=label)
    html = menu(client, lantern.get_absolute_url())
    assert "<b>" not in html and 'href="https://films.example/?a=1&amp;b=2"' in html


def test_any_name_of_the_publication_stays_a_name(client):
    odd = a_publication('A "quoted" <i>name</i>')
    odd.menu_items.create(label="Film", address="/films/")
    page = client.get(odd.get_absolute_url()).content.decode()
    assert '<nav aria-label="A &quot;quoted&quot; &lt;i&gt;name&lt;/i&gt;">' in page


def test_an_editor_sets_it(editor, client):
    beam = a_publication("The Beam")
    data = filled(editor.get(form_of(beam)))
    data |= a_row("menu_items", label="Stage", address="/tags/stage/", group="", order=1)
    answer = editor.post(form_of(beam), data)
    assert answer.status_code == 302, errors_of(answer)
    assert labels(menu(client, beam.get_absolute_url(), "The Beam")) == ["Stage"]


def test_an_address_of_a_script_is_refused(editor):
    beam = a_publication("The Beam")
    data = filled(editor.get(form_of(beam)))
    data |= a_row("menu_items", label="Stage", address="javascript:alert(1)", group="", order=1)
    assert "such as /films/, or an address" in errors_of(editor.post(form_of(beam), data))
    assert not beam.menu_items.exists()


@pytest.mark.django_db(transaction=True)
def test_kept_pages_change_with_it(lantern):
    review, site = a_review(publication=lantern), KeptSite()
    for path in (lantern.get_absolute_url(), review.get_absolute_url()):
        assert b"Radio" in site.get(path)[2]
    lantern.menu_items.filter(label="Radio").update(label="Listen")
    for path in (lantern.get_absolute_url(), review.get_absolute_url()):
        assert b"Listen" in site.get(path)[2]
