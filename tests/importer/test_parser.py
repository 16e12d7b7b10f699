"""What the parser reads from a page, and what it leaves empty because it is not sure."""

import dataclasses

import pytest

from importer.parser import parse
from tests.importer.pages import OTHERS, REVIEWS, notes_on, page, parsed, people


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_is_taken_for_one(name):
    assert parsed(name).rejection_reason == ""


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_review_is_not(name):
    assert parsed(name).rejection_reason


FILM = {
    "weekly": "The Salt Road",
    "blog": "Saltveien",
    "nested": "Nightbound",
    "french": "Les Marées basses",
}
FILM |= dict.fromkeys(("essay", "home_release", "radio"), "The Salt Road")
FILM |= {"german": "Der letzte Fährmann", "spanish": "La casa del viento", "japanese": "海辺の時計"}
FILM |= {"festival": "The Glass Orchard", "daily": "The Long Quiet"}


@pytest.mark.parametrize("name", REVIEWS)
def test_the_title(name):
    assert parsed(name).title == FILM[name]


DIRECTORS = {
    "german": "Andreas Thoma",
    "spanish": "Andrés Molina",
    "japanese": "佐野 真一",
    "french": "Bruno Castel",
}
DIRECTORS |= dict.fromkeys(("essay", "home_release", "radio", "weekly", "blog"), "Ines Halloran")
DIRECTORS |= {"festival": "Mara Lindqvist"}


@pytest.mark.parametrize("name", DIRECTORS)
def test_the_director(name):
    assert parsed(name).directors == [DIRECTORS[name]]


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("weekly", 104),
        ("festival", 118),
        ("daily", 112),
        ("french", 102),
        ("german", 97),
        ("spanish", 104),
    ],
)
def test_the_runtime_in_minutes(name, minutes):
    assert parsed(name).runtime == minutes


def test_a_field_that_no_line_states_stays_empty_and_says_so():
    doc = parsed("nested")
    assert doc.directors == []
    assert notes_on(doc, "director") == ["not stated"]


def test_a_year_beside_a_name_is_kept_apart_from_the_films_year():
    doc = parsed("essay")
    assert (doc.year, doc.unlabelled_year) == (None, 2003)
    assert "does not say" in notes_on(doc, "year")[0]


def test_the_original_title_only_where_the_page_calls_it_so():
    assert parsed("weekly").original_title == "Saltveien"
    doc = parsed("blog")
    assert (doc.original_title, doc.alternative_title) == ("", "The Salt Road")


def test_headline_and_standfirst():
    doc = parsed("home_release")
    assert doc.headline == "'The Salt Road' Measures the Distance Between Two Silences"
    assert doc.standfirst.startswith("The slow Salt Road")


def test_a_near_miss_of_the_title_is_named_not_read():
    assert "nearly the title" in notes_on(parsed("home_release"), "page head")[0]


def test_a_mark_without_its_board_has_no_country():
    doc = parsed("home_release")
    assert (doc.certification, doc.certified_in) == ("PG", "")


def test_a_board_named_by_its_label_gives_the_country():
    doc = parsed("german")
    assert (doc.certification, doc.certified_in) == ("12", "DE")


def test_a_release_date_with_the_kind_that_its_label_names():
    doc = parsed("german")
    assert (doc.release_date, doc.release_kind) == ("2018-10-18", "theatrical")
    assert parsed("home_release").release_kind == ""


def test_a_date_that_may_be_two_is_not_read():
    doc = parse(
        page("weekly").read_text().replace("Producer: Ola Brandt", "Release date: 3/4/2003")
    )
    assert doc.release_date == ""
    assert "3/4/2003" in notes_on(doc, "release date")[0]


def test_two_different_runtimes_are_both_refused():
    doc = parse(
        page("weekly").read_text().replace("Producer: Ola Brandt", "Running time: 99 minutes")
    )
    assert doc.runtime is None
    assert "both" in notes_on(doc, "runtime")[0]


def test_characters_and_aliases_from_running_text():
    assert people(parsed("weekly").cast)["Peter Aske"] == ("Joachim", "Joel")
    assert people(parsed("blog").cast)["Emmi Lund"] == ("", "")


def test_a_film_and_its_director_in_brackets_are_no_cast():
    text = (
        page("nested")
        .read_text()
        .replace("save it.", "save it, as they saved Jaws (Steven Spielberg).")
    )
    assert parse(text).cast == []


def test_source_work_and_author():
    doc = parsed("radio")
    assert (doc.source_kind, doc.source_title, doc.source_author) == (
        "novel",
        "Winter Lamp",
        "Edith Crane",
    )


def test_writers_named_beside_the_director():
    assert parsed("radio").writers == ["Ines Halloran", "Tomas Reed"]
    assert parsed("home_release").writers == ["Tomas Reed"]


@pytest.mark.parametrize(
    ("name", "reviewer"),
    [
        ("radio", "Hugo Lantern"),
        ("nested", "Petra Lang"),
        ("german", "Katrin Vogel"),
        ("daily", "Glenn Porter"),
    ],
)
def test_the_reviewer(name, reviewer):
    assert parsed(name).critics == [reviewer]


def test_sections():
    headings = [part.heading for part in parsed("radio").sections]
    assert headings == ["The buzz", "The genres", "The premise", "The performances", "The skinny"]


def test_lines_of_the_film_among_prose():
    kinds = [block.kind for block in parsed("essay").blocks]
    assert (kinds.count("quote"), kinds.count("dialogue")) == (2, 1)


def test_a_critic_who_says_i_is_not_quoting_the_film():
    text = (
        page("essay")
        .read_text()
        .replace("Mara is the first", "I think that I know why I say that Mara is the first")
    )
    text = text.replace(
        "The winter takes", "I find, and I said so, that I like it when the winter takes"
    )
    assert not [block for block in parse(text).blocks if block.kind != "paragraph"]


def test_dialogue_marked_by_dashes():
    dialogue = next(block for block in parsed("french").blocks if block.kind == "dialogue")
    assert [line.text for line in dialogue.lines] == ["Tu reviendras ?", "La mer décide."]


def test_dialogue_with_speakers():
    text = (
        page("nested")
        .read_text()
        .replace("The performances", "Ida: Are you up?\nRuth: Never.\n\nThe performances")
    )
    dialogue = next(block for block in parse(text).blocks if block.kind == "dialogue")
    assert [(line.speaker, line.text) for line in dialogue.lines] == [
        ("Ida", "Are you up?"),
        ("Ruth", "Never."),
    ]


@pytest.mark.parametrize("name", REVIEWS)
@pytest.mark.parametrize(
    "boilerplate",
    [
        "Connecting to",
        "Log Out",
        "donate",
        "Download",
        "cookies",
        "Newsletter",
        "Uncategorized",
        "©",
        "Antworten",
        "返信",
    ],
)
def test_boilerplate_is_dropped(name, boilerplate):
    doc = parsed(name)
    assert boilerplate not in str(dataclasses.asdict(doc) | {"notes": []})


def test_stars_need_a_stated_scale():
    doc = parsed("german")
    assert (doc.stars, doc.stars_out_of) == ("4", 5)
    assert parsed("daily").stars == ""


def test_lines_that_a_mail_program_broke_are_joined():
    text = page("nested").read_text()
    broken = text.replace(
        "for an hour and then cannot stop. ", "for an hour and then cannot\nstop. "
    )
    broken = broken.replace("a train to catch, and ", "a train to catch, and\n")
    assert [block.text for block in parse(broken).body] == [
        block.text for block in parse(text).body
    ]


def test_a_film_that_the_text_compares_and_names_again_is_no_character():
    text = (
        page("nested")
        .read_text()
        .replace(
            "save it.",
            "save it, unlike Titanic (James Cameron) and Jaws (Steven Spielberg). Jaws had a plan, "
            "Titanic a band.",
        )
    )
    assert parse(text).cast == []


def test_names_divided_by_strokes_in_japanese():
    text = (
        page("japanese")
        .read_text()
        .replace("高橋 春樹、松本 リナ、北川 誠", "高橋春樹/松本リナ/北川誠")
    )
    assert list(people(parse(text).cast)) == ["高橋春樹", "松本リナ", "北川誠"]


def test_a_headline_with_the_directors_name_before_the_title():
    text = (
        page("nested")
        .read_text()
        .replace("Movie Review: Nightbound (2015)", "Leo Marsh's Nightbound (2015)")
    )
    doc = parse(text)
    assert (doc.title, doc.year) == ("Nightbound", 2015)


def test_short_lines_beneath_the_text_are_left_out_and_said():
    doc = parse(
        page("daily").read_text().split("Glenn Porter is")[0]
        + "\nTopics\nRomance of pianos\nReuse\n"
    )
    assert "Romance of pianos" not in str(doc.blocks)
    assert "left out" in notes_on(doc, "page foot")[0]


@pytest.mark.parametrize("facts", ["Genre: Country: Norway", "YAPIM: Kuzey Film"])
def test_labels_without_a_value_or_unknown_in_capitals_stop_nothing(facts):
    assert parse(page("weekly").read_text().replace("Producer: Ola Brandt", facts)).title
