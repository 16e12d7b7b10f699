"""What is handed back of a form that could not be saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from filmsite.posted import posted_text


def test_texts_come_back_in_the_forms_order(rf):
    posted = rf.post(
        "/",
        {
            "name": "Dora Quist",
            "body": "Two words.\nAnd more.",
            "sections-0-heading": "The premise",
        },
    )
    assert posted_text(posted) == [
        ("Name", "Dora Quist"),
        ("Body", "Two words.\nAnd more."),
        ("Sections 1 heading", "The premise"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "password", "password1", "oldpassword", "csrfmiddlewaretoken", "code", "otp", "altcha",
        "credential", "key",
        "client_secret", "sections-TOTAL_FORMS", "_save", "_continue", "action", "next",
    ],
)  # fmt: skip
def test_secrets_and_machinery_stay_away(rf, name):
    assert posted_text(rf.post("/", {name: "abc def"})) == []


@pytest.mark.parametrize("text", ["", "on", "17", "2024-05-01", "13:00"])
def test_what_holds_no_words_stays_away(rf, text):
    assert posted_text(rf.post("/", {"field": text})) == []


def test_files_stay_away(rf):
    posted = rf.post("/", {"body": "Words.", "picture": SimpleUploadedFile("face.png", b"abc")})
    assert posted_text(posted) == [("Body", "Words.")]


def test_a_body_that_cannot_be_read_gives_nothing(rf):
    assert (
        posted_text(rf.post("/", b"abc", content_type="multipart/form-data; boundary=\xff")) == []
    )


def test_a_page_asked_for_gives_nothing(rf):
    assert posted_text(rf.get("/?body=Words")) == []


def test_the_text_is_escaped_and_keeps_its_first_line():
    page = render_to_string(
        "_posted_text.html", {"posted": [("Body", "\n</textarea><script>alert(1)</script>")]}
    )
    assert "<script>" not in page
    assert "readonly>\n\n&lt;/textarea&gt;" in page


def test_nothing_posted_prints_nothing():
    assert not render_to_string("_posted_text.html", {"posted": []}).strip()
