"""Publish, schedule, retract, back to draft."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review
from tests.builders import a_review, a_section

from .people import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/reviews/review/"


def a_ready_draft(headline="Ready", **fields):
    return a_review(
        headline,
        published=False,
        **({"standfirst": "Go and see it.", "verdict": "must_see"} | fields),
    )


def change(review):
    return reverse("admin:reviews_review_change", args=[review.pk])


def press(client, review, button, **changes):
    data = filled(client.get(change(review)), **changes) | {button: "1"}
    return client.post(change(review), data, follow=True)


def act(client, action, *reviews):
    data = {"action": action, "_selected_action": [review.pk for review in reviews]}
    return client.post(LIST, data, follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def fresh(review):
    return Review.objects.get(pk=review.pk)


def tomorrow():
    return timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def test_it_works(editor):
    draft = a_ready_draft()
    assert "is published" in said(press(editor, draft, "_publish", headline="Final words"))
    review = fresh(draft)
    assert review.is_public and review.headline == "Final words"
    assert review.slug == "final-words"


def test_a_new_review_is_published_from_its_first_save(editor):
    model = a_ready_draft("Model")
    data = filled(editor.get(change(model))) | {"headline": "Another", "_publish": "1"}
    data["subjects-INITIAL_FORMS"] = data["bylines-INITIAL_FORMS"] = 0
    for name in [name for name in data if name.endswith(("-id", "-review"))]:
        data.pop(name)
    editor.post(LIST + "add/", data)
    assert Review.objects.get(headline="Another").is_public


@pytest.mark.parametrize(
    ("lack", "sentence"),
    [
        (lambda review: review.subjects.all().delete(), "Choose the film"),
        (lambda review: review.bylines.all().delete(), "Add a critic to the byline"),
        (lambda review: review.bylines.update(role="photographer"), "Add a critic to the byline"),
        (lambda review: Review.objects.update(standfirst=""), "Write the standfirst"),
        (lambda review: Review.objects.update(body=""), "Write the body"),
    ],
)
def test_what_lacks_is_named_and_nothing_published(editor, lack, sentence):
    draft = a_ready_draft()
    lack(draft)
    assert sentence in said(press(editor, draft, "_publish"))
    assert fresh(draft).status == "draft"


def test_a_section_with_text_stands_for_a_body(editor):
    draft = a_ready_draft(body="")
    a_section(draft)
    press(editor, draft, "_publish")
    assert fresh(draft).is_public


def test_no_verdict_is_a_warning_only(editor):
    draft = a_ready_draft(verdict="")
    assert "Choose a verdict" in said(press(editor, draft, "_publish"))
    assert fresh(draft).is_public


def test_a_time_to_come_is_a_schedule(editor, settings):
    settings.TIME_ZONE = "Europe/Paris"
    draft = a_ready_draft()
    page = press(editor, draft, "_schedule")
    assert "Europe/Paris, UTC+0" in page.content.decode()
    editor.post(page.request["PATH_INFO"] + f"?ids={draft.pk}", {"at": tomorrow()})
    review = fresh(draft)
    assert (
        review.is_scheduled
        and timezone.localtime(review.published_at).strftime("%Y-%m-%dT%H:%M") == tomorrow()
    )


def test_a_time_that_has_passed_is_refused(editor):
    draft = a_ready_draft()
    page = editor.post(LIST + f"schedule/?ids={draft.pk}", {"at": "2020-01-01T09:00"})
    assert "This time has passed" in page.content.decode() and fresh(draft).status == "draft"


def test_nonsense_for_a_time_is_refused(editor):
    draft = a_ready_draft()
    assert (
        "Enter a date and a time"
        in editor.post(LIST + f"schedule/?ids={draft.pk}", {"at": "soon"}).content.decode()
    )


@pytest.mark.parametrize("ids", ["", "x", "999999999999999999999999", "-1", "1,,%00"])
def test_nonsense_for_reviews_does_nothing(editor, ids):
    assert "No review chosen" in editor.get(LIST + f"schedule/?ids={ids}").content.decode()


def test_retraction_needs_a_reason(editor):
    review = a_ready_draft()
    review.publish()
    page = editor.post(LIST + f"retract/?ids={review.pk}", {"reason": "  "})
    assert "Fill in this field" in page.content.decode() and fresh(review).status == "published"


def test_retraction_keeps_its_reason(editor):
    review = a_ready_draft()
    review.publish()
    press(editor, review, "_retract")
    editor.post(LIST + f"retract/?ids={review.pk}", {"reason": "It names the wrong man."})
    assert (
        fresh(review).status == "retracted"
        and fresh(review).retraction_reason == "It names the wrong man."
    )


def test_a_draft_cannot_be_retracted(editor):
    draft = a_ready_draft()
    page = editor.post(LIST + f"retract/?ids={draft.pk}", {"reason": "Wrong."}, follow=True)
    assert "nothing to retract" in said(page) and fresh(draft).status == "draft"


def test_a_scheduled_review_is_not_retracted(editor):
    review = a_ready_draft()
    review.publish(timezone.now() + timedelta(days=1))
    editor.post(LIST + f"retract/?ids={review.pk}", {"reason": "Wrong."})
    assert fresh(review).is_scheduled


def test_back_to_draft_keeps_the_address(editor):
    review = a_ready_draft("Where it was")
    review.publish()
    press(editor, review, "_draft", headline="Other words")
    assert fresh(review).status == "draft" and fresh(review).slug == "where-it-was"


def test_many_are_published_at_once_and_the_unready_named(editor):
    ready, also, bare = (
        a_ready_draft("One"),
        a_ready_draft("Two"),
        a_review("Bare", published=False),
    )
    words = said(act(editor, "publish_now", ready, also, bare))
    assert fresh(ready).is_public and fresh(also).is_public and fresh(bare).status == "draft"
    assert "“Bare” is not published." in words


def test_many_are_scheduled_at_once(editor):
    drafts = [a_ready_draft("One"), a_ready_draft("Two")]
    page = act(editor, "schedule", *drafts)
    assert "One" in page.content.decode()
    ids = ",".join(str(draft.pk) for draft in drafts)
    editor.post(LIST + f"schedule/?ids={ids}", {"at": tomorrow()})
    assert all(fresh(draft).is_scheduled for draft in drafts)


def test_many_are_retracted_at_once(editor):
    reviews = [a_review("One"), a_review("Two")]
    ids = ",".join(str(review.pk) for review in reviews)
    assert "One" in act(editor, "retract", *reviews).content.decode()
    editor.post(LIST + f"retract/?ids={ids}", {"reason": "Both wrong."})
    assert {fresh(review).status for review in reviews} == {"retracted"}


def test_many_go_back_to_draft_at_once(editor):
    reviews = [a_review("One"), a_review("Two")]
    act(editor, "back_to_draft", *reviews)
    assert {fresh(review).status for review in reviews} == {"draft"}


def test_every_act_is_in_the_history(editor):
    draft = a_ready_draft()
    press(editor, draft, "_publish")
    assert "Published." in editor.get(LIST + f"{draft.pk}/history/").content.decode()


def test_a_published_review_is_not_deleted(editor):
    review = a_ready_draft()
    review.publish()
    assert editor.post(LIST + f"{review.pk}/delete/", {"post": "yes"}).status_code == 403
    act(editor, "delete_selected", review)
    assert Review.objects.filter(pk=review.pk).exists()


def test_status_sent_by_hand_changes_nothing(editor):
    draft = a_ready_draft()
    press(editor, draft, "_save", status="published")
    assert fresh(draft).status == "draft"


def test_a_public_review_is_not_scheduled_away(editor):
    review = a_ready_draft()
    review.publish()
    page = editor.post(LIST + f"schedule/?ids={review.pk}", {"at": tomorrow()}, follow=True)
    assert "is already published" in said(page) and fresh(review).is_public


def test_a_scheduled_review_is_published_now(editor):
    review = a_ready_draft()
    review.publish(timezone.now() + timedelta(days=1))
    press(editor, review, "_publish")
    assert fresh(review).is_public


def test_a_draft_that_was_scheduled_is_published_now(editor):
    review = a_ready_draft()
    review.publish(timezone.now() + timedelta(days=1))
    press(editor, review, "_draft")
    press(editor, review, "_publish")
    assert fresh(review).is_public
