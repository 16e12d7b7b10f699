"""Pull quotes stand behind what they quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews import markup
from reviews.markup import place_pull_quotes

PULL = '<blockquote class="pull"><p>The city looks back</p></blockquote>'
FIRST, QUOTED, LAST = (
    "<p>She walks.</p>",
    "<p>And <em>the city</em> looks back, always.</p>",
    "<p>So ends it.</p>",
)
BLOCKS = [
    FIRST,
    QUOTED,
    LAST,
    "<h2>A heading</h2>",
    "<hr>",
    PULL,
    "<ul><li>One</li></ul>",
    "loose words",
]


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (PULL + FIRST + QUOTED + LAST, FIRST + QUOTED + PULL + LAST),
        (FIRST + QUOTED + PULL + LAST, FIRST + QUOTED + PULL + LAST),
        (FIRST + "<h2>Then</h2>" + PULL + LAST, FIRST + "<h2>Then</h2>" + LAST + PULL),
        (PULL + FIRST + LAST, FIRST + PULL + LAST),
        (FIRST + PULL + LAST, FIRST + PULL + LAST),
        (PULL, PULL),
        (
            f'<blockquote class="spoiler">{PULL}{QUOTED}</blockquote>',
            f'<blockquote class="spoiler">{PULL}{QUOTED}</blockquote>',
        ),
    ],
)
def test_a_quote_never_stands_before_its_words(body, right):
    assert place_pull_quotes(body) == right


@given(st.lists(st.sampled_from(BLOCKS), max_size=9))
def test_nothing_is_lost_and_settling_twice_changes_nothing(blocks):
    once = place_pull_quotes("".join(blocks))
    assert sorted(once) == sorted("".join(blocks))
    assert place_pull_quotes(once) == once


def test_the_page_and_the_feed_print_it_so():
    printed = markup.render(PULL + QUOTED).html
    assert printed.index("always") < printed.index("pull")
    assert markup.for_feed(PULL + QUOTED, [], "none").index("always") < markup.for_feed(
        PULL + QUOTED, [], "none"
    ).index("pull")
