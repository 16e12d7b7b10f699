"""Words of a text that may be a film’s title, and links around them."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments import rendering
from comments.titles import MAX_TITLES, spans_of, titles_in
from reviews.markup import add_links
from tests.builders import count_calls

from .test_rendering import HOSTILE, Walker


def named(text):
    return {title.key for title in titles_in(rendering.render(text))}


def linked(text, *keys):
    html = rendering.render(text)
    return add_links(html, [(start, end, "/f/") for start, end, _key in spans_of(html, keys)])


@pytest.mark.parametrize(
    "text",
    [
        "I saw *Tess* again.",
        "I saw _Tess_ again.",
        "I saw “Tess” again.",
        "I saw “Tess,” and wept.",
        "Ich sah „Tess“ gestern.",
        "J’ai vu « Tess » hier.",
        "J’ai vu «\xa0Tess\xa0» hier.",
        "Ich sah »Tess« gestern.",
        "Jag såg ”Tess” igår.",
        "I saw ‘Tess’ again.",
        'I saw "Tess" again.',
        "I saw 'Tess' again.",
        "昨日「Tess」を見た。",
        "看了《Tess》。",
        "See @Tess.",
        'See @"Tess".',
        "See @“Tess”!",
        "See **Tess and *Tess***.",
        "See ***Tess*** again.",
        "@Tess’s ending",
        "@Tess's ending",
        "@Tess/@Lola",
        "看了＠Tess",
    ],
)
def test_a_title_is_found(text):
    assert "tess" in named(text)
    assert linked(text, "tess").count('<a href="/f/">') == 1


@pytest.mark.parametrize(
    "text",
    [
        "I saw Tess again.",
        "`*Tess*` and `@Tess`",
        "[*Tess*](https://a.example/)",
        "https://a.example/@Tess",
        "tom@Tess or tom@tess.example",
        "> I saw *Tess* and @Tess",
        r"\*Tess\*",
        "2 * Tess * 3",
        "\u201c\u201d * * @ @. \u00ab\u00bb",
    ],
)
def test_none_is_found(text):
    assert "tess" not in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "*Tess* (1979)",
        "*Tess (1979)*",
        "“Tess” (Polański, 1979)",
        "“*Tess*” (1979)",
        "@Tess (1979)",
        '@"Tess" (1979)',
    ],
)
def test_a_year_behind_it_belongs_to_it(text):
    assert "tess (1979)" in named(text)


def test_apostrophes_end_no_title():
    assert "limmortelle" in named("I saw ‘L’Immortelle’ and liked it.")
    assert "limmortelle" in named("@L’Immortelle, again.")


def test_signs_of_html_are_signs():
    assert "tom & jerry" in named("*Tom & Jerry*") and "<b>" in named("“<b>”")
    assert linked("“Tom & Jerry”", "tom & jerry") == (
        '<p>“<a href="/f/">Tom &amp; Jerry</a>”</p>\n'
    )
    assert "a" in named("@A&B") and linked("@A&B", "a") == '<p><a href="/f/">@A</a>&amp;B</p>\n'


def test_the_first_naming_is_linked_and_an_open_one_before_a_closed():
    assert linked("*Tess*, *Tess*", "tess") == (
        '<p><em><a href="/f/">Tess</a></em>, <em>Tess</em></p>\n'
    )
    html = linked("||*Tess* dies|| or *Tess* lives", "tess")
    assert html.count("<a ") == 1 and html.index("</details>") < html.index("<a ")
    html = linked("||*Tess* dies||", "tess")
    assert html.index("<details") < html.index("<a ") < html.index("</details>")
    (title,) = titles_in(rendering.render("||*Tess* dies||"))
    assert title.in_spoiler


MARKS = ["*", "“", "”", "„", '"', "'", "’", "«", "»", "@", "@\"", "||", "`", "> ", "(1979)", "\n",
         "[*Tess*](https://a.example/?\"x)", "Tess", "&amp;", "&", "<", "é", "_"]  # fmt: skip


@pytest.mark.parametrize("make", [rendering.render, rendering.cleaner.clean])
@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.sampled_from(MARKS) | st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=25)
)
def test_links_change_no_text_and_no_markup(make, parts):
    """Without them the HTML is what it was; none is in another link, in code or an attribute."""
    html = make("".join(parts))
    titles = titles_in(html)
    spans = spans_of(html, {title.key for title in titles})
    printed = add_links(html, [(start, end, '/f/?a=1&b="') for start, end, _key in spans])
    opening = '<a href="/f/?a=1&amp;b=&quot;">'
    assert printed.count(opening) == len(spans)
    bare = printed
    for start, end, _key in spans:
        bare = bare.replace(f"{opening}{html[start:end]}</a>", html[start:end], 1)
    assert bare == html
    depth = {"a": 0, "code": 0}
    for tag, attrs in Nesting(printed).found:
        if tag == "a" and attrs is not None:
            assert not any(depth.values()) or "/f/" not in attrs["href"]
            assert depth["a"] == 0
        if tag in depth:
            depth[tag] += 1 if attrs is not None else -1
    assert depth == {"a": 0, "code": 0}


class Nesting(Walker):
    def handle_endtag(self, tag):
        self.found.append((tag, None))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_what_a_key_names_is_found_again(words):
    html = rendering.render(f"*{words}* and “{words}”")
    for title in titles_in(html):
        assert len(title.key) <= 320
        assert spans_of(html, [title.key])
        assert unescape(html[title.start : title.end]).strip()


@pytest.mark.parametrize("unit", ["“", "*a", "@", '@"', "„a“", "’", "(1", "“a”", "<", "» "])
def test_twice_a_hostile_text_is_twice_the_work(unit):
    half, whole = (rendering.render((unit * 2_000)[:length]) for length in (1_000, 2_000))
    assert count_calls(titles_in, whole) <= 2.5 * count_calls(titles_in, half) + 500
    assert len(titles_in(rendering.render(unit * 5_000))) <= MAX_TITLES
