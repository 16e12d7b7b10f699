"""What holds for any text at all."""

import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Comment
from films.models import Credit, Film, Person
from importer.parser import parse
from importer.saving import import_ref_for, save_documents
from importer.text import fold, normalize
from importer.to_html import to_html
from reviews import markup
from reviews.models import Review
from tests.importer.pages import REVIEWS, page

LINES = [line for name in REVIEWS for line in page(name).read_text().splitlines()]
any_text = st.text(max_size=2000)
shuffled_pages = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=60).map(
    "\n".join
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(any_text, shuffled_pages))
def test_parsing_never_fails_and_is_the_same_twice(text):
    assert dataclasses.asdict(parse(text)) == dataclasses.asdict(parse(text))


@settings(max_examples=60, deadline=None)
@given(shuffled_pages)
def test_bodies_are_house_markup_already(text):
    doc = parse(text)
    html = to_html(doc.blocks)
    assert markup.clean(html) == html


@given(any_text)
def test_tidying_and_folding_twice_changes_nothing(text):
    assert normalize(normalize(text)) == normalize(text)
    assert fold(fold(text)) == fold(text)


SENTENCE = (
    "The film is a moving drama, and the director Ann Frost finds in every scene what the actors "
    "hide all winter. "
)
HOSTILE = {
    "one letter": "a" * 240_000,
    "brackets": "(" * 240_000,
    "pairs": "A (B C) " * 30_000,
    "capitals": "Aa " * 80_000,
    "labels": "Director: " * 24_000,
    "questions": "Do you hear me?\n" * 2_900,
    "quotes": "“" * 240_000,
    "numbers": "1. x\n" * 2_900,
    "headings": ("Heading\n" + SENTENCE + "\n\n") * 1_200,
    "comments": (SENTENCE + "\n") * 3 + "2 comments\n" + "x says:\nhello\n" * 18_000,
    "days": (SENTENCE + "\n") * 3
    + "2 comments\n"
    + "Wren Wren Wren Wren Wren Wren 3 May 2014 17:2\n" * 9_000,
    "handles": (SENTENCE + "\n") * 3 + "@wren: hello\n" * 18_000,
    "breadcrumbs": ("a > " * 70 + "\n") * 800,
    "tags": "<p " * 80_000,
    "buttons": (SENTENCE + "\n") * 3
    + "2 comments\nWren says:\n"
    + ("Reply • " * 14 + "x\n") * 2_000,
    "large": (SENTENCE * 10 + "\n") * 4_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_parsed_in_seconds(kind):
    start = time.process_time()
    parse(HOSTILE[kind])
    assert time.process_time() - start < 10


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(REVIEWS), min_size=1, max_size=3),
    st.lists(st.sampled_from(LINES), max_size=30),
)
def test_saving_twice_adds_nothing(names, lines):
    """Whole pages with other pages' lines beneath them: the odder the mixture, the better."""
    text = "\n".join([*(page(name).read_text() for name in names), *lines])
    document = ("page.txt", import_ref_for(text), parse(text))
    save_documents([document])
    before = [model.objects.count() for model in (Film, Person, Credit, Review, Comment)]
    (result,) = save_documents([document])
    assert result.outcome in {"already there", "no review"}
    assert [model.objects.count() for model in (Film, Person, Credit, Review, Comment)] == before
