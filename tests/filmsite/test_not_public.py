"""What is not public, and what is a spoiler, is in no answer of the whole site to a stranger."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from error_reports.models import ErrorReport
from reviews.models import Correction, ListEntry, Review, Series, Tag
from tests.audio.builders import a_recording
from tests.builders import (
    a_critic,
    a_department,
    a_film,
    a_person,
    a_publication,
    a_review,
    a_section,
)
from tests.comments.builders import a_comment, a_pending_comment
from tests.outside.builders import (
    a_box,
    a_partner_feed,
    a_station,
    a_watch_link,
    an_outside_review,
    on_air,
)
from tests.pages.builders import (
    a_notice,
    a_package,
    a_page,
    a_placement,
    a_promotion,
    moments_from_now,
)
from tests.screenings.builders import a_screening
from tests.sitemaps import sitemap_paths

from .test_crawl import crawl

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = re.compile(r"secret\w*")
KINDS = (
    *("", "review", "film", "person", "critic", "publication", "series", "department", "tag"),
    *("package", "page", "comment"),
)


def a_hidden_review(name, **fields):
    """With secret words wherever an editor can write some; `lantern` is in public ones as well."""
    words = f"<p>A lantern, and secretbody{name}.</p>"
    texts = {"standfirst": f"secretstandfirst{name}", "kicker": f"secretkicker{name}"}
    publication = a_publication(f"secretpublication{name}")
    places = {
        "department": a_department(f"secretdepartment{name}", publication),
        "series": Series.objects.create(name=f"secretseries{name}", about="secretabout lantern"),
    }
    review = a_review(
        f"secretheadline{name}",
        a_film(f"secretfilm{name}", director=f"secretdirector{name}", always_public=False),
        publication,
        a_critic(f"secretcritic{name}"),
        **({"body": words, "published": False} | texts | places | fields),
    )
    Correction.objects.create(review=review, text="secretcorrection of a lantern")
    a_section(review, f"secretsection{name}", body=words)
    review.tags.add(Tag.objects.create(name=f"secrettag{name}"))
    return review


def a_hidden_list():
    """A draft that ranks a film, and a public list whose line on it tells the ending."""
    film = a_film("secretfilmlisted", director="secretdirectorlisted", always_public=False)
    draft = a_hidden_review("list", kind="list")
    ListEntry.objects.create(review=draft, film=film, line="A lantern, and secretline.")
    ranking = a_review("Ten lanterns", kind="list")
    ListEntry.objects.create(
        review=ranking, film=a_film("Bare"), line="secretspoiler of the lantern", spoiler="ending"
    )


@pytest.fixture
def spoiled():
    """A public review with two spoilers and one open lantern, and a comment with one."""
    a_hidden_review("draft")
    soon = timezone.now() + timedelta(days=1)
    a_hidden_review("scheduled", status="published", published_at=soon)
    a_hidden_list()
    a_person("secretperson")
    spoiler = '<blockquote class="spoiler"><p>secretspoiler of the lantern</p></blockquote>'
    review = a_review("Salt and iron", body=f"<p>A lantern.</p>{spoiler}", standfirst="Seen twice.")
    a_section(review, "The end", body="<p>secretspoiler in a section</p>", spoiler="ending")
    a_comment(review, "Remy Adler", "A lantern, ||secretspoiler|| and all.")
    a_comment(review, "Noor", "secretspoiler of the lantern", is_spoiler=True)
    a_pending_comment(review, name="secretname", body="secretbody lantern")
    ErrorReport.objects.create(review=review, words="secretreport of a lamp.")
    around_the_reviews(review)
    return review


def around_the_reviews(public):
    """What editors prepare or let lie, with the hidden reviews in all that readers see of it."""
    hidden = list(Review.objects.filter(headline__startswith="secret"))
    later = moments_from_now(starts_at=1)
    a_package("Of the season", [*hidden, public]), a_package("secrettitlehidden", hidden)
    a_package("secrettitledraft", [public], blurb="secretblurb lantern", starts_at=None)
    a_package("secrettitlelater", [public], blurb="secretblurb lantern", **later)
    a_page("secrettitlepage", "<p>secretbody of the lantern</p>", is_published=False)
    a_page("Contact", '<p>A lantern.</p><blockquote class="spoiler"><p>A close.</p></blockquote>')
    a_notice("secretnotice", starts_at=None), a_notice("secretnotice", **later)
    a_placement(public, note="secretnote", **later)
    for place in ("front", "after_review", "foot"):
        a_promotion("secretpromotion", place=place, starts_at=None)
        a_promotion("secretpromotion", place=place, **later)
        a_promotion("secretpromotion", place=place, **moments_from_now(starts_at=-2, ends_at=-1))
    a_partner_feed("secretheading")
    a_box("secretline", feed_url="http://b.example/", is_shown=False)
    for place in ("front", "publication", "after_review"):
        a_station("secretsilent", place=place)
        on_air("secretsong", place=place, address="http://b.example/", is_shown=False)
    for review in hidden:
        words = {"chapters": "0:00 secretchapter", "transcript": "A lantern, and secretspoken."}
        a_recording(review, **words)
        for film in review.films.all():
            a_screening(film, version="secretversion")
            an_outside_review(film, quote="secretquote"), a_watch_link(film, "secretservice")
        for place in ("lead", "pick", "left_out"):
            a_placement(review, place, note="secretnote")


def everything(client):
    """Each answer that a stranger gets, by its path."""
    maps = sitemap_paths(client)
    assert maps
    paths = ["/feed/", "/comments/feed/", "/robots.txt", "/sitemap.xml", *maps]
    paths += [f"/search/?q=lantern&kind={kind}" for kind in KINDS]
    paths += ["/search/?q=lantern&order=date", "/search/?q=seen", "/search/suggest/?q=se"]
    yield from ((path, client.get(path)) for path in paths)
    yield from ((path, answer) for path, _queries, answer in crawl(client, 30))


def text_of(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace")


def test_no_answer_has_a_word_of_them(spoiled):
    # They say spoilers to who opens them.
    own = spoiled.get_absolute_url(), "/articles/ten-lanterns/"
    seen = set()
    for path, answer in everything(Client()):
        seen.add(path)
        if not path.startswith(own):
            assert not SECRET.search(text_of(answer)), path
    assert {*own, "/search/?q=lantern&kind=comment", "/packages/of-the-season/"} < seen


def test_its_own_page_closes_its_spoilers_and_has_nothing_else(spoiled):
    text = text_of(Client().get(spoiled.get_absolute_url()))
    closed = re.sub(r"<details.*?</details>", "", text, flags=re.DOTALL)
    assert "secretspoiler" in text and not SECRET.search(closed)


@pytest.mark.parametrize(
    "word",
    [
        *("headline", "body", "standfirst", "kicker", "film", "director", "critic", "section"),
        *("tag", "department", "series"),
    ],
)
@pytest.mark.parametrize("name", ["draft", "scheduled", "list"])
def test_nobody_finds_them_by_their_own_words(spoiled, word, name):
    asked = f"secret{word}{name}"
    for kind in ("", "comment"):
        text = text_of(Client().get("/search/", {"q": asked, "kind": kind}))
        assert "No results for" in text and not SECRET.search(text.replace(asked, ""))
    assert f'["{asked}", [], [], []]' == text_of(Client().get(f"/search/suggest/?q={asked}"))


@pytest.mark.parametrize(
    "asked",
    [f"secret{word}" for word in ("spoiler", "name", "body", "person", "blurb", "titledraft")],
)
def test_nobody_finds_spoilers_or_what_waits(spoiled, asked):
    for kind in ("", "comment"):
        text = text_of(Client().get("/search/", {"q": asked, "kind": kind}))
        assert "No results for" in text and not SECRET.search(text.replace(asked, ""))


def test_a_retracted_review_is_on_its_own_page_alone(spoiled):
    review = Review.objects.get(headline="secretheadlinescheduled")
    Review.objects.filter(pk=review.pk).update(published_at=timezone.now())
    assert "secretheadline" in text_of(Client().get("/search/?q=lantern"))
    review.refresh_from_db()
    review.retract("A mistake.")
    for path in (f"/search/?q=lantern&kind={kind}" for kind in KINDS):
        assert "secretheadline" not in text_of(Client().get(path))
    assert "A mistake." in text_of(Client().get(review.get_absolute_url()))
