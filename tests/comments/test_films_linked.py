"""Films that comments name: links to their pages, lists of them, and what is kept of that."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Comment, FilmMention
from comments.privacy.data_subject import export
from comments.privacy.erasure import erase
from core.models import PageChange
from films.models import Film
from tests.builders import a_film, a_review, a_user, change_slug
from tests.filmsite.kept_site import KeptSite

from .builders import (
    a_comment,
    a_moderator,
    a_pending_comment,
    a_review_with,
    also_named,
    body_of,
    page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def tess(db):
    return a_film("Tess", 1979, director="Roman Polański")


def naming(review, film, text=None, **fields):
    """A comment on the page that names a film."""
    comment = a_comment(review, body=text or f"See *{film.title}*.", **fields)
    FilmMention.objects.create(comment=comment, film=film, name=film.title.casefold())
    return comment


def test_a_renamed_film_keeps_its_link(client, tess):
    review = a_review_with()
    naming(review, tess)
    site = KeptSite()
    before = site.get(review.get_absolute_url())[2].decode()
    assert "/films/tess-1979/" in body_of(before)
    tess.title = "Tess of the d’Urbervilles"
    tess.save()
    change_slug(tess, "tess-of-polanski")
    html = site.get(review.get_absolute_url())[2].decode()
    assert '<a href="/films/tess-of-polanski/">Tess</a>' in body_of(html)
    assert also_named(html) == [("Tess of the d’Urbervilles (1979)", "")]


def test_a_film_that_is_no_longer_public_is_no_link(client, tess):
    review = a_review_with()
    naming(review, tess)
    site = KeptSite()
    assert "/films/tess" in site.get(review.get_absolute_url())[2].decode()
    Film.objects.filter(pk=tess.pk).update(always_public=False)
    html = site.get(review.get_absolute_url())[2].decode()
    assert "<em>Tess</em>" in html and "/films/tess" not in html and not also_named(html)


def test_the_films_of_the_review_are_links_but_not_listed(client, tess):
    review = a_review_with(film=tess)
    naming(review, tess)
    html = page(client, review)
    assert '<a href="/films/tess-1979/">Tess</a>' in body_of(html) and not also_named(html)


def test_what_most_name_comes_first(client, tess):
    review, jaws = a_review_with(), a_film("Jaws", 1975)
    for film in (tess, jaws, jaws, a_film("Alien", 1979)):
        naming(review, film)
    assert also_named(page(client, review)) == [
        ("Jaws (1975)", "2 comments"),
        ("Alien (1979)", ""),
        ("Tess (1979)", ""),
    ]


def test_a_film_within_a_spoiler_is_a_link_there_and_not_listed(client, tess):
    review = a_review_with()
    naming(review, tess, "As in ||the end of *Tess*||, yes.")
    FilmMention.objects.update(in_spoiler=True)
    html = page(client, review)
    inside = re.search(r'<details class="spoiler"[^>]*>.*?</details>', html, re.DOTALL)[0]
    assert '<a href="/films/tess-1979/">' in inside and not also_named(html)
    Comment.objects.update(is_spoiler=True)
    naming(review, tess, is_spoiler=True)
    assert not also_named(page(client, review))
    assert "Named by readers" not in page(client, tess)


@pytest.mark.parametrize("act", ["withdraw", "remove", "spam"])
def test_what_left_the_page_counts_nowhere(client, tess, act):
    review, mona = a_review_with(), a_moderator()
    comment = naming(review, tess)
    a_comment(review, body="An answer.", parent=comment)
    site = KeptSite()
    assert "Named by readers" in site.get(tess.get_absolute_url())[2].decode()
    assert also_named(site.get(review.get_absolute_url())[2].decode())
    {
        "withdraw": lambda: edits.withdraw(comment),
        "remove": lambda: moderate.remove(comment, mona, "Rude."),
        "spam": lambda: moderate.mark_spam(comment, mona),
    }[act]()
    assert not also_named(site.get(review.get_absolute_url())[2].decode())
    assert "Named by readers" not in site.get(tess.get_absolute_url())[2].decode()


def test_the_film_page_has_who_named_it_at_once(client, tess):
    review, site = a_review_with(headline="On light"), KeptSite()
    assert "Named by readers" not in site.get(tess.get_absolute_url())[2].decode()
    comment = a_pending_comment(review, "Nadia Bell", "See *Tess*.")
    FilmMention.objects.create(comment=comment, film=tess, name="tess")
    assert "Named by readers" not in site.get(tess.get_absolute_url())[2].decode()
    moderate.approve(comment, None)
    html = site.get(tess.get_absolute_url())[2].decode()
    assert "Named by readers" in html and "Nadia Bell" in html
    assert f'<a href="{comment.get_absolute_url()}">On light</a>' in html
    review.withdraw_to_draft()
    assert "Nadia Bell" not in site.get(tess.get_absolute_url())[2].decode()


def test_a_waiting_text_tells_no_thread(tess):
    comment = a_pending_comment(a_review_with())
    PageChange.objects.all().delete()
    FilmMention.objects.create(comment=comment, film=tess, name="tess")
    assert set(PageChange.objects.values_list("tag", flat=True)) == {f"named:{tess.pk}"}


def queries_naming_films(client, path):
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return sum("filmmention" in query["sql"] for query in caught), len(caught)


def test_no_page_costs_more_with_more_names(client, tess):
    plain, few, many = a_review_with(), a_review_with(), a_review_with()
    a_comment(plain)
    naming(few, tess)
    for number in range(30):
        naming(many, a_film(f"Film of {number}", 2000))
    costs = [queries_naming_films(client, row.get_absolute_url()) for row in (plain, few, many)]
    assert [cost[0] for cost in costs] == [1, 2, 2]
    assert costs[1] == costs[2] and costs[1][1] == costs[0][1] + 2
    empty = a_review_with()
    assert queries_naming_films(client, empty.get_absolute_url())[0] == 0
    naming(many, tess)
    for film in (tess, a_film("Unnamed")):
        assert queries_naming_films(client, film.get_absolute_url())[0] == 1


def test_rendering_again_keeps_links(client, tess):
    review = a_review_with()
    naming(review, tess)
    Comment.objects.update(renderer_version=0, body_html="<p>stale</p>")
    call_command("rerender_comments", verbosity=0)
    assert '<em><a href="/films/tess-1979/">Tess</a></em>' in body_of(page(client, review))


def test_feeds_have_the_words_alone(client, tess):
    review = a_review_with()
    naming(review, tess)
    text = client.get(reverse("comments:feed", args=[review.slug])).content.decode()
    assert "Tess" in text and "/films/tess" not in text


def test_moderators_see_what_is_named(client, tess):
    comment = a_pending_comment(a_review_with(), body="See *Tess*.")
    FilmMention.objects.create(comment=comment, film=tess, name="tess")
    client.force_login(a_moderator())
    html = client.get(reverse("admin:comments_queue")).content.decode()
    assert "Films named" in html and f'<a href="{tess.get_absolute_url()}">Tess (1979)</a>' in html


def test_what_is_kept_of_a_person_has_it_and_an_erasure_takes_it(tess):
    zora = a_user("zora")
    comment = naming(a_review_with(), tess, user=zora)
    file = json.loads(json.dumps(export(zora), default=str))
    assert [row["films_named"] for row in file["comments"]] == [["Tess (1979)"]]
    erase(zora)
    assert not FilmMention.objects.filter(comment=comment).exists()


def test_a_moderator_who_erases_a_text_erases_what_it_names(tess):
    comment = naming(a_review_with(), tess)
    moderate.erase(comment, a_moderator(), "Somebody’s address.")
    assert not FilmMention.objects.exists()


def test_a_deleted_film_leaves_the_words(client, tess):
    review = a_review()
    naming(review, tess)
    tess.delete()
    assert "<em>Tess</em>" in page(client, review)


def test_the_fixtures_have_twelve_films_named_by_readers(client):
    call_command("loaddata", "vocabulary", "films", "reviews", "comments", verbosity=0)
    call_command("loaddata", "comments", verbosity=0)  # again, as bin/serve may
    call_command("rebuild_names", verbosity=0)
    html = client.get("/reviews/de-rouille-et-dos-or-the-softness-of-tarmac/").content.decode()
    assert len(also_named(html)) == 12 and "Films mentioned here" not in html
    assert body_of(html).count('<a href="/films/') == 10  # two have one name
    assert body_of(html, 2).count('<a href="/films/limmortelle-1963/">') == 1
