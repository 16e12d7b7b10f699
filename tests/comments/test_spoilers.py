"""What gives the film away is closed on the page and told nowhere else; and answers that quote."""

import json
import re

import pytest
from django.urls import reverse

from comments import rendering
from comments.models import Comment

from .builders import a_comment, a_review_with, page, post

pytestmark = pytest.mark.django_db
CLOSED = '<details class="spoiler">'


def test_a_passage_is_closed_until_opened():
    html = rendering.render("She stays. ||He drowns in *March*.|| So do I.")
    before, rest = html.split(CLOSED)
    hidden, after = rest.split("</details>")
    assert "She stays." in before and "<em>March</em>" in hidden and "So do I." in after
    assert hidden.startswith("<summary>Spoiler. Show</summary>")


@pytest.mark.parametrize("text", ["a || b", "||", "||||", "|| ||", "one ||two|| three || four"])
def test_signs_without_a_fellow_are_signs(text):
    html = rendering.render(text)
    assert html.count(CLOSED) == text.count("||two||")
    assert html.count("<details") == html.count("</details>")


@pytest.mark.parametrize("text", ["||||", "|| ||"])
def test_an_empty_spoiler_has_no_words(client, text):
    assert post(client, a_review_with(), text).status_code == 422


def test_a_spoiler_alone_is_a_comment(client):
    assert post(client, a_review_with(), "||He drowns.||").status_code == 303


def test_a_spoiler_is_in_no_excerpt_and_no_data(client):
    review = a_review_with()
    a_comment(review, body="She stays. ||He drowns.||")
    assert "drowns" not in client.get("/").content.decode()
    html = page(client, review)
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert "drowns" in html and "drowns" not in json.dumps(data)
    assert "drowns" not in Comment.objects.get().html_without_spoilers
    assert "[Spoiler: read it on the site]" in Comment.objects.get().html_without_spoilers


def test_a_comment_that_tells_the_ending_is_closed_whole(client):
    review = a_review_with()
    post(client, review, "He drowns.", is_spoiler="on")
    assert Comment.objects.get().is_spoiler and Comment.objects.get().is_spoiler
    html = page(client, review)
    closed = html[html.index(CLOSED) :]
    assert 'Spoiler. <span class="show">Show comment</span>' in closed
    assert "He drowns." in closed.split("</details>")[0]


def test_a_comment_that_tells_the_ending_is_told_nowhere_else(client):
    review = a_review_with()
    post(client, review, "He drowns.", is_spoiler="on")
    comment = Comment.objects.get()
    for told in (
        comment.excerpt,
        comment.plain,
        comment.html_without_spoilers,
        client.get("/").content.decode(),
    ):
        assert "drowns" not in told
    assert comment.excerpt == "Contains spoilers."
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client, review))
    assert "drowns" not in json.dumps(data)


def test_the_preview_is_closed_too(client):
    html = post(
        client, a_review_with(), "He drowns.", is_spoiler="on", preview="Preview"
    ).content.decode()
    assert CLOSED in html


def test_an_answer_quotes_what_it_answers(client):
    review = a_review_with()
    a_comment(review, body="One line.\n\nAnother.")
    html = client.get(
        reverse("comments:write", args=[review.slug]) + "?reply=1&quote=1"
    ).content.decode()
    assert "&gt; One line.\n&gt;\n&gt; Another.\n\n</textarea>" in html


def test_a_quotation_of_an_ending_tells_it_too(client):
    review = a_review_with()
    a_comment(review, body="He drowns.", is_spoiler=True)
    html = client.get(
        reverse("comments:write", args=[review.slug]) + "?reply=1&quote=1"
    ).content.decode()
    assert re.search(r'name="is_spoiler"[^>]*checked', html)


def test_a_quoted_spoiler_stays_closed():
    html = rendering.render(rendering.quoted("She stays. ||He drowns.||"))
    assert "drowns" in html.split(CLOSED)[1].split("</details>")[0]


def test_the_page_links_to_a_quotation(client):
    review = a_review_with()
    a_comment(review)
    assert "?reply=1&amp;quote=1" in page(client, review)


def test_the_form_says_how_to_write(client):
    html = page(client, a_review_with())
    assert "Formatting help" in html and "||the ending||" in html


def closed(words):
    return f"{CLOSED}<summary>Spoiler. Show</summary>{words}</details>"


def within(words):
    return closed(f"<span>{words}</span>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "The end: ||he dies||. See it.",
            f'<div class="line">The end: {within("he dies")}. See it.</div>',
        ),
        (
            "||He dies||, and so it ends.",
            f'<div class="line">{within("He dies")}, and so it ends.</div>',
        ),
        ("It ends: ||he dies||", f'<div class="line">It ends: {within("he dies")}</div>'),
        (
            "One ||a|| and ||b|| two",
            f'<div class="line">One {within("a")} and {within("b")} two</div>',
        ),
        (
            "A.\n\n(||*b*||).\n\nC.",
            f'<p>A.</p>\n<div class="line">({within("<em>b</em>")}).</div>\n<p>C.</p>',
        ),
        ("||He dies.||", closed("<p>He dies.</p>\n")),
        ("- a ||b|| c", f"<ul>\n<li>a</li>\n</ul>\n{closed('<p>b</p>' + chr(10))}<p>c</p>"),
    ],
)
def test_a_spoiler_within_a_sentence_stays_there(text, html):
    assert rendering.render(text).strip() == html


def test_what_is_quoted_of_a_sentence_shows_where_its_spoiler_was():
    html = rendering.render("The end: ||he dies||. See it.")
    assert rendering.plain(html, 20) == "The end: [spoiler]. See it."
    assert rendering.without_spoilers(html).count(
        "<p>"
    ) == 0 and "dies" not in rendering.without_spoilers(html)
