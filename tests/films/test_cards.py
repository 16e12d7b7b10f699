"""Title cards: readable colours, the same in the page and in the picture, for titles of any kind."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from films.cards import PAIRS, card_class, pair_number, size_of
from tests.builders import a_film

LONG = "It's a very long title " * 12
CSS = Path("filmsite/static/filmsite/css/cards.css")


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_has_contrast(pair):
    light, dark = sorted((luminance(colour) for colour in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_sheet_has_the_same_pairs():
    found = re.findall(r"\.card-pair-(\d+), .*--card-paper: (#\w+); --card-ink: (#\w+)", CSS.read_text())
    assert [(int(n), paper, ink) for n, paper, ink in found] == [(n, *pair) for n, pair in enumerate(PAIRS)]


def test_a_film_keeps_its_colours():
    assert pair_number("rust-and-bone-2012") == pair_number("rust-and-bone-2012") == 0


def test_longer_titles_are_set_smaller():
    titles = (
        "Heat",
        "A Prophet",
        "The Wonderful Journey",
        "Extraordinarily long words",
        "Donaudampfschifffahrtskapitän",
    )
    assert [size_of(title) for title in titles] == ["xl", "l", "m", "s", "xs"]


def test_marks_take_no_room_and_han_characters_take_two():
    assert [size_of(title) for title in ("कृष्णा", "七人の侍", "千と千尋の神隠し")] == ["xl", "l", "xs"]


def test_classes_name_colours_and_size():
    assert re.fullmatch(r"card-pair-\d+ card-size-\w+", card_class("heat-1995", "Heat"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title", ["Heat", "Сталкер", "七人の侍", "W" * 300, "Ἀγών", "It's a very long title " * 12, "😀"]
)
def test_the_picture_is_drawn_for_any_title(client, title):
    film = a_film(title[:300], 1962, director="Agnès Varda")
    response = client.get(film.get_absolute_url() + "card.png")
    picture = Image.open(io.BytesIO(response.content))
    assert (response.headers["Content-Type"], picture.size) == ("image/png", (1200, 630))
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 1
