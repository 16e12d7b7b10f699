"""A reader's text on its way to the page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments import rendering
from comments.templatetags.comments import rendered
from tests.builders import count_calls

TAGS = {"p", "br", "em", "strong", "blockquote", "ol", "ul", "li", "code", "a"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](//evil.example)",
    "<svg onload=alert(1)>",
    "&lt;script&gt;",
    "<!--<img src=x>-->",
    "<a href='https://a.example' style='position:fixed'>x</a>",
    "# Huge",
    "***",
    "```\ncode\n```",
    "\u202egnp.exe",
]


class Walker(HTMLParser):
    """Collects every element of a page with its attributes."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(html):
    for tag, attrs in Walker(html).found:
        assert tag in TAGS
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        assert set(attrs) <= allowed
        if "href" in attrs:
            assert attrs["href"].startswith(("http://", "https://", "mailto:"))
            assert attrs["rel"] == "nofollow ugc noopener"


def test_it_works():
    html = rendering.render(
        "*Yes*, **no**,\nsee [this](https://films.example/a).\n\n> quoted\n\n1. one"
    )
    assert "<em>Yes</em>" in html and "<strong>no</strong>" in html and "<br>" in html
    assert '<a href="https://films.example/a" rel="nofollow ugc noopener">this</a>' in html
    assert "<blockquote>" in html and "<ol>" in html and "<li>one</li>" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text):
    assert_harmless(rendering.render(text))


def test_html_is_shown_as_it_was_typed():
    assert rendering.render("<b>loud</b>") == "<p>&lt;b&gt;loud&lt;/b&gt;</p>\n"


def test_a_year_at_the_start_of_a_line_is_kept():
    assert 'start="1962"' in rendering.render("1962. It was a good year.")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(HOSTILE)
        | st.text(max_size=30)
        | st.sampled_from("*_[]()<>`!#&\"'\n\t\x00"),
        max_size=12,
    )
)
def test_any_text_is_inert_and_cleaning_twice_changes_nothing(parts):
    html = rendering.render("".join(parts))
    assert_harmless(html)
    assert rendering.cleaner.clean(html) == html


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/=\"' aimgsvgonlodjscripthef:&#;x3\n", max_size=120))
def test_stored_html_is_cleaned_again_on_the_page(html):
    once = rendered(html)
    assert_harmless(once)
    assert rendered(once) == once


@pytest.mark.parametrize(
    "unit", ["[", "![", "*", "> ", "`", "<", "[a](", "_a ", "- ", "&#", "|| a", "||a ", "||a|| "]
)
def test_twice_a_hostile_text_is_twice_the_work(unit):
    half, whole = (
        count_calls(rendering.render, (unit * 2_000)[:length]) for length in (1_000, 2_000)
    )
    assert whole <= 2.5 * half


def test_no_more_than_the_limit_is_looked_at():
    assert rendering.render("[" * 60_000) == rendering.render("[" * rendering.MAX_LENGTH)


def test_plain_words_have_no_markup():
    assert (
        rendering.plain(rendering.render("**Tom** & *Iris*\n\nagain"), words=9)
        == "Tom & Iris again"
    )
