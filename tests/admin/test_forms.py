"""Editors fill in the forms of the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import PastSlug
from films.models import Film, Image
from reviews.models import Review
from tests.builders import a_film, a_person, a_publication, a_review, a_section, change_slug
from tests.comments.builders import a_comment

from .people import a_row, errors_of, filled

pytestmark = pytest.mark.django_db
REVIEWS = "/admin/reviews/review/"


def change(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def an_image(number=1, alt="A boat on grey water"):
    return Image.objects.create(file=f"images/{number:032x}-1600x900.webp", alt=alt)


def test_it_works(editor):
    assert editor.get("/admin/").status_code == 200


def test_first_page_shows_drafts_scheduled_and_lists(editor):
    a_review("A draft by the sea", published=False)
    page = editor.get("/admin/").content.decode()
    assert "A draft by the sea" in page and "Vocabulary" in page
    assert "Django" not in page


def test_first_page_shows_what_waits_for_its_hour(editor):
    a_review("Embargo", published_at=timezone.now() + timedelta(days=1))
    page = editor.get("/admin/")
    assert [review.headline for review in page.context["scheduled"]] == ["Embargo"]
    assert not page.context["drafts"]


def test_first_page_shows_the_last_changes(editor):
    review = a_review("Old words", published=False)
    editor.post(change(review), filled(editor.get(change(review)), headline="New words"))
    assert "New words" in editor.get("/admin/").content.decode().partition("Recent changes")[2]


def test_a_film_is_made_with_credits(editor):
    agnes = a_person()
    page = editor.get("/admin/films/film/add/")
    data = filled(
        page,
        title="Cléo from 5 to 7",
        year=1962,
        **a_row("credits", role="director", person=agnes.pk, billing=1),
    )
    assert editor.post("/admin/films/film/add/", data).status_code == 302
    film = Film.objects.get()
    assert film.slug == "cléo-from-5-to-7-1962" and film.directors[0].person == agnes


def test_a_review_is_made_with_all_its_parts(editor):
    film, blog = a_film(), a_publication("The Blog")
    blog.standard_sections.create(slug="premise", heading="The premise")
    page = editor.get(REVIEWS + "add/")
    data = filled(page, publication=blog.pk, headline="Time regained", body="<p>She walks.</p>")
    data |= a_row("subjects", film=film.pk, order=0)
    data |= a_row(
        "sections",
        heading="The premise",
        standard=blog.standard_sections.get().pk,
        body="<p>Two hours.</p>",
        order=0,
    )
    data["sections-0-spoiler"] = "ending"
    response = editor.post(REVIEWS + "add/", data)
    assert response.status_code == 302, errors_of(response)
    review = Review.objects.get()
    assert review.film == film and review.sections.get().is_closed and review.status == "draft"


def test_a_section_with_another_publications_key_is_refused(editor):
    other = a_publication("Other").standard_sections.create(slug="buzz", heading="Buzz")
    page = editor.get(REVIEWS + "add/")
    data = filled(page, publication=a_publication("Mine").pk, headline="Time regained")
    data |= a_row("sections", heading="Buzz", standard=other.pk, body="", order=0) | {
        "sections-0-spoiler": "none"
    }
    assert "belongs to another publication" in errors_of(editor.post(REVIEWS + "add/", data))
    assert not Review.objects.exists()


def test_stars_take_the_publications_scale(editor):
    review = a_review(publication=a_publication(stars_out_of=5), published=False)
    data = filled(editor.get(change(review)), stars="3.5")
    assert editor.post(change(review), data).status_code == 302
    review.refresh_from_db()
    assert (review.stars, review.stars_out_of) == (3.5, 5)


def test_two_new_rows_that_are_twins_are_refused(editor):
    film, agnes = a_film(), a_person()
    data = filled(editor.get(change(film)))
    data |= a_row("credits", 0, role="director", person=agnes.pk, billing=1)
    data |= a_row("credits", 1, role="director", person=agnes.pk, billing=2)
    assert "already has this role" in errors_of(editor.post(change(film), data))
    assert not film.credits.exists()


def test_the_second_of_two_tabs_is_told_and_keeps_its_text(editor):
    review = a_review("First", published=False)
    one, two = filled(editor.get(change(review))), filled(editor.get(change(review)))
    assert editor.post(change(review), one | {"headline": "From tab one"}).status_code == 302
    refused = editor.post(change(review), two | {"headline": "From tab two"})
    assert "Saving again replaces theirs" in errors_of(refused)
    assert 'target="_blank"' in errors_of(refused) and "From tab two" in refused.content.decode()
    review.refresh_from_db()
    assert review.headline == "From tab one"
    assert editor.post(change(review), filled(refused)).status_code == 302
    review.refresh_from_db()
    assert review.headline == "From tab two"


def test_a_change_to_a_section_alone_is_seen_by_the_other_tab(editor):
    review = a_review(published=False)
    a_section(review)
    one, two = filled(editor.get(change(review))), filled(editor.get(change(review)))
    editor.post(change(review), one | {"sections-0-body": "<p>Rewritten.</p>"})
    assert "changed this while you were writing" in errors_of(editor.post(change(review), two))
    assert review.sections.get().body == "<p>Rewritten.</p>"


def test_a_comment_under_the_review_disturbs_nobody(editor):
    review = a_review(published=False)
    data = filled(editor.get(change(review)), headline="Edited")
    a_comment(review)
    assert editor.post(change(review), data).status_code == 302


def test_the_address_of_a_draft_follows_its_headline(editor):
    review = a_review("First words", published=False)
    editor.post(
        change(review), filled(editor.get(change(review)), headline="Other words", address="mine")
    )
    review.refresh_from_db()
    assert review.slug == "other-words"


def test_a_published_address_changes_and_the_old_one_leads_on(editor):
    review = a_review("First words", standfirst="The film.")
    assert (
        editor.post(
            change(review), filled(editor.get(change(review)), address="new-words")
        ).status_code
        == 302
    )
    review.refresh_from_db()
    assert review.slug == "new-words" and PastSlug.objects.get().slug == "first-words"


def test_an_address_that_another_review_had_is_refused(editor):
    other, review = a_review("Once here"), a_review("Elsewhere")
    change_slug(other, "moved")
    response = editor.post(change(review), filled(editor.get(change(review)), address="once-here"))
    assert "uses or used this address" in errors_of(response)
    assert PastSlug.objects.get().current_slug == other.slug


def test_scripts_in_the_text_do_not_reach_the_database(editor):
    review = a_review(published=False)
    editor.post(
        change(review),
        filled(editor.get(change(review)), body="<p>Hi<script>alert(1)</script></p>"),
    )
    review.refresh_from_db()
    assert review.body == "<p>Hi</p>"


@pytest.mark.parametrize(
    "address", ["?q=%00", "?p=999999", "?p=x", "?state=nonsense", "?q=" + "a" * 5000]
)
def test_a_list_answers_any_question(editor, address):
    a_review()
    assert editor.get(REVIEWS + address, follow=True).status_code == 200


def test_autocomplete_takes_nul(editor):
    a_film()
    asked = {
        "app_label": "reviews",
        "model_name": "subject",
        "field_name": "film",
        "term": "cl\x00éo",
    }
    assert (
        editor.get("/admin/autocomplete/", asked).json()["results"][0]["text"]
        == "Cléo from 5 to 7 (1962)"
    )


def test_an_unknown_review_leads_back_to_the_desk(editor):
    assert editor.get(REVIEWS + "99999999999999999999/change/").status_code == 302


def test_one_policy_for_pages_and_a_wider_one_for_the_editor_of_text(editor):
    review = a_review(published=False)
    policy = editor.get(change(review)).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy.partition("style-src")[2].partition(";")[0]
    assert "nonce-" in policy.partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in editor.get("/admin/films/film/add/").headers["Content-Security-Policy"]
