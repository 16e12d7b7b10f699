"""The queue made for work: what stands on it, and in which order."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Appeal, Comment, ModerationLog, RejectionReason
from comments.queue.entries import PER_PAGE
from comments.report_forms import AppealForm, ReportForm
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with, post

from .builders import QUEUE, a_report, act, item, queue, undo

pytestmark = pytest.mark.django_db


def test_it_works(client, mona):
    sent = a_pending_comment(a_review_with(), body="Please print me.")
    assert "Please print me." in queue(client)
    assert "Approve: 1 done" in act(client, "approve", sent).content.decode()
    assert "Please print me." not in queue(client)
    assert Comment.objects.get().body == "Please print me."


def test_a_card_has_what_a_decision_needs(client, mona):
    review = a_review_with(headline="Salt and iron")
    parent = a_comment(review, "Iris Vale", "I asked about the sea.")
    a_comment(review, body="Kept before.")
    moderate.reject(a_pending_comment(review, body="Refused before."), mona, "Rude.")
    a_pending_comment(
        review,
        body="See https://casino.example/win now",
        parent=parent,
        signals=[{"rule": "links", "message": "It has links.", "weight": 0.5}],
        network="f" * 64,
    )
    html = queue(client)
    for words in (
        "Salt and iron",
        "I asked about the sea.",
        "It has links.",
        "links, 0.50",
        "1 approved, 1 rejected",
    ):
        assert words in html
    assert "hxxps://casino[.]example/win" in html and "https://casino.example" not in html


def test_a_moderator_sees_no_address_and_no_network(client, mona):
    a_pending_comment(a_review_with(), network="c0ffee" * 8)
    a_report(a_comment(a_review_with()), reporter_key="network:" + "c0ffee" * 8)
    for tab in ("pending", "reported", "appeals"):
        html = queue(client, tab=tab)
        assert "remy@readers.example" not in html and "c0ffee" not in html


def test_the_heaviest_is_first_then_the_oldest(client, mona):
    review = a_review_with()
    for text, weight in (
        ("First and light.", 0),
        ("Later and light.", 0),
        ("At last, and heavy.", 0.8),
    ):
        a_pending_comment(review, body=text, weight=weight)
    html = queue(client)
    assert (
        html.index("At last, and heavy.")
        < html.index("First and light.")
        < html.index("Later and light.")
    )


def test_what_one_rule_holds_stands_alone(client, mona):
    review = a_review_with()
    a_pending_comment(review, body="Full of links.", rule="links")
    a_pending_comment(review, body="Under a name of the house.", rule="impersonation")
    html = queue(client, rule="links")
    assert "Full of links." in html and "Under a name of the house." not in html
    assert "held by “impersonation” (1)" in html


def test_first_comments_are_called_so(client, mona):
    a_pending_comment(a_review_with(), rule="first")
    assert "First comments (1)" in queue(client)


def test_no_id_is_given_twice(client, mona):
    review = a_review_with()
    a_pending_comment(review), a_pending_comment(review)
    found = re.findall(r' id="([^"]*)"', queue(client))
    assert len([name for name in found if name.endswith("-ban-words")]) == 2
    assert len(found) == len(set(found))


def test_reported_comments_are_sorted_by_what_their_reports_weigh(client, mona):
    review = a_review_with()
    light, heavy = a_comment(review, body="A little rude."), a_comment(review, body="Very rude.")
    a_report(light, weight=0.9)
    a_report(heavy, weight=0.5), a_report(heavy, weight=0.5, reporter_key="network:two", why="law")
    html = queue(client, tab="reported")
    assert html.index("Very rude.") < html.index("A little rude.")
    assert "Illegal" in html and "Reported (2)" in html


@pytest.mark.parametrize(
    "query", [{"tab": "x"}, {"page": "0"}, {"page": "²"}, {"page": "9" * 40}, {"rule": "\x00"}]
)
def test_nonsense_in_the_address_shows_a_page(client, mona, query):
    a_pending_comment(a_review_with())
    assert client.get(QUEUE, query).status_code == 200


def test_near_copies_stand_beside_a_text(client, mona):
    review = a_review_with()
    text = (
        "The harbour at dawn is the best thing in this long and quiet film, and nobody told me so "
        "before {}."
    )
    client.logout()
    for name in ("Tom Grump", "Nina Rost", "Remy Adler"):
        post(
            client,
            review,
            text.format(name),
            name=name,
            email=f"{name.split()[0].lower()}@readers.example",
        )
    Comment.objects.update(status="pending", is_shown=False, unpublished_at=timezone.now())
    client.force_login(mona)
    assert "similar comment" in queue(client)


def test_a_page_costs_the_same_with_few_and_with_many(client, mona):
    def cost(**query):
        client.get(QUEUE, query)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(QUEUE, query).status_code == 200
        return len(caught)

    def fill(number):
        for _ in range(number):
            review = a_review_with()
            a_pending_comment(
                review,
                parent=a_comment(review),
                signals=[{"rule": "a", "message": "b", "weight": 0}],
            )
            a_report(a_comment(review))

    fill(2)
    few = cost(), cost(tab="reported"), cost(tab="appeals")
    fill(PER_PAGE + 3)
    assert (cost(), cost(tab="reported"), cost(tab="appeals")) == few and max(few) <= 16


def test_the_rest_is_on_the_next_page(client, mona):
    review = a_review_with()
    for number in range(PER_PAGE + 1):
        a_pending_comment(review, body=f"Thought {number:02d}.")
    assert f"Thought {PER_PAGE:02d}." not in queue(client)
    assert f"Thought {PER_PAGE:02d}." in queue(client, page=2)


def test_what_a_comment_said_before_stands_beside_it(client, mona):
    comment = a_comment(a_review_with(), body="The first words.")
    edits.edit(comment, "The second words.")
    a_report(comment)
    html = queue(client, tab="reported")
    assert "The first words." in html and "The second words." in html


def test_a_report_of_what_left_the_page_waits_no_more(client, mona):
    comment = a_comment(a_review_with(), body="Taken back.")
    a_report(comment)
    edits.withdraw(comment)
    assert "Taken back." not in queue(client, tab="reported") and "Reported (0)" in queue(client)


def test_the_lists_of_the_desk_lead_to_the_queue(client, mona):
    assert (
        f'<a href="{QUEUE}"'
        in client.get(reverse("admin:comments_comment_changelist")).content.decode()
    )


def test_an_answer_names_the_act_as_its_button_does(client, mona):
    comment = a_comment(a_review_with())
    a_report(comment)
    html = act(client, "reject", comment, words="Rude.").content.decode()
    assert "Remove: 1 done." in html and "Undo: Remove (1)" in html


@pytest.mark.parametrize(
    ("gone", "said"), [(1, "1 of them is no longer there."), (2, "2 of them are no longer there.")]
)
def test_what_is_gone_is_counted(client, mona, gone, said):
    rows = [a_pending_comment(a_review_with()) for _ in range(3)]
    items = [item(row) for row in rows]
    for row in rows[:gone]:
        row.delete()
    html = act(client, "approve", *items).content.decode()
    assert said in html and f"Approve: {3 - gone} done." in html


def test_nothing_is_asked_of_what_is_all_gone(client, mona):
    rows = [a_pending_comment(a_review_with()) for _ in range(2)]
    data = {"action": "spam", "item": [item(row) for row in rows]}
    Comment.objects.all().delete()
    html = client.post(QUEUE + "act/", data, follow=True).content.decode()
    assert "2 of them are no longer there." in html and "0 comments" not in html


def test_what_is_gone_is_not_undone(client, mona):
    sent = a_pending_comment(a_review_with())
    act(client, "spam", sent)
    sent.delete()
    assert "1 of them is no longer there." in undo(client).content.decode()


def test_undoing_leads_back_to_the_card(client, mona):
    sent = a_pending_comment(a_review_with())
    act(client, "spam", sent)
    address = undo(client).redirect_chain[-1][0]
    assert address.endswith(f"#card-{sent.pk}") and f'id="card-{sent.pk}"' in queue(client)


def test_a_reason_of_another_publication_is_refused(client, mona):
    review = a_review_with()
    ours = RejectionReason.objects.create(publication=review.publication, text="Off the film.")
    sent, other = a_pending_comment(review), a_pending_comment(a_review_with())
    html = act(client, "reject", sent, other, reason=ours.pk).content.decode()
    assert "This reason belongs to another publication" in html
    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}
    act(client, "reject", sent, reason=ours.pk)
    assert Comment.objects.get(pk=sent.pk).reason == "Off the film."


def test_appeals_that_one_may_hear_come_first(client, mona):
    mark = a_moderator("mark")
    for number in range(PER_PAGE + 1):
        moderate.reject(
            a_pending_comment(a_review_with()),
            mark if number == PER_PAGE else mona,
            f"Reason {number}.",
        )
    for age, decision in enumerate(ModerationLog.objects.order_by("-pk")):
        Appeal.objects.create(
            decision=decision, words="It is not.", at=timezone.now() - timedelta(days=age)
        )
    html = queue(client, tab="appeals")
    assert f"Reason {PER_PAGE}." in html and html.index(f"Reason {PER_PAGE}.") < html.index(
        "Reason 0."
    )


@pytest.mark.parametrize("form", [ReportForm, AppealForm])
def test_readers_words_are_kept_without_controls(form):
    sent = form({"why": "insult", "words": "Too\x07 rude\x1b[31m.\nReally."})
    assert sent.is_valid() and sent.cleaned_data["words"].split() == ["Too", "rude[31m.", "Really."]


def test_an_appeal_of_controls_alone_has_no_words():
    assert not AppealForm({"words": "\x07"}).is_valid()
