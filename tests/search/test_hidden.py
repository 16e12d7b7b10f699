"""What readers may not see is not found, counted, suggested or quoted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.names import suggest
from tests.builders import a_critic, a_film, a_person, a_review, a_section
from tests.comments.builders import a_comment, a_pending_comment, a_review_with

from .builders import everything_said, found

pytestmark = pytest.mark.django_db


def hidden(name, **fields):
    """A review whose film, director and critic stand nowhere else."""
    film = a_film(f"{name} film", director=f"{name} Director", always_public=False)
    a_review(
        f"{name} headline",
        film=film,
        critic=a_critic(f"{name} Critic"),
        body=f"<p>{name} body.</p>",
        standfirst=f"{name} standfirst.",
        **fields,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"published": False},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_draft_and_a_schedule(fields):
    hidden("Quillon", **fields)
    for text in ("quillon", "quilon", "quillon director"):
        said = everything_said(text).lower()
        assert "quillon" not in said and "'review'" not in said
    assert suggest("quil") == [] and suggest("dir") == []


def test_a_retracted_review():
    hidden("Quillon", status="retracted", retracted_at=timezone.now(), retraction_reason="Wrong.",
           published_at=timezone.now())  # fmt: skip
    assert {kind for kind, _row in found("quillon")} == {"person", "film"}  # its page links there
    assert "quillon body" not in everything_said("quillon").lower()


def test_spoilers():
    spoiler = '<p>Open.</p><blockquote class="spoiler"><p>Rosebud is a sled.</p></blockquote>'
    review = a_review("A walk", body=spoiler)
    a_section(review, "The end", body="<p>Rosebud burns.</p>", spoiler="ending")
    a_review("A swim", body="<p>Rosebud again.</p>", spoiler="ending")
    assert found("rosebud") == []
    for text in ("rosebud", "open", "walk", "swim", "the end"):
        said = everything_said(text).lower()
        assert "sled" not in said and "burns" not in said and "rosebud" not in said


def test_comments_that_wait_or_tell_the_ending():
    review = a_review_with()
    a_pending_comment(review, "Remy", "Rosebud waits.")
    a_comment(review, "Remy", "It is fine. ||Rosebud is a sled.||")
    a_comment(review, "Remy", "Rosebud burns.", is_spoiler=True)
    for text in ("rosebud", "fine"):
        assert "rosebud" not in everything_said(text).lower()
    assert found("rosebud", "comment") == []
    assert len(found("fine", "comment")) == 1


def test_a_person_of_no_public_film():
    a_person("Zora Quillon")
    assert found("quillon") == [] and suggest("quil") == []
