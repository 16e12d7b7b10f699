"""A publication has a colour and a logo of its own, on its own pages alone."""

import re

import pytest
from django.urls import reverse

from tests.admin.conftest import browser
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_department, a_publication, a_review
from tests.filmsite.kept_site import KeptSite
from tests.site_settings.builders import a_picture, a_site

pytestmark = pytest.mark.django_db
WINE = "#8a1f11"


@pytest.fixture
def lantern():
    return a_publication("The Lantern", signal_light=WINE)


@pytest.fixture
def editor(db):
    return browser(an_editor())


def sheets(client, path):
    """The style sheets of colours that a page has, in their order."""
    return re.findall(r'href="/colours-([^"]+)\.css"', client.get(path).content.decode())


def test_it_works(client, lantern):
    review = a_review(publication=lantern, department=a_department(publication=lantern))
    for path in (
        lantern.get_absolute_url(),
        f"{lantern.get_absolute_url()}about/",
        review.department.get_absolute_url(),
        review.get_absolute_url(),
    ):
        assert sheets(client, path) == ["8a1f11-4be39d"]


def test_other_pages_have_the_colour_of_the_site(client, lantern):
    other = a_review(publication=a_publication("The Beam"))
    for path in ("/", "/publications/", other.get_absolute_url()):
        assert sheets(client, path) == []


def test_what_it_leaves_empty_is_the_sites_and_its_own_comes_last(client, lantern):
    a_site(signal_light="#5c1a7a", signal_dark="#e0b0ff")
    path = a_review(publication=lantern).get_absolute_url()
    assert sheets(client, path) == ["5c1a7a-e0b0ff", "8a1f11-e0b0ff"]


def test_a_colour_as_that_of_the_site_needs_no_sheet_of_its_own(client, lantern):
    a_site(signal_light=WINE)
    assert sheets(client, lantern.get_absolute_url()) == ["8a1f11-4be39d"]


def test_a_change_reaches_kept_reviews():
    lantern = a_publication("The Lantern")
    site, path = KeptSite(), a_review(publication=lantern).get_absolute_url()
    assert b"colours-" not in site.get(path)[2]
    lantern.signal_light = WINE
    lantern.save()
    assert b"colours-8a1f11-" in site.get(path)[2]


def test_a_logo_stands_above_the_name(client, lantern):
    lantern.logo, lantern.logo_dark = a_picture("A lamp"), a_picture("A pale lamp")
    lantern.save()
    text = client.get(lantern.get_absolute_url()).content.decode()
    logo, _tag, rest = text.partition('<p class="logo of-publication">')[2].partition("<h1")
    assert lantern.logo.url in logo and lantern.logo_dark.srcset in logo and "The Lantern" in rest
    assert 'alt=""' in logo  # the name follows


def test_a_colour_that_cannot_be_read_is_refused(editor, lantern):
    address = reverse("admin:reviews_publication_change", args=[lantern.pk])
    answer = editor.post(address, filled(editor.get(address), signal_light="#ffee00"))
    assert "Darken it." in errors_of(answer)
    lantern.refresh_from_db()
    assert lantern.signal_light == WINE


def test_a_dark_logo_alone_is_refused(editor, lantern):
    address = reverse("admin:reviews_publication_change", args=[lantern.pk])
    answer = editor.post(address, filled(editor.get(address), logo_dark=a_picture().pk))
    assert "Choose the logo of light pages too." in errors_of(answer)
