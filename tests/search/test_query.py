"""What may be typed, and what is found then."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.text import fold
from search.finder import find
from search.names import nearest_names, suggest
from search.query import MAX_PHRASE, MAX_TERMS, parse
from search.snippets import LENGTH, snippet
from search.text import words
from tests.builders import a_critic, a_film, a_person, a_review

from .builders import found, reviews

pytestmark = pytest.mark.django_db
# Letters of many scripts, and all that a query or a database could take for more than a letter.
ODD = "\x00\"'“”«*^(){}[]:;,.+-−–|&!<>~@#%_\\/=?\u200f\u202e\u0301 AND OR NOT NEAR aÉßł東ไ"
TYPED = st.one_of(st.text(max_size=60), st.text(ODD, max_size=40), st.text(ODD, min_size=1000))


def test_words_phrases_and_minus():
    query = parse('“Rust and Bone” audiard -festival −"to take"')
    assert query.phrases == (("rust", "and", "bone"), ("audiard",))
    assert query.without == (("festival",), ("to", "take"))


def test_a_dash_inside_a_word_is_no_minus():
    assert parse("Jean-Luc a -b").phrases == (("jean", "luc"), ("a",))


@pytest.mark.parametrize("text", ["", "   ", "-", '"', '""', "- -", "-festival", "\x00", "!&|*()"])
def test_nothing_to_look_for(text):
    assert parse(text).is_empty
    assert find(parse(text)).total == 0


def test_a_long_text_is_cut():
    query = parse(" ".join(f"word{number}" for number in range(300)))
    assert len(query.phrases) == MAX_TERMS
    assert len(parse("“" + "a " * 100).phrases[0]) == MAX_PHRASE


class AnythingTyped(TestCase):
    @classmethod
    def setUpTestData(cls):
        a_review("A walk in Žilina", film=a_film("Rust and Bone", director="Jacques Audiard"))

    @pytest.mark.slow
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TYPED)
    @example('a" OR "b')
    @example("title:walk NEAR(a b) walk*")
    @example("'; DROP TABLE search_document; --")
    @example("%s %(words)s {labels} {narrow}")
    @example("-" * 1000)
    @example("a' & !b:* <-> c")
    def test_is_answered(self, text):
        query = parse(text)
        assert len(query.text) <= 300
        for kind in ("", "comment", text):
            results = find(query, kind, {"year": text, "nonsense": text}, order=text, page=7)
            assert results.total == 0 or query.phrases
        nearest_names(text)
        suggest(text)

    @settings(max_examples=100, deadline=None)
    @given(st.text("abßé walk東ไ.,…", max_size=300))
    def test_a_snippet_is_a_part_of_the_text(self, text):
        part = "".join(piece.text for piece in snippet(text, [("walk",), ("a", "b")]))
        assert part.strip("… ") in text
        assert part == text or len(words(text)) > LENGTH or " " in text

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=80))
    def test_words_are_folded_and_split_once(self, text):
        assert words(" ".join(words(text))) == words(text)
        assert words(fold(text)) == words(text)


@pytest.mark.parametrize(
    ("headline", "typed"),
    [
        ("Wojsław in Łódź", "wojslaw lodz"),
        ("Søren’s straße", "SORENS strasse"),
        ("L’Été à Žilina", "l'ete a zilina"),
        ("The half–hearted", "half-hearted"),
        ("Ёлка и Щенок", "елка щенок"),
        ("東京物語の夜", "物語"),
        ("كِتَاب", "كتاب"),
        ("ฟ้าทะลายโจร", "ทะลาย"),
        ("हिन्दी फ़िल्म", "हिन्दी"),
        ("ΑΘΉΝΑ της νύχτας", "αθηνα νυχτασ"),
    ],
)
def test_what_people_type_without_a_second_keyboard(headline, typed):
    a_review(headline)
    assert reviews(typed) == [headline]


def test_a_phrase_stands_together():
    a_review("To take a punch")
    a_review("Punch then take")
    assert reviews('"take a punch"') == ["To take a punch"]
    assert len(reviews("take punch")) == 2
    assert reviews("take -then") == ["To take a punch"]
    assert reviews('punch -"take a"') == ["Punch then take"]
    assert reviews("語物") == []


def test_titles_stand_before_bodies():
    a_review("Of other things", body="<p>A lighthouse, a lighthouse and a lighthouse.</p>")
    a_review("The lighthouse")
    assert reviews("lighthouse") == ["The lighthouse", "Of other things"]


def test_words_may_be_in_different_places():
    a_review("To take a punch", film=a_film("Rust and Bone"), body="<p>Orcas.</p>")
    assert reviews("punch rust orcas") == ["To take a punch"]


def test_nearest_names_and_the_words_meant():
    a_film("Rust and Bone", director="Jacques Audiard")
    a_person("Matthias Schoenaerts")
    results = find(parse("Audird"))
    assert results.corrected.text == "Audiard"
    assert [str(hit.row) for hit in results.hits] == ["Jacques Audiard", "Rust and Bone (1962)"]
    assert [str(name.row) for name in results.names] == ["Jacques Audiard"]
    assert [str(name.row) for name in nearest_names("rsut and bone")] == ["Rust and Bone (1962)"]
    assert found("xylophone") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rust and bome", "Rust and Bone"),  # a word too short to be corrected alone
        ("rust and bones", "Rust and Bone"),  # whose words stand somewhere, but not together
        ("Jaques Audirad", "Jacques Audiard"),
        ("jhon ford", "John Ford"),
        ("joh nford", "John Ford"),
        ("lete sans retuor", "lete sans retour"),
        ("Lété san retour", "L’Été sans retour"),
        ('"Jacques Audird" punch', '"Jacques Audiard" punch'),
        ("Audird -festival", "Audiard -festival"),
    ],
)
def test_what_was_meant_is_told_as_it_is_written(typed, meant):
    a_film("Rust and Bone", director="Jacques Audiard")
    a_film("L’Été sans retour", director="John Ford")
    a_review("Old bones"), a_review("To take a punch", a_film("Punch", director="Jacques Audiard"))
    results = find(parse(typed))
    assert results.corrected.text == meant
    assert results.total


@pytest.mark.parametrize("typed", ["rust and gold", "bone and rust", "ford", "jo ford", "old"])
def test_another_name_is_not_taken_for_what_was_meant(typed):
    a_film("Rust and Bone", director="John Ford")
    assert find(parse(typed)).corrected is None


def test_what_is_called_so_stands_first():
    for number in range(3):
        a_review(f"The bridge, the bridge and the other bridge {number}")
    a_review("The bridge")
    other = a_film("De brug", 2002)
    other.titles.create(text="The Bridge", kind="original")
    film = a_film("The Bridge", 1959)
    a_person("The Bridge Brothers")
    films, reviewed = [("film", str(film)), ("film", str(other))], ("review", "The bridge")
    for typed in ("the bridge", "THE BRÏDGE", '"the bridge"'):
        assert found(typed)[:3] == [*films, reviewed]
    assert found("The Bridge (1959)")[0] == films[0]
    assert found("The Bridge (1959)", facets={"year": "2002"}) == []
    assert found("the bridge", facets={"year": "2002"}) == films[1:]


def test_what_is_called_so_is_not_outnumbered(monkeypatch):
    monkeypatch.setattr("search.finder.MAX_BEST", 2)
    monkeypatch.setattr("search.finder.MAX_NEWEST", 2)
    monkeypatch.setattr("search.engine.MAX_RANKED", 2)
    iris = a_critic("Iris Vale")
    for number in range(4):
        a_review(f"Walk {number}", critic=iris)
    assert found("iris vale")[0] == ("critic", "Iris Vale")


def test_suggestions_begin_a_word():
    a_film("Rust and Bone", director="Jacques Audiard")
    assert [str(name.row) for name in suggest("aud")] == ["Jacques Audiard"]
    assert [str(name.row) for name in suggest("Bo")] == ["Rust and Bone (1962)"]
    assert suggest("ust") == []


def test_a_snippet_marks_what_was_meant():
    a_review("A walk", body=f"<p>{'Once upon a time. ' * 40}In Žilina, it rained.</p>")
    (hit,) = find(parse("zilina"), "review").hits
    assert [piece.text for piece in hit.snippet if piece.is_marked] == ["Žilina"]
    assert hit.snippet[0].text == "…"


def test_facets_narrow_and_are_counted():
    one, other = a_film("One", 1962), a_film("Other", 2012)
    for film in (one, one, other):
        a_review("A walk", film=film, verdict="mixed")
    results = find(parse("walk"))
    assert results.facets["year"] == {"1962": 2, "2012": 1}
    assert results.facets["verdict"] == {"mixed": 3}
    assert find(parse("walk"), facets={"year": "1962", "verdict": "mixed"}).total == 2
    assert find(parse("walk"), facets={"year": "1962", "verdict": "avoid"}).total == 0


def test_the_newest_first():
    for number in range(3):
        a_review(f"Walk {number}", published_at=f"201{number}-01-01T12:00Z")
    assert reviews("walk", order="date") == ["Walk 2", "Walk 1", "Walk 0"]
