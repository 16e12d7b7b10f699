"""Pages of a Hebrew site run from right to left; names and texts keep their own direction."""

import pytest
from django.utils import translation

from tests.builders import a_critic, a_film, a_review
from tests.comments.builders import a_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "direction"), [("he", "rtl"), ("ar", "rtl"), ("en-gb", "ltr"), ("ja", "ltr")]
)
def test_the_page_says_which_way_it_runs(client, settings, code, direction):
    settings.LANGUAGE_CODE = code
    translation.deactivate_all()
    with translation.override(code):
        assert f'<html lang="{code}" dir="{direction}">' in client.get("/").content.decode()


def test_what_people_wrote_runs_its_own_way(client):
    critic = a_critic("דנה לוי")
    review = a_review("סרט של קיץ", film=a_film("קיץ"), critic=critic, standfirst="ים, חול.")
    a_comment(review, "יוסי כהן", body="סוף טוב.")
    page = client.get(review.get_absolute_url()).content.decode()
    for part in (
        '<h1 dir="auto">סרט של קיץ</h1>',
        '<p class="standfirst" dir="auto">ים, חול.</p>',
        "<bdi>דנה לוי</bdi>",
        '<h3 class="name" dir="auto">יוסי כהן</h3>',
        '<div class="body" lang="he" dir="auto"><p>סוף טוב.</p>',
    ):
        assert part in page, part
    assert 'dir="auto"><a href="/reviews/' in client.get("/reviews/").content.decode()
