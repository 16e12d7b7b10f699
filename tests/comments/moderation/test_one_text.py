"""The card of one comment, whatever became of it: lists and reviews lead there."""

import pytest

from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Discussion
from tests.builders import a_critic, a_publication, a_review, a_user
from tests.comments.builders import a_comment, a_pending_comment, a_review_with

from .builders import QUEUE, a_report, act, actions, item, queue

pytestmark = pytest.mark.django_db
BUTTONS = [
    "approve",
    "spam",
    "reject",
    "return",
    "restore",
    "erase",
    "ban",
    "trust",
    "feature",
    "unfeature",
    "pin",
    "unpin",
    "close",
    "slow",
]


def buttons(html):
    return {name for name in BUTTONS if f'name="action" value="{name}"' in html}


def test_a_comment_on_the_page_is_acted_on(client, mona):
    comment = a_comment(a_review_with(), body="Well said.")
    html = queue(client, comment=comment.pk)
    assert "Well said." in html and "approved" in html
    assert buttons(html) == {"spam", "reject", "erase", "ban", "trust", "feature", "close", "slow"}
    response = act(client, "feature", comment, back=f"comment={comment.pk}")
    assert response.request["QUERY_STRING"] == f"comment={comment.pk}"
    assert {"unfeature"} <= buttons(response.content.decode()) and actions()[-1] == "feature"


def test_what_waits_is_approved_or_refused(client, mona):
    sent = a_pending_comment(a_review_with(), body="Please print me.")
    html = queue(client, comment=sent.pk)
    assert "Please print me." in html and {"approve", "reject", "spam"} <= buttons(html)


def test_what_was_refused_says_why_and_its_author_may_be_banned(client, mona):
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, mona, "Off the subject.")
    html = queue(client, comment=sent.pk)
    assert "rejected: Off the subject." in html and {"ban", "erase"} <= buttons(html)
    assert not {"approve", "reject", "spam"} & buttons(html)


@pytest.mark.parametrize(
    "refuse",
    [
        lambda sent, by: moderate.reject(sent, by, "Rude."),
        lambda sent, by: moderate.mark_spam(sent, by),
    ],
)
def test_what_was_refused_goes_back_to_the_queue(client, mona, refuse):
    sent = a_pending_comment(a_review_with())
    refuse(sent, mona)
    assert "return" in buttons(queue(client, comment=sent.pk))
    html = act(client, "return", sent, back=f"comment={sent.pk}").content.decode()
    assert {"approve", "reject", "spam"} <= buttons(html) and actions()[-1] == "undo"


def test_going_back_is_asked_first(client, mona):
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, mona, "Rude.")
    html = client.post(QUEUE + "act/", {"action": "return", "item": item(sent)}).content.decode()
    assert "You can decide again at any time." in html and actions()[-1] == "reject"


def test_a_comment_off_the_page_is_restored(client, mona):
    comment = a_comment(a_review_with())
    moderate.remove(comment, mona, "Rude.")
    assert "restore" in buttons(queue(client, comment=comment.pk))
    html = act(client, "restore", comment, back=f"comment={comment.pk}").content.decode()
    assert {"reject", "spam"} <= buttons(html) and actions()[-1] == "restore"


def test_a_comment_that_was_spam_goes_back_as_its_text(client, mona):
    comment = a_comment(a_review_with())
    moderate.mark_spam(comment, mona)
    html = queue(client, comment=comment.pk)
    assert {"return", "restore"} & buttons(html) == {"return"}
    act(client, "return", comment), act(client, "approve", comment)
    comment.refresh_from_db()
    assert comment.status == "approved"


@pytest.mark.parametrize(
    "end",
    [lambda text, by: moderate.erase(text, by, "Personal."), lambda text, by: edits.withdraw(text)],
)
def test_what_is_gone_for_good_does_not_come_back(client, mona, end):
    comment = a_comment(a_review_with())
    end(comment, mona)
    assert not {"return", "restore"} & buttons(queue(client, comment=comment.pk))


def test_a_text_that_is_no_comment_is_not_restored(client, mona):
    sent = a_pending_comment(a_review_with())
    moderate.reject(sent, mona, "Rude.")
    assert (
        "Only a published comment can be restored" in act(client, "restore", sent).content.decode()
    )


def test_nothing_is_known_of_who_wrote_a_fixtures_comment(client, mona):
    comment = a_comment(a_review_with(), email="")
    assert not {"ban", "trust"} & buttons(queue(client, comment=comment.pk))


def test_a_comment_is_kept_only_where_it_was_reported(client, mona):
    comment = a_comment(a_review_with())
    a_report(comment)
    assert "approve" in buttons(queue(client, comment=comment.pk))


def test_a_critics_comment_is_pinned_and_taken_down(client, mona):
    iris = a_user("iris", first_name="Iris", last_name="Vale")
    review = a_review(
        critic=a_critic("Iris Vale", user=iris), publication=a_publication(confirm_guests=False)
    )
    comment = a_comment(review, "Iris Vale", user=iris)
    assert "pin" in buttons(queue(client, comment=comment.pk))
    assert "unpin" in buttons(
        act(client, "pin", comment, back=f"comment={comment.pk}").content.decode()
    )
    act(client, "unpin", comment)
    assert Discussion.objects.get().pinned is None


@pytest.mark.parametrize(("do", "undo"), [("feature", "unfeature"), ("close", "open")])
def test_an_act_is_ended_and_that_undone(client, mona, do, undo):
    comment = a_comment(a_review_with())
    act(client, do, comment), act(client, undo, comment)
    last = client.get(QUEUE).context["undo"]
    client.post(QUEUE + "undo/", {"token": last["token"]})
    assert actions()[-3:] == [do, undo, do]


@pytest.mark.parametrize("name", ["", "0", "999", "c1", "9" * 40, "²", "\x00"])
def test_there_is_no_card_of_nothing(client, mona, name):
    a_comment(a_review_with())
    assert client.get(QUEUE, {"comment": name}).status_code == 404


def test_the_page_of_a_review_leads_moderators_there(client, mona):
    comment = a_comment(a_review_with())
    address = f"{QUEUE}?comment={comment.pk}"
    assert address in client.get(comment.discussion.review.get_absolute_url()).content.decode()
    client.force_login(a_user("remy"))
    assert QUEUE not in client.get(comment.discussion.review.get_absolute_url()).content.decode()
