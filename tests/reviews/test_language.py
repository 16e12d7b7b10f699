"""A review in a language of its own says so on pages, in feeds and to machines."""

import json
import re
from html import unescape

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from mail import sending
from tests.builders import a_film, a_review, a_section, an_admin
from tests.comments.builders import a_comment
from tests.mail.builders import a_follower, sent_to

pytestmark = pytest.mark.django_db
FARSI = ' lang="fa" dir="rtl"'


@pytest.fixture
def review(db):
    film = a_film("گربه‌های ایرانی", 2009, director="بهمن قبادی")
    fields = {"standfirst": "شهری زیر زمین.", "verdict_line": "دیدنی."}
    return a_review("موسیقی زیر زمین", film=film, language="fa", **fields)


def data_of(html):
    found = re.search(r'<script type="application/ld\+json">(\[.*?)</script>', html, re.DOTALL)
    return next(node for node in json.loads(found[1]) if node["@type"] == "Review")


def test_its_page_has_language_and_direction(client, review):
    a_section(review, "پایان")
    html = client.get(review.get_absolute_url()).content.decode()
    for part in (
        f"<h1{FARSI}>موسیقی زیر زمین</h1>",
        f'<p class="standfirst"{FARSI}>',
        f"<p{FARSI}>دیدنی.</p>",
        f'<div class="part"{FARSI}>',
        "<h2>پایان</h2>",
    ):
        assert part in html, part
    assert data_of(html)["inLanguage"] == "fa"


def test_lists_and_tiles_have_it(client, review):
    for path in ("/", "/reviews/", review.film.get_absolute_url()):
        assert re.search(rf"<h\d{FARSI}><a\s+href=", client.get(path).content.decode()), path


def test_feeds_have_it(client, review):
    a_review("In the site’s language")
    feed = client.get("/feed/").content.decode()
    assert feed.count('<entry xml:lang="fa">') == 1 and feed.count("<entry>") == 1


def test_without_one_it_is_the_sites(client):
    review = a_review("On light", film=a_film(director="Agnès Varda"))
    html = client.get(review.get_absolute_url()).content.decode()
    assert '<h1 dir="auto">On light</h1>' in html and '<div class="part">' in html
    assert data_of(html)["inLanguage"] == settings.LANGUAGE_CODE


def test_an_editor_chooses_it(client, review):
    client.force_login(an_admin())
    address = reverse("admin:reviews_review_change", args=[review.pk])
    html = client.get(address).content.decode()
    assert re.search(
        r'<input[^>]*name="language"[^>]*value="fa"|value="fa"[^>]*name="language"', html
    )


def test_a_comment_in_a_script_of_one_language_says_so(client, review):
    a_comment(review, body="סוף טוב.")
    a_comment(review, body="A good ending.")
    html = client.get(review.get_absolute_url()).content.decode()
    assert '<div class="body" lang="he" dir="auto"><p>סוף' in html
    assert '<div class="body" dir="auto"><p>A good' in html


def test_emails_mark_a_headline_and_a_comment(review):
    first = a_comment(review, "Remy Adler")
    a_follower(None, "remy@readers.example")
    a_follower(first.discussion, "ada@readers.example")
    a_comment(review, "Noor", "סוף טוב.", parent=first)
    sending.send_due()
    assert sent_to() == ["ada@readers.example", "remy@readers.example"]
    for message in mail.outbox:
        html, _kind = message.alternatives[0]
        assert f'<html lang="{settings.LANGUAGE_CODE}" dir="ltr">' in html
        assert f"“<bdi{FARSI}>موسیقی زیر زمین</bdi>”" in html
        assert '<blockquote lang="he" dir="auto"><p>סוף' in html
        assert "“موسیقی زیر زمین”" in message.body


def test_feeds_tell_the_direction_within_the_text(client, review):
    feed = unescape(client.get("/feed/").content.decode())
    assert f"<div{FARSI}>شهری زیر زمین.</div>" in feed
    assert feed.count(f"<div{FARSI}>") == 2  # the summary and the content
