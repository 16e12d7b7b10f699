"""Corrections: noted by an editor, shown under the text and on a page of all; what dates change."""

import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Correction, Review, Section
from tests.admin.people import a_row, errors_of, filled
from tests.admin.people import an_editor as make_editor
from tests.builders import a_review, a_section
from tests.comments.builders import a_comment
from tests.site_settings.builders import a_site

pytestmark = pytest.mark.django_db
RUNGS = "The ladder has seventeen rungs, not nineteen."
ODD = ["<script>alert(1)</script>", "x" * 500, "لم يكن للسلّم تسع عشرة درجة", "\u202eback \"'&"]


@pytest.fixture
def editor(client):
    client.force_login(make_editor())
    return client


@pytest.fixture
def review():
    """Published and last edited a week ago."""
    found, then = (
        a_review("What the light costs", standfirst="Slow."),
        timezone.now() - timedelta(days=7),
    )
    Review.objects.filter(pk=found.pk).update(published_at=then, updated_at=then)
    found.refresh_from_db()
    return found


def form_of(review):
    return reverse("admin:reviews_review_change", args=[review.pk])


def save(editor, review, **changes):
    page = editor.get(form_of(review))
    return editor.post(form_of(review), filled(page, **changes))


def text_of(client, path):
    return client.get(path).content.decode()


def data_of(client, path):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text_of(client, path))
    return {block["@type"]: block for block in json.loads(found[1])}


def is_edited(review):
    return Review.objects.get(pk=review.pk).updated_at > review.updated_at


def test_it_works(editor, review):
    row = a_row("corrections", date="2026-01-14", text=RUNGS)
    assert save(editor, review, **row).status_code == 302
    editor.logout()
    own, everything = text_of(editor, review.get_absolute_url()), text_of(editor, "/corrections/")
    assert RUNGS in own and "Corrected on 14 January 2026." in own and 'href="#corrections"' in own
    assert RUNGS in everything and f"{review.get_absolute_url()}#corrections" in everything
    assert RUNGS in text_of(editor, "/corrections/feed/")
    assert everything.count('href="/corrections/feed/"') == 2 and 'href=""' not in everything
    found = data_of(editor, review.get_absolute_url())["Review"]
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": RUNGS, "datePublished": "2026-01-14"}
    ]
    assert found["dateModified"] > found["datePublished"]


def test_a_review_without_one_says_nothing(client, review):
    page = text_of(client, review.get_absolute_url())
    assert "Corrected" not in page and "corrected" not in page.split("<main")[1]
    assert "correction" not in data_of(client, review.get_absolute_url())["Review"]


def test_machines_are_told_where_corrections_stand(client, review, settings):
    address = f"{settings.SITE_URL}/corrections/"
    found = data_of(client, review.get_absolute_url())["Review"]
    assert found["publisher"]["correctionsPolicy"] == address
    assert data_of(client, "/")["WebSite"]["publisher"]["correctionsPolicy"] == address


def test_the_newest_comes_first(client, review):
    for day in (3, 5, 4):
        Correction.objects.create(review=review, date=date(2026, 1, day), text=f"Number {day}.")
    found = re.findall(r"Number \d", text_of(client, "/corrections/"))
    assert found == ["Number 5", "Number 4", "Number 3"]


def test_a_long_list_has_pages(client, review, django_assert_max_num_queries):
    for number in range(30):
        Correction.objects.create(review=review, text=f"Number {number}.")
    with django_assert_max_num_queries(5):
        page = text_of(client, "/corrections/")
    assert page.count('class="correction"') == 24 and 'href="?page=2"' in page
    assert client.get("/corrections/?page=3").status_code == 404


@pytest.mark.parametrize("state", ["draft", "retracted", "scheduled"])
def test_what_is_not_published_has_none_in_lists(client, review, state):
    Correction.objects.create(review=review, text=RUNGS)
    if state == "draft":
        review.withdraw_to_draft()
    elif state == "retracted":
        review.retract("A mistake.")
    else:
        review.publish(timezone.now() + timedelta(days=1))
    for path in ("/corrections/", "/corrections/feed/"):
        assert RUNGS not in text_of(client, path)


def test_a_retracted_review_keeps_them_on_its_page(client, review):
    Correction.objects.create(review=review, text=RUNGS)
    review.retract("A mistake.")
    assert RUNGS in text_of(client, review.get_absolute_url())


def test_a_draft_cannot_have_one(editor):
    draft = a_review(published=False)
    row = a_row("corrections", date="2026-01-14", text=RUNGS)
    assert "corrections-0" not in text_of(editor, form_of(draft))
    save(editor, draft, **row)
    assert not Correction.objects.exists()


def test_words_that_changed_are_struck_out_and_read_out(client, review):
    words = {"old_words": "nineteen <rungs>", "new_words": "seventeen"}
    Correction.objects.create(review=review, date=date(2026, 1, 14), text=RUNGS, **words)
    for path in (review.get_absolute_url(), "/corrections/"):
        said = " ".join(text_of(client, path).split())
        assert 'Before: <del dir="auto">nineteen &lt;rungs&gt;</del>' in said
        assert 'Now: <ins dir="auto">seventeen</ins>' in said
    found = data_of(client, review.get_absolute_url())["Review"]["correction"]
    assert found[0]["text"] == f"{RUNGS} Before: “nineteen <rungs>”. Now: “seventeen”."
    assert "Now: “seventeen”." in text_of(client, "/corrections/feed/")


def test_a_correction_that_nobody_can_see_is_refused(editor, review):
    answer = save(editor, review, **a_row("corrections", date="2026-01-14", text="\u202e"))
    assert "Write what was corrected." in errors_of(answer)


def test_a_correction_is_not_of_tomorrow(editor, review):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = save(editor, review, **a_row("corrections", date=tomorrow, text=RUNGS))
    assert "This date is in the future." in errors_of(answer)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_leave_the_pages_whole(client, review, text):
    Correction.objects.create(review=review, text=text)
    for path in (review.get_absolute_url(), "/corrections/", "/corrections/feed/"):
        answer = client.get(path)
        assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


# What is an edit, and what is none


def test_a_save_that_changes_nothing_is_no_edit(editor, review):
    assert save(editor, review).status_code == 302
    assert not is_edited(review)


def test_a_save_of_a_section_that_changes_nothing_is_no_edit(editor, review):
    a_section(review)
    review.refresh_from_db()
    assert save(editor, review).status_code == 302
    assert not is_edited(review)


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Another"},
        {"standfirst": "Another."},
        {"body": "<p>Another.</p>"},
        {"verdict": "mixed"},
    ],
)
def test_another_text_is_an_edit(editor, review, changes):
    save(editor, review, **changes)
    assert is_edited(review)


def test_another_section_is_an_edit(editor, review):
    section = a_section(review)
    review.refresh_from_db()
    save(editor, review, **{"sections-0-body": "<p>Another.</p>"})
    assert Section.objects.get(pk=section.pk).body == "<p>Another.</p>" and is_edited(review)


def test_a_section_less_is_an_edit(editor, review):
    a_section(review)
    review.refresh_from_db()
    save(editor, review, **{"sections-0-DELETE": "on"})
    assert not Section.objects.exists() and is_edited(review)


@pytest.mark.parametrize("changes", [{"comments_closed": "on"}, {"tags": []}])
def test_what_readers_do_not_read_is_no_edit(editor, review, changes):
    save(editor, review, **changes)
    assert not is_edited(review)


def test_a_comment_is_no_edit(review):
    a_comment(review)
    assert not is_edited(review)


def test_no_review_is_older_than_its_publication(client):
    """A draft was last edited before it came out, and each date says when readers had it."""
    review = a_review(published=False)
    then = timezone.now() - timedelta(days=7)
    Review.objects.filter(pk=review.pk).update(updated_at=then)
    Review.objects.get(pk=review.pk).publish()
    found = data_of(client, review.get_absolute_url())["Review"]
    assert found["dateModified"] == found["datePublished"]
    entry = text_of(client, "/feed/").partition("<entry>")[2]
    published, updated = (
        re.search(f"<{name}>(.*?)</{name}>", entry)[1] for name in ("published", "updated")
    )
    assert published == updated


def test_its_feed_has_the_name_of_the_site(client):
    a_site(name="The Lamplighter")
    assert "<title>The Lamplighter: corrections</title>" in text_of(client, "/corrections/feed/")
