"""Names that lie wait for a moderator."""

import pytest

from comments.models import Comment
from tests.builders import a_critic
from tests.comments.builders import a_review_with, post

from .builders import a_member

pytestmark = pytest.mark.django_db


def sent(client, name):
    critic = a_critic("Iris Vale")
    post(client, a_review_with(critic=critic), "The last shot undoes the film.", name)
    return Comment.objects.get()


@pytest.mark.parametrize(
    "name", ["Irіs Vаle", "Iris Va1e", "Remу Adler", "Remy \u202eAdler", "The Moderator"]
)
def test_such_a_name_is_held(client, name):
    assert sent(client, name).status != "approved"


@pytest.mark.parametrize(
    "name", ["Filmsite", "The Filmsite team", "Site admin", "Redaktion", "The Weekly Lens"]
)
def test_a_name_of_the_house_is_held(client, name):
    review = a_review_with(critic=a_critic("Iris Vale"))
    review.publication.name = "The Weekly Lens"
    review.publication.save()
    post(client, review, "The last shot undoes the film.", name)
    assert Comment.objects.get().rule == "impersonation"


def test_the_moderator_is_told_why(client):
    assert "order of its letters" in sent(client, "Remy \u202eAdler").held_because


def test_a_member_s_name_is_held_as_well(client):
    from comments.screening import screen
    from comments.submission import Author, Context
    from tests.comments.builders import a_pending_comment

    review = a_review_with(critic=a_critic("Iris Vale"))
    tom = a_member("tom", "Іrіs Vаlе")
    found = screen(a_pending_comment(review, "Іrіs Vаlе", user=tom), Author(tom), Context())
    assert {"impersonation", "disguised-name"} & {signal.rule for signal in found.signals}
