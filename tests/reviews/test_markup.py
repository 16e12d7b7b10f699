"""House markup: what an editor may write prints, and nothing else ever does."""

import re

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reviews import markup
from reviews.models import Review
from tests.builders import a_publication, a_review, a_section

EVIL = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    "<svg><script>alert(1)</script></svg>",
    '<p style="position:fixed" onclick="x()">a</p>',
    '<iframe src="https://elsewhere.example"></iframe>',
    '<blockquote class="pull evil">a</blockquote>',
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    '<details open ontoggle="x()">a</details>',
    "<p>\x00<scr\x00ipt>alert(1)</script></p>",
]
TAGS = [
    "<p>",
    "</p>",
    "<blockquote class='spoiler'>",
    "</blockquote>",
    "Name: line",
    "<b>",
    "<span class=footnote>",
]
PIECES = st.sampled_from([*EVIL, *TAGS])
SOUP = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map("".join))


def is_harmless(html):
    return not re.search(
        r"(?i)<(script|iframe|svg|style|object|form)|javascript:|data:|\son\w+\s*=|style\s*=", html
    )


@given(SOUP)
def test_cleaning_twice_changes_nothing(html):
    once = markup.clean(html)
    assert markup.clean(once) == once


@given(SOUP)
def test_nothing_that_runs_is_printed(html):
    cleaned = re.sub(
        r">[^<]*<", "><", f">{markup.render(html).html}<"
    )  # words may say anything, tags may not
    assert is_harmless(cleaned)


@given(SOUP)
def test_printed_tags_are_balanced(html):
    printed = markup.render(html).html
    for tag in ("details", "blockquote", "p", "span"):
        assert printed.count(f"<{tag}>") + printed.count(f"<{tag} ") == printed.count(f"</{tag}>")


def test_dialogue_has_cues():
    turns = "<p>Stéphanie: Why fight?</p><p>Ali: For <em>fun</em>.</p>"
    html = f'<blockquote class="dialogue">{turns}</blockquote>'
    printed = markup.render(html).html
    assert '<b class="cue">Stéphanie</b> <span class="line">Why fight?</span>' in printed
    assert '<span class="line">For <em>fun</em>.</span>' in printed


def test_a_line_with_no_name_stands_alone():
    printed = markup.render('<blockquote class="dialogue"><p>It feels good.</p></blockquote>').html
    assert '<p class="turn"><span class="line">It feels good.</span></p>' in printed


def test_a_spoiler_is_closed():
    printed = markup.render('<blockquote class="spoiler"><p>He lives.</p></blockquote>').html
    assert printed.startswith('<details class="spoiler"><summary>')
    assert "open" not in printed.split(">")[0]


def test_a_footnote_goes_to_the_foot():
    printed = markup.render('<p>Gold<span class="footnote">in 1952</span>.</p>', first_note=3)
    assert 'href="#note-3"' in printed.html and "in 1952" not in printed.html
    assert printed.notes == [(3, "in 1952")]


def test_a_footnote_within_a_spoiler_stays_there():
    text = '<p>He lives<span class="footnote">barely</span>.</p>'
    html = f'<blockquote class="spoiler">{text}</blockquote>'
    printed = markup.render(html)
    assert "barely" in printed.html and printed.notes == []


def test_pictures_of_our_own_get_renditions():
    name = "/media/images/" + "a" * 32 + "-1000x500.webp"
    printed = markup.render(f'<figure class="figure"><img src="{name}" alt="A pool"></figure>').html
    assert 'width="1000" height="500"' in printed
    assert f"{name.removesuffix('.webp')}-640.webp 640w" in printed


@pytest.mark.parametrize(
    "src", ["https://elsewhere.example/x.webp", "/media/other.webp", "//x.example/media/images/a"]
)
def test_pictures_from_elsewhere_are_not_printed(src):
    assert "<img" not in markup.render(f'<p><img src="{src}" alt="x"></p>').html


def test_plain_words_hold_no_spoiler_note_or_caption():
    html = (
        "<p>Open<span class='footnote'>note</span></p>"
        "<blockquote class='spoiler'><p>secret</p><blockquote>deeper</blockquote></blockquote>"
        "<figure class='figure'><figcaption>caption</figcaption></figure><p>end</p>"
    )
    assert markup.plain(html) == "Open end"


def test_json_cannot_close_its_element():
    assert markup.json_script({"a": "</script>"}).count("</script>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("html", EVIL)
def test_no_way_into_the_database_keeps_what_runs(html):
    review = a_review(body=html)
    assert is_harmless(Review.objects.get(pk=review.pk).body)
    Review.objects.filter(pk=review.pk).update(body=html)
    assert is_harmless(Review.objects.get(pk=review.pk).body)


@pytest.mark.django_db
def test_bulk_create_and_loaddata_are_cleaned_too():
    publication = a_publication()
    Review.objects.bulk_create(
        [Review(publication=publication, headline="A", slug="a", body=EVIL[0])]
    )
    assert is_harmless(Review.objects.get(slug="a").body)
    stored = serializers.serialize("json", [Review.objects.get(slug="a")])
    evil = stored.replace('"body": ""', '"body": "<script>alert(1)</script>"')
    assert evil != stored
    next(serializers.deserialize("json", evil)).save()
    assert is_harmless(Review.objects.get(slug="a").body)


@pytest.mark.django_db
def test_what_raw_sql_stored_is_cleaned_on_the_page(client):
    review = a_review()
    section = a_section(review)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reviews_review SET body = %s", ["<p>Kept</p><script>alert(1)</script>"]
        )
        cursor.execute(
            "UPDATE reviews_section SET body = %s WHERE id = %s",
            ['<img src=x onerror="x()">', section.pk],
        )
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Kept" in page and "alert(1)" not in page and "onerror" not in page


@pytest.mark.parametrize("classes", ["spoiler dialogue", "pull spoiler", "spoiler spoiler"])
def test_a_spoiler_of_two_classes_is_one(client, classes):
    body = f'<p>Calm.</p><blockquote class="{classes}"><p>The sled burns.</p></blockquote>'
    assert "<details" in markup.render(body).html
    assert markup.plain(body) == "Calm."
    assert "sled" not in markup.for_feed(body, [], "none")


def test_prose_of_a_feed_stays_as_it_is_written():
    body = '<p>Somehow, /r/movies; href="/x, <a href="/films/">all films</a></p>'
    html = markup.for_feed(body, [], "none")
    assert 'Somehow, /r/movies; href="/x, ' in html
    assert '<a href="http://127.0.0.1:8000/films/"' in html


@pytest.mark.django_db
def test_no_section_takes_an_id_of_the_page(client):
    review = a_review()
    for heading in ("Comments", "Find", "Listen", "Note 1"):
        a_section(review, heading)
    ids = re.findall(r' id="([^"]+)"', client.get(review.get_absolute_url()).content.decode())
    assert len(ids) == len(set(ids)) and "section-comments" in ids
