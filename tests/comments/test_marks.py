"""What signs in a text mean: only what is clearly meant so, in any script.

Names of any script sign.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment
from comments.names import initials
from comments.rendering import render
from tests.comments.builders import a_review_with, page, post

SHRUG = "¯\\_(ツ)_/¯"


def shown(client, body):
    """The printed text of a comment that a guest posts, as the page has it."""
    review = a_review_with()
    post(client, review, body)
    return re.search(r'<div class="body"[^>]*>(.*?)</div>', page(client, review), re.DOTALL)[
        1
    ].strip()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        SHRUG,
        f"Nobody knows {SHRUG} and nobody asks.",
        "5*3*2 makes 30",
        "snake_case_name and a*b*c",
        "2**3**2 is 512",
        "if (a || b) and (c || d) then",
        "a||b||c",
        "C:\\_films\\old and \\o/ and 1\\2",
        "|| alone",
        "8 || 9",
    ],
)
def test_as_it_was_typed(client, body):
    assert shown(client, body) == f"<p>{body}</p>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("*softly* and **loudly**", "<p><em>softly</em> and <strong>loudly</strong></p>"),
        ("**重要**です", "<p><strong>重要</strong>です</p>"),
        ("(*aside*), _so_", "<p>(<em>aside</em>), <em>so</em></p>"),
        ("\\*not soft\\*", "<p>*not soft*</p>"),
    ],
)
def test_what_is_meant_is_done(client, body, html):
    assert shown(client, body) == html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        "He ||dies|| there.",
        "||He dies||",
        "|| He dies ||",
        "これは||秘密||です",
        "(||the ending||)",
        "So: ||one\n\ntwo||.",
    ],
)
def test_a_spoiler_is_closed(client, body):
    assert '<details class="spoiler">' in shown(client, body)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "address", "rest"),
    [
        ("See https://films.example/a_b_c/.", "https://films.example/a_b_c/", "."),
        ("(https://films.example/Heat_(1995))", "https://films.example/Heat_(1995)", ")"),
        ("https://films.example/?a=1&b=2!", "https://films.example/?a=1&amp;b=2", "!"),
        ("見て：https://films.example/映画。", "https://films.example/%E6%98%A0%E7%94%BB", "。"),
        ("HTTP://films.example", "HTTP://films.example", ""),
    ],
)
def test_a_bare_address_is_linked(client, body, address, rest):
    html = shown(client, body)
    assert f'<a href="{address}" rel="nofollow ugc noopener">' in html and html.endswith(
        f"</a>{rest}</p>"
    )
    assert html.count("<a ") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["[here](https://films.example/x)", "<https://films.example/x>"])
def test_an_address_that_is_linked_already_is_linked_once(client, body):
    assert shown(client, body).count("<a ") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    ["`https://films.example/x`", "javascript:alert(1)", "https://", "xhttps://films.example"],
)
def test_what_is_no_address_is_not_linked(client, body):
    assert "<a " not in shown(client, body)


@given(st.text(alphabet="ab1 |*_\\`<>[]()¯/:.ツ要\n", max_size=60))
def test_any_signs_are_rendered(text):
    html = render(text)
    assert "<script" not in html and html.count("<details") == html.count("</details>")


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_letters_and_numbers_around_marks_stay(word):
    if word.isascii():
        assert f"{word}*{word}_{word}" in render(f"{word}*{word}_{word}")


# Names

NAMES = [
    "कृष्णा शर्मा", "สมชาย ใจดี", "தமிழ் செல்வன்", "امیر‌حسین صدیقی", "Marcel·lí Roca", "Nguyễn Văn A",
    "Martin Luther King 3rd", "田中", "bell hooks", "김민준", "Владимир Ильин",
    "Ελένη Παπαδοπούλου", "Դավիթ Պետրոսյան",
    "დავით კაკაბაძე", "דנה לוי", "አበበ ቢቂላ", "សុខ សំណាង", "အောင်ဆန်း စုကြည်", "王小明",
    "Jean‑Luc Godard", "D’Angelo Russell",
    "Ng Wei", "José M. Ferrer i Guàrdia", "സച്ചിൻ ബേബി", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_real_names_of_every_script_sign(client, name):
    review = a_review_with("real_names")
    assert post(client, review, name=name).status_code == 303
    assert Comment.objects.get().name == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["xX_killer_Xx", "Film Fan 99", "Remy", "R A", "12 34", "Anna  ☆", "a", "…", "Remy @home"],
)
def test_what_is_no_real_name_is_refused(client, name):
    assert post(client, a_review_with("real_names"), name=name).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "Edi Torres",
        "Modesto Ruiz",
        "Adminov Petr",
        "Editha Klein",
        "Stafford Hale",
        "Mod Rana Sen"[4:],
    ],
)
def test_a_name_that_only_holds_the_letters_of_a_role_passes(client, name):
    post(client, a_review_with(), name=name)
    assert Comment.objects.get().status == "approved"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["Editor", "Site admin", "The_Editor", "[admin]", "(moderator)", "Editor-in-chief",
     "e d i t o r", "Moderator2",
     "Аdmin", "Rédaction", "Модератор", "管理员", "STAFF", "Edit\u00ador"],
)  # fmt: skip
def test_a_name_that_claims_a_role_waits(client, name):
    post(client, a_review_with(), name=name)
    assert Comment.objects.get().status == "pending" and not Comment.objects.approved().exists()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("कृष्णा शर्मा", "कृश"),
        ("สมชาย ใจดี", "สใ"),
        ("Élan Vital", "ÉV"),
        ("E\u0301lan", "E\u0301"),
        ("田中", "田"),
        ("", "?"),
    ],
)
def test_initials_keep_their_marks(name, letters):
    assert initials(name) == letters


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["あ" * 6_000, "ก" * 6_000, "x" * 6_000])
def test_an_excerpt_is_short_in_any_script(client, body):
    review = a_review_with()
    post(client, review, body)
    excerpt = re.search(
        r'<p class="excerpt" dir="auto">(.*?)</p>', client.get("/").content.decode()
    )[1]
    assert len(excerpt) <= 200
