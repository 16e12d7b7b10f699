"""Pages of many kinds of sites and languages: what is read of each is right, and no more."""

from pathlib import Path

import pytest

from importer.files import Unreadable, read_text
from importer.parser import parse

PAGES = Path(__file__).parent / "websites"
READ = {
    # page: title, directors, reviewers, runtime, year, stars, out of
    "wordpress": ("Harvest Moon", [], ["Sam Whitlow"], None, 2014, "4", 5),
    "blogger": ("The Clockmaker's Wife", [], [], None, None, "", None),
    "newspaper": ("The Ferryman's Daughter", [], [], None, None, "4", 5),
    "credits_at_the_end": (
        "The Iron Orchard",
        ["Henry Vale"],
        ["Dana Whitfield"],
        131,
        2011,
        "",
        None,
    ),
    "film_diary": ("Paper Tigers", [], [], None, 2018, "", None),
    "disc_site": ("The Moth Collector", [], ["Gus Perrin"], 94, None, "", None),
    "german_blog": ("Das stille Haus", ["Petra Kolm"], ["Jonas Weber"], 103, None, "7", 10),
    "german_paper": ("Der Garten im Eis", ["Uwe Lang"], ["Karla Stein"], None, None, "", None),
    "french_blog": ("La Dernière Vague", [], [], 98, 2017, "4", 5),
    "spanish_sheet": ("El faro de sal", ["Julio Rivas"], ["Marta Quiroga"], 97, 2018, "8", 10),
    "italian": ("La casa sul fiume", ["Giulia Marchetti"], ["Fabio Renzi"], 101, None, "7.5", 10),
    "portuguese": ("O Último Trem", ["Cláudia Reis"], ["Rafael Souza"], 110, None, "4.5", 5),
    "polish": ("Zimowy port", ["Adam Nowicki"], ["Ewa Lis"], 98, 2019, "8", 10),
    "dutch": ("De laatste zomer", ["Sanne Bakker"], ["Pieter de Vries"], 92, 2016, "4", 5),
    "swedish": ("Vinterljus över sjön", ["Karin Ek"], ["Anders Holm"], 104, None, "4", 5),
    "turkish": ("Kış Feneri", ["Mert Kaya"], ["Elif Demir"], 105, None, "8", 10),
    "russian": ("Зимний причал", ["Иван Соколов"], ["Ольга Петрова"], 104, 2019, "8", 10),
    "japanese_blog": ("冬の灯台", ["山口 健"], [], None, None, "4", 5),
    "korean": ("겨울 등대", ["박지훈"], ["김민수"], 108, 2018, "4", 5),
    "chinese": ("冬日灯塔", ["李建"], ["王小明"], 108, None, "8", 10),
    "arabic": ("منارة الشتاء", ["كريم نصر"], ["سلمى حداد"], 108, 2018, "4", 5),
    "disqus": ("Copper Sky", [], ["Lena Ortiz"], None, None, "", None),
    "essay_site": ("Paper Tigers", [], [], None, None, "", None),
    "director_in_heading": (
        "The Quiet Engine",
        ["Tomás O'Brien-Nakamura"],
        [],
        None,
        2013,
        "9",
        10,
    ),
    "plain_wrapped": ("THE GLASS ROOM", [], ["Scott Rennick"], None, None, "", None),
    "emoji": ("Copper Sky", [], [], None, 2019, "", None),
    "menus": ("The Long Haul", [], [], None, None, "", None),
    "said_on_a_day": ("The Cold Coast", [], [], None, None, "", None),
    "ballet_film": ("The Last Step", [], ["Ina Berg"], None, 2012, "", None),
    "funeral_film": ("Ashes on the Lake", [], ["Ina Berg"], None, 2014, "", None),
    "colons": ("", [], ["Eva Ritter"], None, None, "", None),
    "thumbs": ("Ferry Cross", [], ["Nan Ode"], None, None, "", None),
}
PARAGRAPHS = {
    "wordpress": 3,
    "blogger": 3,
    "newspaper": 3,
    "credits_at_the_end": 3,
    "disc_site": 6,
    "german_blog": 4,
}
PARAGRAPHS |= {
    "french_blog": 2,
    "italian": 3,
    "korean": 2,
    "essay_site": 3,
    "emoji": 4,
    "plain_wrapped": 3,
    "colons": 2,
}
COMMENTS = {
    # page: (name, the place of the comment it answers, likes, day)
    "wordpress": [("moviegal88", None, 2, "2014-10-05"), ("Sam Whitlow", None, 0, "2014-10-06")],
    "blogger": [
        ("Anonymous", None, 0, "2012-03-07"),
        ("Rosalind", None, 0, "2012-03-07"),
        ("Attic Dweller", None, 0, "2012-03-07"),
    ],
    "newspaper": [("rivergod", None, 0, "2016-05-12"), ("tilda99", 0, 0, "2016-05-12")],
    "german_blog": [
        ("Holger", None, 0, "2015-11-04"),
        ("MartinaK", None, 0, "2015-11-05"),
        ("Jonas Weber", None, 0, "2015-11-05"),
    ],
    "french_blog": [
        ("Mathilde", None, 0, "2017-04-13"),
        ("Étienne", 0, 0, "2017-04-13"),
        ("Bruno P.", None, 0, "2017-04-15"),
    ],
    "spanish_sheet": [("Pepe", None, 0, "2018-09-15"), ("lola_cine", None, 0, "2018-09-16")],
    "italian": [("Lucia", None, 0, "2019-03-04")],
    "portuguese": [("Ana", None, 0, "2017-08-23"), ("Carlos", None, 0, "2017-08-24")],
    "polish": [("kinoman", None, 0, "2020-01-13")],
    "dutch": [("Karin", None, 0, "2016-06-20")],
    "turkish": [("Deniz", None, 0, "2017-12-13"), ("Burak", None, 0, "2017-12-14")],
    "russian": [("Сергей", None, 0, "2019-03-16"), ("Киноман", None, 0, "2019-03-17")],
    "japanese_blog": [("映画好き", None, 0, "2018-05-13"), ("ミナ", None, 0, "2018-05-14")],
    "korean": [("영화광", None, 0, "2018-05-13"), ("미나", None, 0, "2018-05-14")],
    "chinese": [("小李", None, 0, "2018-05-13"), ("影迷", None, 0, "2018-05-14")],
    "arabic": [("أحمد", None, 0, "2018-05-13")],
    "disqus": [
        ("DustyRhodes", None, 2, ""),
        ("Lena Ortiz", 0, 1, ""),
        ("Guest", None, 0, ""),
        ("kowboy_kate", None, 5, ""),
    ],
    "director_in_heading": [("Anna K.", None, 0, "2013-07-12")],
    "emoji": [("katie.reads", None, 0, ""), ("max_98", None, 0, ""), ("the.real.jo", None, 0, "")],
    "said_on_a_day": [
        ("mike", None, 0, "2012-03-03"),
        ("Sue Ellis", None, 2, "2012-03-03"),
        ("mike", 1, 0, "2012-03-04"),
        ("J.", None, 0, "2012-03-04"),
    ],
    "thumbs": [("goatlover", None, 12, "2014-05-07"), ("anon123", None, 3, "2014-05-08")],
}


def parsed(name):
    return parse(read_text(PAGES / f"{name}.txt"))


@pytest.mark.parametrize("name", READ)
def test_a_review_and_its_facts(name):
    doc = parsed(name)
    assert doc.rejection_reason == ""
    read = (
        doc.title,
        doc.directors,
        doc.critics,
        doc.runtime,
        doc.year,
        doc.stars,
        doc.stars_out_of,
    )
    assert read == READ[name]


@pytest.mark.parametrize("name", READ)
def test_comments(name):
    comments = parsed(name).comments
    read = [
        (comment.author, comment.parent, comment.likes, comment.posted_on) for comment in comments
    ]
    assert read == COMMENTS.get(name, [])


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_all_of_the_text_and_nothing_else(name):
    assert len(parsed(name).blocks) == PARAGRAPHS[name]


@pytest.mark.parametrize("page", sorted((PAGES / "others").iterdir()), ids=lambda page: page.stem)
def test_what_is_no_review_is_not(page):
    assert parse(read_text(page)).rejection_reason


def test_the_name_of_the_site_is_no_headline():
    assert parsed("blogger").headline == ""
    assert parsed("spanish_sheet").headline == ""


def test_written_by_alone_may_be_the_critic():
    doc = parsed("essay_site")
    assert doc.writers == []
    assert any("who wrote the page" in note.message for note in doc.notes)


@pytest.mark.parametrize(
    "words", ["DVD", "Netflix", "Rae Wood", "Director’s Cut", "15", "spoilers"]
)
def test_words_in_brackets_that_are_no_title(words):
    text = read_text(PAGES / "menus.txt").replace(
        "Review: The Long Haul", f"The Long Haul ({words})"
    )
    assert parse(text).alternative_title == ""


def test_the_director_behind_by_is_no_reviewer():
    text = read_text(PAGES / "menus.txt").replace(
        "Review: The Long Haul", "The Long Haul by Ned Fox"
    )
    assert parse(text).critics == []


def test_a_day_after_another_label_is_not_the_day_of_the_page():
    assert parsed("swedish").published_on == ""
    assert parsed("swedish").release_date == "2018-03-02"


def test_a_sentence_after_a_label_stays_in_the_text():
    text = read_text(PAGES / "disc_site.txt").replace("VIDEO\nThe 1.85:1", "Video: The 1.85:1")
    assert "Video: The 1.85:1 anamorphic transfer" in str(parse(text).blocks)


def test_a_company_is_read_without_the_fact_behind_it():
    assert parsed("german_paper").distributor == "Polarfilm"


def test_links_from_other_sites_are_no_comments():
    assert "Pingback" not in str(parsed("wordpress").comments)
    assert not [note for note in parsed("wordpress").notes if note.field == "comments"]


def test_markup_is_refused(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("<div><h1>A film</h1><p>One.</p><p>Two.</p><p>Three.</p></div>")
    with pytest.raises(Unreadable, match="HTML"):
        read_text(page)


def test_letters_that_were_encoded_twice_are_refused(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text((PAGES / "french_blog.txt").read_text().encode().decode("cp1252", "replace"))
    with pytest.raises(Unreadable, match="twice"):
        read_text(page)
