"""Title cards in any script: each letter has a font, lines in reading order, none off the card."""

import io

import pytest
from PIL import Image, ImageChops

from core.text import is_invisible
from films import text_runs, title_card
from films.line_breaking import capitals, segments, unbreakable_units
from films.text_runs import FALLBACK_FONT, SITE_FONTS, Line, covers, split_runs
from filmsite.checks import fonts_of_all_scripts
from tests.builders import a_film

pytestmark = pytest.mark.slow

needs_noto = pytest.mark.skipif(
    not any("Devanagari" in path.name for path in text_runs.system_fonts()),
    reason="fonts-noto-core is not installed",
)
SCRIPTS = [
    ("Žižek’s Łódź", "Krzysztof Kieślowski"),
    ("İstanbul ısındı", "Nuri Bilge Ceylan"),
    ("Việt và Nam", "Trương Minh Quý"),
    ("Сталкер (Stalker)", "Андрей Тарковский"),
    ("جدایی نادر از سیمین", "اصغر فرهادی"),
    ("כפר 2001 (תל־אביב)", "עמוס גיתאי"),
    ("दिल और दल", "सत्यजित राय"),
    ("ลุงบุญมีระลึกชาติ", "อภิชาติพงศ์ วีระเศรษฐกุล"),
    ("தமிழ் செல்வன்", "மணிரத்னம்"),
    ("七人の侍", "黒澤明"),
    ("기생충", "봉준호"),
    ("მონანიება", "თენგიზ აბულაძე"),
    ("Նռան գույնը", "Սերգեյ Փարաջանով"),
    ("Το βλέμμα του Οδυσσέα", "Θόδωρος Αγγελόπουλος"),
    ("ጤዛ", "ኃይሌ ገሪማ"),
]
LETTERS = [range(0x41, 0x250), range(0x1E00, 0x1F00), range(0x386, 0x3CF), range(0x400, 0x530)]


def picture_of(client, title, director="Agnès Varda", year=1991):
    film = a_film(title, year, director=director)
    return Image.open(io.BytesIO(client.get(film.get_absolute_url() + "card.png").content)).convert(
        "RGB"
    )


def difference(part, background):
    """The box of what differs, or None."""
    return ImageChops.difference(part, background).getbbox()


@needs_noto
@pytest.mark.django_db
@pytest.mark.parametrize(("title", "director"), SCRIPTS, ids=[title for title, _ in SCRIPTS])
def test_every_letter_of_title_director_and_year_is_drawn(client, monkeypatch, title, director):
    drawn = []
    draw = Line.draw

    def note(line, *args):
        drawn.append(line.text)
        return draw(line, *args)

    monkeypatch.setattr(Line, "draw", note)
    picture = picture_of(client, title, director)
    assert (
        " ".join(drawn[:-1]).replace(" ", "").casefold()
        == capitals(title).replace(" ", "").casefold()
    )
    assert drawn[-1].casefold() == capitals(f"{director} · 1991").casefold()
    for text in drawn:
        for run in split_runs(text):
            assert all(
                covers(run.file, sign)
                for sign in run.text
                if not (sign.isspace() or is_invisible(sign))
            )
    assert difference(
        picture.crop((0, 0, 1200, 540)), Image.new("RGB", (1200, 540), picture.getpixel((0, 0)))
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    ["W" * 300, "七人の侍、そして" * 30, "ลุงบุญมีระลึกชาติ" * 15, "," * 300, "e" + "\u0301" * 250],
)
def test_nothing_runs_off_the_card(client, title):
    picture = picture_of(client, title, director="Krzysztof Kieślowski " * 9)
    paper = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
    left, _top, right, bottom = difference(picture, paper)
    assert left >= title_card.MARGIN - 12 and right <= title_card.WIDTH - title_card.MARGIN + 12
    assert bottom <= title_card.HEIGHT - title_card.MARGIN + 20


@pytest.mark.parametrize("letters", LETTERS, ids=lambda letters: f"U+{letters.start:04X}")
def test_latin_greek_and_cyrillic_need_no_font_of_the_system(letters, monkeypatch):
    monkeypatch.setattr(text_runs, "system_fonts", list)
    for sign in map(chr, letters):
        if sign.isalpha():
            assert [covers(run.file, sign) for run in split_runs(sign)] == [True], sign


def test_one_title_of_one_script_does_not_mix_two_faces():
    files = {run.file for run in split_runs("VIỆT VÀ NAM")}
    assert files == {FALLBACK_FONT}
    assert {run.file for run in split_runs("ŽIŽEK ŁÓDŹ")} <= set(SITE_FONTS)


@needs_noto
def test_right_to_left_runs_stand_in_reading_order():
    runs = [run.text.strip() for run in split_runs("כפר 2001 שלום") if not run.text.isspace()]
    assert runs == ["שלום", "2001", "כפר"]
    assert "".join(run.text for run in split_runs("Film (כפר) x"))[:4] == "Film"


def test_a_line_never_parts_a_letter_from_its_vowel():
    syllables = segments("ลุงบุญมีเคยรู้จัก")
    assert syllables == ["ลุงบุญมี", "เคยรู้จัก"]
    assert segments("侍、あーる「七」") == ["侍、", "あー", "る", "「七」"]
    assert unbreakable_units("จักมาก่อน") == ["จั", "ก", "มา", "ก่", "อ", "น"]


def test_the_start_names_the_packages_that_are_missing(monkeypatch):
    monkeypatch.setattr(text_runs, "system_fonts", list)
    (info,) = fonts_of_all_scripts(None)
    assert (info.id, "fonts-noto-core fonts-noto-cjk" in info.hint) == ("filmsite.I001", True)
