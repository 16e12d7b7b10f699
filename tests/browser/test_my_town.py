"""A reader chooses a town, and each film's page says whether it plays there."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.builders import a_film, a_publication, a_review
from tests.screenings.builders import a_cinema, a_screening, a_town

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def films():
    """One that plays in Aldmere, the publication's town, and one that plays nowhere."""
    cleo, alien, lantern = a_film("Cléo"), a_film("Alien"), a_publication("The Lantern")
    town = a_town("Aldmere")
    town.publications.add(lantern)
    a_screening(cleo, a_cinema("Palace", town))
    a_town("Saint-Élan", checked_at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    a_review(film=cleo, publication=lantern), a_review(film=alien, published=True)
    return cleo, alien


def playing(page):
    return page.locator("section.playing")


def test_a_reader_chooses_a_town_and_is_told_of_it_everywhere(open_page, films):
    page, (cleo, alien) = open_page(), films
    page.goto(cleo.get_absolute_url())
    expect(playing(page).get_by_text("Palace")).to_be_visible()
    page.goto("/screenings/")
    page.get_by_role("button", name="Make Saint-Élan my town").click()
    expect(page.get_by_role("button", name="Saint-Élan is my town: forget it")).to_be_visible()
    review = cleo.reviews.get()
    for path, title in ((cleo.get_absolute_url(), "Cléo"), (review.get_absolute_url(), "Cléo"),
                        (alien.get_absolute_url(), "Alien"),
                        (alien.reviews.get().get_absolute_url(), "Alien")):  # fmt: skip
        page.goto(path)
        sentence = f"{title} is not showing in Saint-Élan, as far as we know."
        expect(playing(page).get_by_text(sentence)).to_be_visible()
        expect(playing(page).get_by_text("Listings read on 2 November 2026").first).to_be_visible()
        expect(playing(page).get_by_text("Palace")).to_be_hidden()
    page.get_by_role("link", name="All that is on in Saint-Élan").click()
    page.get_by_role("button", name="Saint-Élan is my town: forget it").click()
    page.goto(cleo.get_absolute_url())
    expect(playing(page).get_by_text("Palace")).to_be_visible()
    expect(page.get_by_text("Saint-Élan")).to_have_count(0)


def test_a_town_opened_under_a_film_is_the_readers_too(open_page, films):
    page, (cleo, alien) = open_page(), films
    a_screening(cleo, a_cinema("Odeon", a_town("Zell")))
    page.goto(cleo.get_absolute_url())
    playing(page).locator("summary", has_text="Zell").click()
    page.goto(alien.get_absolute_url())
    expect(playing(page).get_by_text("Alien is not showing in Zell")).to_be_visible()
    page.goto(cleo.get_absolute_url())
    expect(playing(page).get_by_text("Odeon")).to_be_visible()


def test_without_a_choice_or_a_script_no_word_of_it_shows(open_page, films):
    _cleo, alien = films
    for javascript in (True, False):
        page = open_page(javascript=javascript)
        page.goto(alien.reviews.get().get_absolute_url())
        expect(playing(page)).to_be_hidden()
        page.goto(alien.get_absolute_url())
        expect(playing(page)).to_contain_text("not showing in any cinema that we know of")
        expect(page.get_by_text("{town}")).to_have_count(0)
    page.goto("/screenings/")
    expect(page.get_by_role("button", name="my town")).to_have_count(0)


def test_towns_can_be_chosen_by_everybody(open_page, films):
    page = open_page()
    for path in ("/screenings/", "/screenings/aldmere/"):
        assert_accessible(page, path, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
    page.goto("/screenings/")
    page.get_by_role("button", name="Make Saint-Élan my town").click()
    assert_accessible(page, films[0].get_absolute_url(), tags=EVERYTHING)
