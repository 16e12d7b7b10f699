"""Picks, special reports and plain pages, as axe judges them by day and by night."""

import pytest
from django.core.management import call_command

from pages.models import Placement
from reviews.models import Review
from tests.pages.builders import a_package, a_placement

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_they_are_accessible_and_fit_a_phone(open_page):
    call_command("loaddata", "vocabulary", "films", "reviews", "pages", verbosity=0)
    reviews = list(Review.objects.published())
    a_placement(reviews[0], note="x" * 200), a_package("دليل العطلة", reviews, blurb="x" * 900)
    assert Placement.objects.count() == 3
    page = open_page(viewport={"width": 390, "height": 800})
    paths = ("/", "/packages/", "/packages/holiday-guide-2018/", "/pages/write-for-us/")
    for path in (*paths, "/publications/popmatters/", reviews[0].get_absolute_url()):
        assert_accessible(page, path, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
