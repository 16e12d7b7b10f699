"""The comments of a page: names, replies, likes."""

import pytest

from importer.parser import parse
from tests.importer.pages import notes_on, page, parsed


def test_numbered_comments_with_a_reply_and_a_like():
    first, reply, third, fourth = parsed("blog").comments
    assert (first.author, first.parent, first.likes) == ("filmotter", None, 1)
    assert (reply.author, reply.parent, reply.likes) == ("filmotter", 0, 0)
    assert (third.parent, fourth.parent) == (None, None)
    assert first.body.count("\n\n") == 1


def test_a_commenter_whom_the_page_does_not_name_has_no_name():
    doc = parsed("blog")
    assert [comment.author for comment in doc.comments[2:]] == ["", ""]
    assert "2 without a name on the page" in notes_on(doc, "comments")


def test_replies_to_replies_with_their_days():
    comments = parsed("nested").comments
    assert [comment.parent for comment in comments] == [None, 0, 1, None, None]
    assert [comment.author for comment in comments] == [
        "Otto Brandt",
        "Petra Lang",
        "Otto Brandt",
        "Wren",
        "Wren",
    ]
    assert comments[0].posted_on == "2016-03-04"
    assert comments[2].likes == 3


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("german", ["Holger", "Katrin Vogel"]),
        ("french", ["Jeanne"]),
        ("japanese", ["たかし", "ゆき"]),
    ],
)
def test_other_languages(name, names):
    comments = parsed(name).comments
    assert [comment.author for comment in comments] == names
    assert all(comment.posted_on for comment in comments)


def test_a_count_that_does_not_agree_is_said():
    doc = parse(page("nested").read_text().replace("5 comments", "7 comments"))
    assert "the page counts 7, 5 could be told apart" in notes_on(doc, "comments")


def test_a_count_without_comments_is_said():
    doc = parse(page("weekly").read_text() + "\n12 comments\n")
    assert doc.comments == []
    assert "counts 12" in notes_on(doc, "comments")[0]


def test_a_list_inside_a_comment_is_part_of_it():
    text = (
        page("blog")
        .read_text()
        .replace("What did you make", "1. the cup\n\n    2. the lamp\n\n    What did you make")
    )
    comments = parse(text).comments
    assert len(comments) == 4
    assert "the lamp" in comments[0].body


def test_the_page_ends_with_the_reply_form():
    assert "Connecting" not in parsed("blog").comments[-1].body
