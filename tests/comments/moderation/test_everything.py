"""An act on all of a part of the queue: counted, confirmed, and bound to what was seen."""

import re

import pytest

from comments.actions import edit as edits
from comments.models import Comment
from comments.queue import entries, items
from comments.queue.entries import PER_PAGE
from tests.comments.builders import a_comment, a_pending_comment, a_review_with

from .builders import QUEUE, a_report, act, queue, undo

pytestmark = pytest.mark.django_db


def ask(client, name="spam", back="tab=pending", **fields):
    """Order it for all; the page that asks."""
    return client.post(
        QUEUE + "act/", {"action": name, "everything": "on", "back": back} | fields, follow=True
    )


def asked_for(response):
    """The items that the page carries."""
    return re.findall(r'name="item" value="([^"]+)"', response.content.decode())


def fill(number, **fields):
    review = a_review_with()
    return [a_pending_comment(review, **fields) for _ in range(number)]


def statuses():
    return set(Comment.objects.values_list("status", flat=True))


def test_all_pages_of_it_are_asked_for_decided_and_undone(client, mona):
    fill(PER_PAGE + 2)
    response = ask(client, "reject", words="Off the subject.")
    html = response.content.decode()
    assert (
        f"Reject: {PER_PAGE + 2} comments," in html
        and "Off the subject." in html
        and statuses() == {"pending"}
    )
    act(client, "reject", *asked_for(response), words="Off the subject.")
    assert statuses() == {"rejected"}
    assert f"{PER_PAGE + 2} undone" in undo(client).content.decode() and statuses() == {"pending"}


def test_the_queue_says_how_many_that_is(client, mona):
    fill(2, rule="links"), fill(1)
    assert "all 3 pending" in queue(client) and "all 2 held by “links”" in queue(
        client, rule="links"
    )


def test_only_what_the_rule_holds_is_meant(client, mona):
    held, _others = fill(2, rule="links"), fill(2, rule="first")
    response = ask(client, back="tab=pending&rule=links")
    assert asked_for(response) == [f"{row.pk}:1:pending" for row in held]


def test_a_rule_that_holds_nothing_any_more_means_nothing(client, mona):
    fill(2)
    for rule in ("links", "%00", "a\x00"):
        assert (
            "Choose at least one comment."
            in ask(client, back=f"tab=pending&rule={rule}").content.decode()
        )


def test_what_was_reported_is_kept_all_at_once(client, mona):
    review = a_review_with()
    reported = [a_comment(review) for _ in range(2)]
    a_comment(review)
    for comment in reported:
        a_report(comment), a_report(comment, reporter_key="network:two")
    response = ask(client, "approve", back="tab=reported")
    assert asked_for(response) == [f"{row.pk}:1:approved" for row in reported]
    assert "all 2 reported" in queue(client, tab="reported")
    act(client, "approve", *asked_for(response))
    assert (
        "Nothing is waiting." in queue(client, tab="reported")
        and Comment.objects.approved().count() == 3
    )


def test_it_is_asked_even_where_one_waits_or_the_form_says_it_was(client, mona):
    fill(1)
    assert asked_for(ask(client, confirmed="1")) and statuses() == {"pending"}


def test_only_so_many_at_a_time_the_oldest_first_and_that_is_said(client, mona, monkeypatch):
    monkeypatch.setattr(entries, "MAX_ITEMS", 3)
    light, *rest = fill(5)
    Comment.objects.filter(pk__in=[row.pk for row in rest]).update(weight=0.9)
    response = ask(client)
    assert asked_for(response) == [f"{row.pk}:1:pending" for row in [light, *rest[:2]]]
    assert "the oldest 3 of 5" in response.content.decode()


def test_no_act_takes_more_items_than_that(monkeypatch):
    monkeypatch.setattr(items, "MAX_ITEMS", 2)
    assert len(items.parse(["1:1:pending", "2:1:pending", "3:1:pending"])) == 2


def test_what_changed_or_came_after_the_question_is_not_decided(client, mona):
    changed, other = fill(2)
    chosen = asked_for(ask(client))
    edits.edit(changed, "Other words.")
    late = fill(1)[0]
    response = act(client, "spam", *chosen, follow=False)
    assert response.status_code == 409 and "<ins>Other" in response.content.decode()
    waiting = Comment.objects.pending().values_list("pk", flat=True)
    assert (
        list(waiting) == [changed.pk, late.pk] and Comment.objects.get(pk=other.pk).status == "spam"
    )
