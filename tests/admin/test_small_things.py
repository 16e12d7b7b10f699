"""What editors expect of the admin: empty rows, rows in use, credits, comment rules."""

import pytest
from django.urls import reverse

from films.models import Image
from reviews.models import Publication
from tests.builders import a_film, a_publication, a_review
from tests.comments.builders import post

from .people import filled
from .test_publishing import a_ready_draft, change, fresh

pytestmark = pytest.mark.django_db


def an_image(**fields):
    return Image.objects.create(
        file="images/0123456789abcdef0123456789abcdef-800x600.webp", alt="A boat", **fields
    )


@pytest.mark.parametrize("row", [{"order": "1", "film": ""}, {"order": "3", "film": ""}])
def test_an_added_row_that_nobody_filled_in_is_none(editor, row):
    review = a_ready_draft()
    data = filled(editor.get(change(review)))
    number = int(data["subjects-TOTAL_FORMS"])
    data |= {"subjects-TOTAL_FORMS": number + 1} | {
        f"subjects-{number}-{name}": value for name, value in row.items()
    }
    assert editor.post(change(review), data).status_code == 302
    assert fresh(review).subjects.count() == 1


def test_a_row_with_words_still_needs_the_rest(editor):
    review = a_ready_draft()
    data = filled(editor.get(change(review)))
    data |= {"takes-TOTAL_FORMS": 1, "takes-0-phrase": "Half a take"}
    assert "Choose one." in editor.post(change(review), data).content.decode()


# What holds a row


@pytest.mark.parametrize("kind", ["film", "critic", "publication"])
def test_what_is_in_use_names_what_holds_it(editor, kind):
    review = a_review("The holder")
    rows = {"film": review.film, "critic": review.critics.get(), "publication": review.publication}
    app = "films" if kind == "film" else "reviews"
    page = editor.get(reverse(f"admin:{app}_{kind}_delete", args=[rows[kind].pk])).content.decode()
    assert "The holder" in page and "It is still in use" in page and "permission" not in page


def test_many_that_are_in_use_name_what_holds_them(editor):
    review = a_review("The holder")
    data = {"action": "delete_selected", "_selected_action": [review.film.pk]}
    page = editor.post("/admin/films/film/", data).content.decode()
    assert "The holder" in page and "permission" not in page and review.film


def test_what_nothing_holds_is_deleted(editor):
    film = a_film()
    editor.post(reverse("admin:films_film_delete", args=[film.pk]), {"post": "yes"})
    assert not type(film).objects.exists()


# The credit line of a picture in the text


@pytest.mark.parametrize("caption", ["", "<figcaption>The boat</figcaption>"])
def test_a_picture_in_the_text_bears_its_credit(client, caption):
    image = an_image(credit="Photograph: <Ida> East")
    body = f'<p>Words.</p><figure><img src="/media/{image.file}" alt="A boat">{caption}</figure>'
    page = client.get(a_review(body=body).get_absolute_url()).content.decode()
    assert "<small>Photograph: &lt;Ida&gt; East</small></figcaption></figure>" in page


# Comments


def test_the_publications_form_has_all_rules_for_comments(editor):
    publication = a_publication("The Weekly")
    address = reverse("admin:reviews_publication_change", args=[publication.pk])
    rules = {"comment_rules": "Be kind.", "close_after_days": "30"}
    data = filled(editor.get(address)) | rules
    data.pop("confirm_guests")
    assert editor.post(address, data).status_code == 302
    saved = Publication.objects.get(pk=publication.pk)
    assert (saved.comment_rules, saved.confirm_guests, saved.close_after_days) == (
        "Be kind.",
        False,
        30,
    )


def test_comments_can_be_closed_before_the_first(editor, client):
    review = a_ready_draft()
    review.publish()
    editor.post(change(review), filled(editor.get(change(review))) | {"comments_closed": "on"})
    assert "Comments are closed" in client.get(review.get_absolute_url()).content.decode()
    assert post(client, review).status_code == 403


def test_one_signs_out_as_on_the_pages_of_readers(editor):
    page = editor.get("/admin/").content.decode()
    assert 'action="/account/logout/"' in page and ">Sign out</button>" in page
    assert '<a href="/me/">Your account</a>' in page and "Log out" not in page
