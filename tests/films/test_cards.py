"""Title cards: readable colours, the same in page and picture, for titles of any kind."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from films.cards import (
    COLOUR_PAIRS,
    COMPOSITIONS,
    SIZES,
    TITLE_BOXES,
    build_card,
    choose_composition,
    colour_index,
    fit_title,
)
from films.line_breaking import bound_words, capitals
from films.text_runs import Line
from tests.admin.conftest import browser
from tests.admin.people import an_editor
from tests.builders import a_film

pytestmark = pytest.mark.slow

LONG = "It's a very long title " * 12
CSS = Path("filmsite/static/filmsite/css/card_colours.css")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("pair", COLOUR_PAIRS)
def test_every_pair_has_contrast(pair):
    light, dark = sorted((luminance(colour) for colour in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_sheet_has_the_same_pairs():
    found = re.findall(
        r"\.card-pair-(\d+),\s.*?--card-paper: (#\w+);\s*--card-ink: (#\w+)",
        CSS.read_text(),
        re.DOTALL,
    )
    assert [(int(n), paper, ink) for n, paper, ink in found] == [
        (n, *pair) for n, pair in enumerate(COLOUR_PAIRS)
    ]


def test_a_film_keeps_its_colours():
    assert colour_index("rust-and-bone-2012") == colour_index("rust-and-bone-2012") == 0


def size(title, room="foot"):
    return fit_title(title, *TITLE_BOXES[room])[0]


def test_a_title_fills_its_card():
    titles = ("Rapt", "Inception", "L’Immortelle", LONG)
    assert [size(title) for title in titles] == sorted(map(size, titles), reverse=True)
    assert size("Rapt") >= 44 and size("Inception") >= 21 and size("The Apartment") >= 17


@pytest.mark.parametrize(
    "title",
    ["Rapt", "Łódź przebudzenie", "The Beat That My Heart Skipped", "Сталкер", "Ἀγών", "WWW" * 9],
)
@pytest.mark.parametrize("room", TITLE_BOXES)
def test_no_line_is_wider_than_its_card(title, room):
    chosen, lines = fit_title(title, *TITLE_BOXES[room])
    widths = [Line(capitals(line), 100, 800).width / 100 * chosen for line in lines]
    assert chosen == SIZES[-1] or max(widths) <= TITLE_BOXES[room][0]
    assert "".join("".join(lines).split()) == "".join(title.split())


@pytest.mark.parametrize(
    ("title", "bound"),
    [
        ("A Ballroom for Ghosts", ["A Ballroom", "for Ghosts"]),
        ("La Vie en rose", ["La Vie", "en rose"]),
        ("The Last Ferry but One", ["The Last", "Ferry", "but", "One"]),
        ("What the Projectionist Saw", ["What the", "Projectionist", "Saw"]),
        ("An", ["An"]),
        ("Ein unaussprechlichlanges", ["Ein", "unaussprechlichlanges"]),
    ],
)
def test_articles_stay_with_their_word(title, bound):
    assert bound_words(title) == bound


def test_slugs_choose_among_all_compositions():
    assert {
        choose_composition(f"film-{n}", "The Beat That My Heart Skipped", 2005) for n in range(400)
    } == set(COMPOSITIONS)


def test_a_composition_suits_the_title():
    slugs = [f"film-{n}" for n in range(400)]
    assert "year" not in {choose_composition(slug, "The Apartment", None) for slug in slugs}
    assert "crop" not in {choose_composition(slug, "Rapt", 2009) for slug in slugs}
    assert {choose_composition(slug, "七人の侍", 1954) for slug in slugs} == {
        "foot",
        "split",
        "bill",
    }


def test_marks_on_capitals_get_room():
    assert "card-accents" in build_card("elan", "Élan", 2019).classes
    assert "card-accents" not in build_card("rapt", "Rapt", 2009).classes
    assert "card-other" in build_card("seven-samurai", "七人の侍", 1954).classes


def test_the_style_sheet_has_every_size_and_composition():
    sheet = "".join(path.read_text() for path in CSS.parent.glob("card*.css"))
    assert all(f".fit-{number} {{\n    --fit: {number};" in sheet for number in SIZES)
    assert all(f".card-{name}" in sheet for name in COMPOSITIONS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    ["Heat", "Сталкер", "七人の侍", "W" * 300, "Ἀγών", "It's a very long title " * 12, "😀"],
)
def test_the_picture_is_drawn_for_any_title(client, title):
    film = a_film(title[:300], 1962, director="Agnès Varda")
    response = client.get(film.get_absolute_url() + "card.png")
    picture = Image.open(io.BytesIO(response.content))
    assert (response.headers["Content-Type"], picture.size) == ("image/png", (1200, 630))
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 1


@pytest.mark.django_db
def test_the_picture_of_a_hidden_film_is_its_editors_alone():
    film = a_film("Low Tide", always_public=False)
    response = browser(an_editor()).get(film.get_absolute_url() + "card.png")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("title", "capital"),
    [
        ("Ταξίδι στα Κύθηρα", "ΤΑΞΙΔΙ ΣΤΑ ΚΥΘΗΡΑ"),
        ("Ἀγών", "ΑΓΩΝ"),
        ("Μαΐου", "ΜΑΪΟΥ"),
        ("Élan", "ÉLAN"),
        ("Straße", "STRASSE"),
        ("ნატვრის ხე", "ნატვრის ხე"),
    ],
)
def test_capitals_are_those_of_the_script(title, capital):
    assert capitals(title) == capital


def test_a_greek_title_says_so_to_the_browser():
    assert build_card("kythira", "Ταξίδι στα Κύθηρα", 1984).lang == "el"
    assert build_card("pi", "π: Faith in Chaos", 1998).lang == ""


@pytest.mark.parametrize("title", ["", " ", "\u200b", "\u3164 \u200d"])
def test_a_title_that_nobody_sees_ends_as_well(title):
    assert build_card("nothing", title, 1999).classes
