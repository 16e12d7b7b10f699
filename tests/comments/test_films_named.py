"""A reader names films in a comment: the preview asks, and what is confirmed is stored."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from films.models import FilmTitle
from tests.builders import a_film

from .builders import a_review_with, also_named, body_of, page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def tess(db):
    return a_film("Tess", 1979, director="Roman Polański")


def preview(client, review, text, **fields):
    response = post(client, review, text, preview="Preview", **fields)
    assert response.status_code == 200
    return response.content.decode()


def boxes(html):
    """{key of a film: whether it is ticked} of what the page offers."""
    found = re.findall(
        r'name="films(?:-\d+)?" value="(\d+)"\s+form="comment-form"( checked)?', html
    )
    return {int(key): bool(ticked) for key, ticked in found}


def sent(client, review, text, *films, offered=None):
    """Post a text after a preview in which these films were ticked."""
    keys = [film.pk for film in films]
    asked = keys if offered is None else [film.pk for film in offered]
    assert post(client, review, text, films=keys, offered=asked).status_code == 303
    return Comment.objects.latest("pk")


def named_by(comment):
    return [mention.film for mention in comment.film_mentions.order_by("pk")]


def test_the_preview_asks_and_what_is_ticked_is_linked(client, tess):
    review = a_review_with()
    html = preview(client, review, "It has the light of *Tess*.")
    assert boxes(html) == {tess.pk: True}
    assert "<i>Tess</i> is the film <cite>Tess (Roman Polański, 1979)</cite>" in html
    comment = sent(client, review, "It has the light of *Tess*.", tess)
    assert named_by(comment) == [tess]
    html = page(Client(), review)
    assert f'<em><a href="{tess.get_absolute_url()}">Tess</a></em>' in body_of(html)
    assert also_named(html) == [("Tess (1979)", "")]


def test_what_is_unticked_is_not_linked(client, tess):
    review, jaws = a_review_with(), a_film("Jaws", 1975)
    text = "*Tess* and @Jaws"
    assert boxes(preview(client, review, text)) == {tess.pk: True, jaws.pk: True}
    assert named_by(sent(client, review, text, offered=[tess, jaws])) == []
    assert "readers-named" not in page(client, review)


def test_without_a_preview_only_an_at_sign_confirms(client, tess):
    review, jaws = a_review_with(), a_film("Jaws", 1975)
    comment = sent(client, review, "*Tess* and @Jaws", offered=[])
    assert named_by(comment) == [jaws]
    assert named_by(sent(client, review, 'So @"tess"!', offered=[])) == [tess]
    assert named_by(sent(client, review, "So @tess-1979!", offered=[])) == [tess]


def test_a_title_of_several_films_is_a_choice_with_none_ticked(client, tess):
    older, review = a_film("Tess", 1924), a_review_with()
    html = preview(client, review, "See *Tess*.")
    assert boxes(html) == {tess.pk: False, older.pk: False}
    assert "Which film is “Tess”?" in html
    assert named_by(sent(client, review, "See *Tess*.", older, offered=[tess, older])) == [older]
    assert older.get_absolute_url() in body_of(page(client, review))
    assert named_by(sent(client, review, "Or @Tess.", offered=[])) == []
    assert boxes(preview(client, review, "See *Tess* (1924).")) == {older.pk: True}
    assert boxes(preview(client, review, "See *Tess* (1999).")) == {}


def test_of_films_with_one_title_a_reader_chooses_one_or_none(client, tess):
    older, review, text = a_film("Tess", 1924), a_review_with(), "See *Tess*."
    html = preview(client, review, text)
    assert html.count('name="films-1"') == 3 == html.count('type="radio"')
    assert "None of these" in html
    asked = {"offered": [tess.pk, older.pk], "name": ""}
    html = post(client, review, text, **asked, **{"films-1": older.pk}).content.decode()
    assert boxes(html) == {tess.pk: False, older.pk: True}
    html = post(client, review, text, **asked, **{"films-1": ""}).content.decode()
    assert boxes(html) == {tess.pk: False, older.pk: False}
    forged = sent(client, review, text, tess, older)
    assert len(named_by(forged)) == 1


def test_other_titles_and_accents_find_it(client, tess):
    FilmTitle.objects.create(film=tess, kind="alias", text="Tess of the d’Urbervilles")
    review = a_review_with()
    for words in ("“Tess of the d'Urbervilles”", "*tess of the d’urbervilles*", "«TÉSS»"):
        assert boxes(preview(client, review, f"I saw {words}.")) == {tess.pk: True}


def test_a_film_that_is_not_public_is_not_found(client):
    hidden, review = a_film("Tess", 1979, always_public=False), a_review_with()
    assert boxes(preview(client, review, "*Tess* @Tess @tess-1979")) == {}
    assert named_by(sent(client, review, "*Tess* @Tess @tess-1979", hidden)) == []


def test_only_what_the_text_names_is_taken(client, tess):
    jaws, review = a_film("Jaws", 1975), a_review_with()
    assert named_by(sent(client, review, "See *Jaws*.", tess, jaws)) == [jaws]
    odd = {"films": ["x", "-1", "9" * 30, "²", ""], "offered": ["", "1e5"]}
    assert post(client, review, "See *Jaws* again.", **odd).status_code == 303


def test_ticks_stay_where_the_form_is_shown_again(client, tess):
    review, jaws = a_review_with(), a_film("Jaws", 1975)
    answer = post(
        client, review, "*Tess* *Jaws*", name="", films=[jaws.pk], offered=[tess.pk, jaws.pk]
    )
    assert answer.status_code == 422
    assert boxes(answer.content.decode()) == {tess.pk: False, jaws.pk: True}


def test_hostile_titles_are_words(client):
    film = a_film("<b>\"&'</b>", 1979)
    review = a_review_with()
    html = preview(client, review, "*<b>\"&'</b>*")
    assert boxes(html) == {film.pk: True} and "<b>&quot;" not in html
    sent(client, review, "*<b>\"&'</b>*", film)
    html = page(client, review)
    assert (
        f'<em><a href="{film.get_absolute_url()}">&lt;b&gt;"&amp;\'&lt;/b&gt;</a></em>'
        in body_of(html)
    )
    assert '<b>"' not in html


def test_titles_from_right_to_left_and_long_ones(client):
    review = a_review_with()
    films = [a_film("گربه‌های ایرانی", 2009), a_film("A" * 300, 2001)]
    text = " and ".join(f"*{film.title}*" for film in films)
    assert list(boxes(preview(client, review, text)).values()) == [True, True]
    assert named_by(sent(client, review, text, *films)) == films
    assert page(client, review).count('<em><a href="/films/') == 2


def test_an_edit_asks_again(client, tess):
    review, jaws = a_review_with(), a_film("Jaws", 1975)
    comment = sent(client, review, "*Tess* and *Jaws*", tess, offered=[tess, jaws])
    path = reverse("comments:edit", args=[review.slug, comment.seq])
    assert boxes(client.get(path).content.decode()) == {tess.pk: True, jaws.pk: False}
    client.post(
        path, {"body": "*Tess* and *Jaws*", "films": [jaws.pk], "offered": [tess.pk, jaws.pk]}
    )
    assert named_by(comment) == [jaws]
    comment.refresh_from_db()
    assert comment.version == 1
    alien = a_film("Alien", 1979)
    html = client.post(path, {"body": "*Jaws* and *Alien*", "preview": "Preview"}).content.decode()
    assert boxes(html) == {jaws.pk: True, alien.pk: True}
    client.post(
        path, {"body": "*Jaws* and *Alien*", "films": [alien.pk], "offered": [jaws.pk, alien.pk]}
    )
    assert named_by(comment) == [alien]
    client.post(path, {"body": "Only *Alien*, then *Tess*."})
    assert named_by(comment) == [alien]
    client.post(path, {"body": "Nothing."})
    assert named_by(comment) == []


def test_a_film_within_a_spoiler_is_known_as_such(client, tess):
    review = a_review_with()
    comment = sent(client, review, "||*Tess* ends|| and *Tess* lives", tess)
    assert not comment.film_mentions.get().in_spoiler
    comment = sent(client, review, "||*Tess* ends||", tess)
    assert comment.film_mentions.get().in_spoiler
