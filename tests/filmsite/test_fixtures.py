"""The fixtures: five reviews of one film, two articles and comments, loaded once and again."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.utils.html import strip_tags
from django.utils.http import int_to_base36
from django.utils.text import slugify

from comments.models import Comment, Discussion
from films.models import Film, Person
from reviews import markup
from reviews.models import Review, Section, Take

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ENDING = re.compile(r"\b(frozen|drown\w*|ice|lake|pond|coma|knuckles|remorse)\b", re.IGNORECASE)
LINK = re.compile(r'href="([^"]+)"')


def load():
    call_command("loaddata", *settings.FIXTURES, verbosity=0)


def models():
    return [
        model
        for app in ("films", "reviews", "pages", "comments")
        for model in apps.get_app_config(app).get_models()
    ]


def snapshot():
    """Every row of the site with its key, as plain data."""
    return [serializers.serialize("python", model.objects.order_by("pk")) for model in models()]


def rows_of_files():
    for name in settings.FIXTURES:
        yield from json.loads((Path(settings.BASE_DIR) / "fixtures" / f"{name}.json").read_text())


def texts(review):
    """The body and the bodies of its sections."""
    return [review.body, *(section.body for section in review.sections.all())]


def open_texts(review):
    """All that a reader meets without opening a spoiler."""
    sections = review.sections.all()
    return [
        review.headline,
        review.kicker,
        review.standfirst,
        review.summary,
        review.verdict_line,
        markup.plain(review.body),
        *(section.heading for section in sections),
        *(markup.plain(section.body) for section in sections if not section.is_closed),
        *(take.phrase for take in review.takes.all()),
    ]


@pytest.fixture
def site():
    load()


@pytest.fixture
def reviews(site):
    return list(Review.objects.published().reviews())


def test_five_reviews_are_published(reviews):
    assert len(reviews) == 5
    assert len({review.publication for review in reviews}) == 5
    assert {film.slug for review in reviews for film in review.main_films} == {"rust-and-bone-2012"}


def test_an_interview_and_a_list_are_published(client, site):
    articles = Review.objects.published().articles().newest_first()
    assert [article.kind for article in articles] == ["list", "interview"]
    assert all(client.get(article.get_absolute_url()).status_code == 200 for article in articles)
    assert articles[0].entries.count() == 7


def test_loading_again_adds_and_changes_nothing(site):
    before = snapshot()
    load()
    assert snapshot() == before


def test_rows_go_by_their_natural_keys():
    assert not [row for row in rows_of_files() if "pk" in row]


def test_each_row_is_valid(site):
    for model in models():
        for row in model.objects.all():
            row.full_clean()


def test_slugs_are_those_that_saving_would_make(site):
    for film in Film.objects.all():
        assert film.slug == slugify(f"{film.title} {film.year or ''}", allow_unicode=True)
    for review in Review.objects.all():
        assert review.slug == slugify(review.headline, allow_unicode=True)


def test_people_sort_by_their_last_name(site):
    for person in Person.objects.all():
        last, first = person.sort_name.split(", ")
        assert f"{first} {last}" == person.name
        assert person.slug == slugify(person.name, allow_unicode=True)


def test_no_text_loses_anything_in_cleaning(site):
    written = [
        row["fields"]["body"]
        for row in rows_of_files()
        if row["model"].startswith("reviews.") and "body" in row["fields"]
    ]
    assert written
    assert [markup.clean(body) for body in written] == written


def test_each_review_is_a_digest_of_200_to_500_words(reviews):
    for review in reviews:
        words = strip_tags(" ".join(texts(review)).replace("<", " <")).split()
        assert 200 <= len(words) <= 500, review.headline
        assert review.summary_of


def test_each_page_says_whose_review_it_retells(client, reviews):
    for review in reviews:
        page = client.get(review.get_absolute_url()).content.decode()
        assert f"Summary of a review first published by {review.summary_of}" in page


def test_no_open_text_tells_the_ending(reviews):
    for review in reviews:
        assert not [text for text in open_texts(review) if ENDING.search(text)]


def test_closed_texts_do_tell_it(reviews):
    tellers = [review for review in reviews if ENDING.search(" ".join(texts(review)))]
    assert len(tellers) == 3
    assert all(review.has_spoilers for review in tellers)


def test_each_link_opens_a_film_that_the_review_mentions(client, reviews):
    for review in reviews:
        named = {film.get_absolute_url() for film in review.mentions.all()}
        links = set(LINK.findall(" ".join(texts(review))))
        assert links <= named
        assert all(client.get(link).status_code == 200 for link in links)


def test_each_other_film_is_mentioned_somewhere(site):
    named = {"mentioned_in": None, "list_entries": None, "comment_mentions": None}
    assert not Film.objects.filter(subjects=None, **named).exists()


def test_each_review_has_three_to_five_takes(reviews):
    assert {review.takes.count() for review in reviews} <= {3, 4, 5}
    assert {take.stance for take in Take.objects.all()} == set(Take.Stance.values)


def test_standard_sections_are_of_the_reviews_publication(site):
    sections = Section.objects.exclude(standard=None)
    assert sections.exists()
    for section in sections:
        assert section.standard.publication_id == section.review.publication_id


def test_each_review_has_a_discussion_that_counts_right(reviews):
    discussions = Discussion.objects.filter(review__in=reviews)
    assert len(discussions) == len(reviews)
    for discussion in discussions:
        numbers = [comment.seq for comment in discussion.comments.all()]
        assert discussion.last_seq == max(numbers, default=0)
        assert discussion.visible_count == discussion.comments.approved().count()


def test_each_comment_stands_at_its_place(site):
    for comment in Comment.objects.all():
        above = comment.parent
        assert comment.path == (above.path if above else "") + int_to_base36(comment.seq).rjust(
            5, "0"
        )
        assert comment.depth == (above.depth + 1 if above else 0)
        assert comment.root_seq == (above.root_seq if above else comment.seq)


def test_paths_sort_in_reading_order(site):
    thread = Discussion.objects.get(visible_count__gt=0)

    def walk(parent=None):
        for comment in thread.comments.filter(parent=parent).order_by("seq"):
            yield comment
            yield from walk(comment)

    assert list(thread.comments.order_by("path")) == list(walk())
    assert any(comment.depth for comment in walk())


def test_only_a_critic_of_the_review_answers_as_its_critic(site):
    answers = Comment.objects.exclude(critic=None)
    assert answers.count() == 1
    assert all(answer.critic in answer.discussion.review.critics.all() for answer in answers)


def test_the_pictures_lie_beside_the_fixtures_and_are_brought(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load()
    call_command("rebuild_renditions", verbosity=0)
    film = Film.objects.get(slug="rust-and-bone-2012")
    assert (tmp_path / film.still.file).exists() and film.still.credit
    assert client.get(film.still.url).status_code == 200
    assert Review.objects.exclude(lead_image=None).count() == 5


def test_every_fact_of_a_film_that_is_only_named_has_its_source():
    sources = (Path(settings.BASE_DIR) / "fixtures" / "SOURCES.md").read_text()
    for row in rows_of_files():
        if (
            row["model"] == "films.film"
            and row["fields"].get("runtime")
            and row["fields"]["title"] != "Rust and Bone"
        ):
            facts = row["fields"]
            assert f"| {facts['title']} | {facts['year']} | {facts['runtime']} |" in sources
