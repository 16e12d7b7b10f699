"""What is published stays publishable: the checks hold at every save, and dates make sense."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models import Review

from .people import errors_of, filled
from .test_publishing import LIST, a_ready_draft, change, fresh, press

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def live():
    review = a_ready_draft("Live")
    review.publish()
    return review


def without(data, prefix):
    """The form with every row of a formset ticked for deletion."""
    return data | {
        f"{prefix}-{number}-DELETE": "on" for number in range(int(data[f"{prefix}-TOTAL_FORMS"]))
    }


@pytest.mark.parametrize(
    ("emptied", "sentence"),
    [
        (lambda data: without(data, "subjects"), "Choose the film the review is about."),
        (lambda data: without(data, "bylines"), "Add a critic to the byline."),
        (lambda data: data | {"standfirst": ""}, "Write the standfirst."),
        (lambda data: data | {"body": ""}, "Write the body or a section."),
    ],
    ids=["film", "byline", "standfirst", "body"],
)
@pytest.mark.parametrize("hours", [0, 24], ids=["published", "scheduled"])
def test_a_live_review_keeps_what_it_needs(editor, emptied, sentence, hours):
    review = a_ready_draft("Live")
    review.publish(timezone.now() + timedelta(hours=hours) if hours else None)
    answer = editor.post(
        change(review), emptied(filled(editor.get(change(review)), headline="New words"))
    )
    assert answer.status_code == 200 and sentence in errors_of(answer)
    assert 'value="New words"' in answer.content.decode()  # nothing typed is lost
    kept = fresh(review)
    assert (
        kept.headline == "Live"
        and kept.standfirst
        and kept.body
        and kept.subjects.exists()
        and kept.bylines.exists()
    )


def test_a_draft_may_lack_anything(editor):
    review = a_ready_draft("Draft")
    data = filled(editor.get(change(review)), standfirst="", body="")
    assert editor.post(change(review), without(data, "subjects")).status_code == 302


def test_what_lacks_something_can_be_taken_back_to_draft(editor, live):
    press(editor, live, "_draft", standfirst="")
    assert fresh(live).status == "draft" and fresh(live).standfirst == ""


# The date of publication


def test_a_date_is_set_before_publication_and_kept(editor, client):
    draft = a_ready_draft("From the archive")
    press(editor, draft, "_publish", published_at="2004-03-03T09:00")
    assert fresh(draft).is_public and fresh(draft).published_at.date().isoformat() == "2004-03-03"
    assert "3 March 2004" in client.get(fresh(draft).get_absolute_url()).content.decode()
    assert client.get("/archive/2004/3/").status_code == 200


def test_the_date_of_a_public_review_can_be_mended(editor, live):
    press(editor, live, "_save", published_at="2013-05-31T08:00")
    assert fresh(live).published_at.date().isoformat() == "2013-05-31"


def test_a_save_that_does_not_touch_the_date_keeps_it_to_the_second(editor, live):
    before = fresh(live).published_at
    press(editor, live, "_save", headline="Other words")
    assert fresh(live).published_at == before


def test_a_dated_draft_can_still_be_deleted_and_renamed(editor):
    draft = a_ready_draft("First words")
    press(editor, draft, "_save", published_at="2004-03-03T09:00", headline="Other words")
    assert fresh(draft).slug == "other-words"
    editor.post(f"/admin/reviews/review/{draft.pk}/delete/", {"post": "yes"})
    assert not Review.objects.exists()


def test_a_date_to_come_is_a_schedule(editor):
    draft = a_ready_draft()
    answer = press(editor, draft, "_save", published_at="2150-01-01T09:00")
    assert "to publish the review then" in errors_of(answer) and fresh(draft).published_at is None


def test_a_public_review_has_a_date(editor, live):
    assert "Enter its date of publication" in errors_of(
        press(editor, live, "_save", published_at="")
    )


@pytest.mark.parametrize(
    "at", ["9999-12-31T23:59", "0001-01-01T00:00", "2200-01-02T00:00", "1850-01-01T00:00"]
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_a_time_beyond_the_calendar_is_answered_with_a_sentence(editor, settings, at, zone):
    settings.TIME_ZONE = zone
    draft = a_ready_draft()
    answer = editor.post(LIST + f"schedule/?ids={draft.pk}", {"at": at})
    assert answer.status_code == 200 and "between 1870 and 2200" in answer.content.decode()
    answer = press(editor, draft, "_save", published_at=at)
    assert "between 1870 and 2200" in errors_of(answer)


def test_an_hour_that_the_clock_leaves_out_is_answered_with_a_sentence(editor, settings):
    settings.TIME_ZONE = "Europe/Paris"
    draft = a_ready_draft()
    answer = editor.post(LIST + f"schedule/?ids={draft.pk}", {"at": "2027-03-28T02:30"})
    assert answer.status_code == 200 and "2027-03-28 02:30:00" in answer.content.decode()


@pytest.mark.parametrize("hour", ["00:30:15", "01:30:15"])
def test_a_moment_of_the_hour_that_comes_twice_is_kept(editor, settings, live, hour):
    settings.TIME_ZONE = "Europe/Paris"
    Review.objects.filter(pk=live.pk).update(published_at=f"2025-10-26T{hour}Z")
    before = fresh(live).published_at
    assert press(editor, live, "_save", headline="Other words").status_code == 200
    assert fresh(live).headline == "Other words" and fresh(live).published_at == before
