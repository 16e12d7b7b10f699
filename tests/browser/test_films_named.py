"""A reader names films in a comment: asked in the preview, one unticked, posted."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible
from tests.builders import a_film, a_publication, a_review

from .test_thread import article, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def review():
    a_film("Tess", 1979, director="Roman Polański")
    a_film("Jaws", 1975)
    a_film("Point Blank", 1967, director="John Boorman")
    a_film("Point Blank", 2010, director="Fred Cavayé")
    return a_review(publication=a_publication(confirm_guests=False))


def test_a_reader_confirms_some_of_what_they_name(page, review):
    page.goto(review.get_absolute_url())
    write(page, "*Tess*, “Jaws” and *Point Blank*.", button="Preview")
    tess, jaws = (page.get_by_label(f"{title} is the film") for title in ("Tess", "Jaws"))
    expect(tess).to_be_checked()
    expect(jaws).to_be_checked()
    choice = page.get_by_role("group", name="Which film is “Point Blank”?")
    expect(choice.get_by_role("radio")).to_have_count(3)
    expect(choice.get_by_label("None of these")).to_be_checked()
    jaws.uncheck()
    page.get_by_label("Point Blank (John Boorman, 1967)").check()
    page.get_by_role("button", name="Post comment").click()
    links = article(page, 1).locator(".body a")
    expect(links).to_have_text(["Tess", "Point Blank"])
    named = page.get_by_role("region", name="Readers also named")
    expect(named.get_by_role("link")).to_have_text(["Point Blank (1967)", "Tess (1979)"])
    links.first.click()
    expect(page.get_by_role("heading", name="Named by readers")).to_be_visible()


def test_typing_an_at_sign_is_enough(page, review):
    page.goto(review.get_absolute_url())
    write(page, 'See @Tess and @"jaws", not *Point Blank*.')
    expect(article(page, 1).locator(".body a")).to_have_text(["@Tess", '@"jaws"'])


def test_both_pages_are_accessible(open_page, review):
    page = open_page(javascript=True)  # without it axe never ends
    page.goto(review.get_absolute_url())
    write(page, "*Tess*, “Jaws” and *Point Blank*.", button="Preview")
    expect(page.get_by_role("region", name="Films you name")).to_be_visible()
    assert_accessible(page, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("region", name="Readers also named")).to_be_visible()
    assert_accessible(page, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
    page.goto("/films/tess-1979/")
    expect(page.get_by_role("heading", name="Named by readers")).to_be_visible()
    assert_accessible(page, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
