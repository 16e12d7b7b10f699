"""What a publication's policy makes of a comment: published at once, held or refused."""

import pytest

from comments.actions import moderate
from comments.models import Comment, ModerationLog
from comments.screening import was_approved_before
from comments.submission import Author
from tests.builders import a_critic, a_publication, a_review, a_user, an_admin

from .builders import a_comment, a_pending_comment, a_review_with, page, post

pytestmark = pytest.mark.django_db


def test_many_links_wait(client):
    review = a_review_with("open")
    response = post(client, review, "https://a.example https://b.example www.c.example")
    assert response["Location"].startswith(f"/reviews/{review.slug}/?received=pending~")
    assert "More than 2 links." in [signal["message"] for signal in Comment.objects.get().signals]
    assert not Comment.objects.approved().exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.example", "https://b.example"),
        ("https://www.a.example", "https://www.b.example"),
        ("[https://a.example](https://a.example)", "[www.b.example](https://www.b.example)"),
    ],
)
def test_two_links_do_not_wait(client, first, second):
    text = f"The harbour was described at {first}, and the boats counted at {second} long before."
    post(client, a_review_with("open"), text)
    assert Comment.objects.get().status == "approved"


def test_real_names_state_the_rule_and_hold_the_first(client):
    review = a_review_with("real_names")
    assert "Please use your real first and last name" in page(client, review)
    assert post(client, review)["Location"].endswith("#held")
    moderate.approve(Comment.objects.get(), an_admin())
    assert post(client, review, "A second thought.")["Location"].endswith("/comments/2/")


def test_a_known_address_under_a_new_name_waits(client):
    review = a_review_with("real_names")
    a_comment(review)
    assert post(client, review, name="Tom Grump")["Location"].endswith("#held")


def test_a_name_after_many_others_is_known(client):
    review, admin, address = a_review_with("real_names"), an_admin(), "remy@readers.example"
    for number in range(51):
        moderate.approve(a_pending_comment(review, f"Remy {number}", email=address), admin)
    author = Author(email=address, owns_email=True)
    assert was_approved_before(Comment(name="remy 50"), author)


@pytest.mark.parametrize("name", ["remy", "FilmFan99", "Anonymous"])
def test_real_names_refuse_pseudonyms(client, name):
    assert post(client, a_review_with("real_names"), name=name).status_code == 422


def test_real_names_ask_a_member_for_theirs(client):
    client.force_login(a_user("remy"))
    assert "Add yours to your account" in post(client, a_review_with("real_names")).content.decode()


def test_members_only_shows_the_way_in(client):
    review = a_review_with("members")
    html = page(client, review)
    assert f'href="/login/?next=/reviews/{review.slug}/"' in html and "<textarea" not in html


def test_members_only_refuses_a_guest_and_hands_the_text_back(client):
    response = post(client, a_review_with("members"), "Words I would miss.")
    assert response.status_code == 403
    assert "Only members can comment here" in response.content.decode()
    assert "Words I would miss." in response.content.decode()
    assert not Comment.objects.approved().exists()


def test_a_member_writes_without_name_and_address(client):
    review = a_review_with("members")
    client.force_login(a_user("remy", first_name="Remy", last_name="Adler"))
    html = page(client, review)
    assert 'name="email"' not in html and "csrfmiddlewaretoken" in html
    post(client, review, name="Iris Vale", email="other@readers.example")
    comment = Comment.objects.get()
    assert (comment.name, comment.user.username) == ("Remy Adler", "remy")


def test_closed_has_no_form(client):
    html = page(client, a_review_with("closed"))
    assert (
        "Comments are closed" in html and "Follow by e-mail" not in html and "<textarea" not in html
    )


def test_closed_refuses_a_post_and_hands_the_text_back(client):
    response = post(client, a_review_with("closed"), "Too late.")
    assert response.status_code == 403 and "Too late." in response.content.decode()


def test_a_closed_discussion_refuses_on_an_open_publication(client):
    review = a_review_with("open")
    moderate.close(a_comment(review).discussion, a_user("mona"))
    assert post(client, review).status_code == 403
    assert 'id="comment-1"' in page(client, review)


def test_a_retracted_review_takes_no_comments(client):
    review = a_review_with("open")
    a_comment(review)
    review.retract("Invented quotations.")
    assert post(client, review).status_code == 403
    assert client.get(f"/reviews/{review.slug}/comments/1/").status_code == 302


@pytest.mark.parametrize(
    "name", ["Iris Vale", "Іris Vale", "iris vale (critic)", "Moderator", "edith"]
)
def test_names_of_the_house_wait(client, name):
    review = a_review(
        critic=a_critic("Iris Vale"), publication=a_publication(comment_policy="open")
    )
    a_user("edith", is_staff=True)
    assert post(client, review, name=name)["Location"].endswith("#held")
    assert "looks like a critic’s" in Comment.objects.get().held_because


def test_the_critic_answers_with_a_badge(client):
    iris = a_user("iris", first_name="Iris", last_name="Vale")
    review = a_review(
        critic=a_critic("Iris Vale", user=iris),
        publication=a_publication(comment_policy="real_names"),
    )
    client.force_login(iris)
    assert post(client, review)["Location"].endswith("/comments/1/")
    assert "Author" in page(client, review)


# Decisions


def test_a_rejection_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        moderate.reject(a_pending_comment(a_review_with()), None, "  ")


def test_a_decision_is_taken_once():
    sent = a_pending_comment(a_review_with())
    moderate.approve(sent, None)
    with pytest.raises(ValueError, match="already"):
        moderate.reject(sent, None, "Late.")


def test_every_decision_is_kept():
    mona = a_user("mona")
    sent = a_pending_comment(a_review_with())
    (
        moderate.approve(sent, mona),
        moderate.return_to_queue(sent, mona),
        moderate.reject(sent, mona, "Off the subject."),
    )
    kept = ModerationLog.objects.values_list("action", "actor__username", "reason")
    assert list(kept) == [
        ("approve", "mona", ""),
        ("undo", "mona", ""),
        ("reject", "mona", "Off the subject."),
    ]
