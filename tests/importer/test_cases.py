"""The cases run, and the JSON says what was read. How many are right is a score, not a test."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from films.models import Film
from reviews.models import Review
from tests.importer.cases import EMPTY, PART, RIGHT, WRONG, mark, run_cases, score
from tests.importer.pages import page

CASES = Path(__file__).parent / "cases"
pytestmark = pytest.mark.django_db


def read_as_json(capsys, *names):
    paths = [str(page(name)) for name in names]
    call_command("import_documents", *paths, dry_run=True, json=True)
    return json.loads(capsys.readouterr().out)


def test_each_case_gets_its_marks():
    results = run_cases(CASES)
    assert set(results) == {path.stem for path in CASES.glob("*.json")}
    numbers = [int(part.split()[0]) for part in score(results).split(", ")]
    assert sum(numbers) == sum(map(len, results.values()))


def test_marks():
    assert mark("title", "Älv", "alv") == RIGHT
    assert mark("title", "Älv", "") == EMPTY
    assert mark("title", "", "Älv") == WRONG
    assert mark("comments", [["A", None], ["B", 0]], [["A", None]]) == PART


def test_json_holds_path_outcome_and_fields(capsys):
    (row,) = read_as_json(capsys, "nested")
    assert (row["path"], row["outcome"]) == (str(page("nested")), "added")
    assert (row["title"], row["year"], row["critics"]) == ("Nightbound", 2015, ["Petra Lang"])
    assert row["published_on"] == "2016-03-03"
    assert row["comments"][1]["parent"] == 0
    assert row["comments"][0]["posted_on"] == "2016-03-04"
    assert row["comments"][0]["body"] in page("nested").read_text()
    assert not Film.objects.exists() and not Review.objects.exists()


def test_json_says_why_a_page_is_no_review(capsys):
    (row,) = read_as_json(capsys, "recipe")
    assert (row["outcome"], row["reason"]) == ("no review", "it is a recipe")


def test_json_of_files_keeps_their_order(capsys):
    rows = read_as_json(capsys, "weekly", "recipe", "blog")
    assert [Path(row["path"]).stem for row in rows] == ["weekly", "recipe", "blog"]
