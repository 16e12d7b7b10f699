"""The command that trains the filter from a file."""

import csv
import re

import pytest
from django.core.management import CommandError, call_command

from comments.models import SpamToken
from comments.models.spam_token import TOTALS

from .labelled import Labelled

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """Writes rows to a file and gives its path."""

    def write(rows):
        path = tmp_path / "labelled.csv"
        with path.open("w", newline="") as lines:
            csv.writer(lines).writerows(rows)
        return str(path)

    return write


def train(path, *args, capsys):
    call_command("train_filter", path, *args)
    return capsys.readouterr().out


def test_it_works(file, capsys):
    said = train(file(Labelled(3).rows(300)), "--keep-back", "0.5", capsys=capsys)
    assert said.startswith("Learnt 300 texts: 150 spam, 150 ham. Of 300 kept back: precision ")
    precision, recall, held = (float(share) for share in re.findall(r"([\d.]+)%", said))
    assert precision >= 97 and recall >= 97 and held <= 3 and said.count("\n") == 1


def test_without_keeping_back_all_is_learnt(file, capsys):
    said = train(file([("label", "text"), ("spam", "Buy pills"), ("HAM", "I liked it")]), capsys=capsys)
    assert said == "Learnt 2 texts: 1 spam, 1 ham.\n"
    assert SpamToken.objects.counts([])[TOTALS] == (1, 1)


def test_what_was_learnt_before_is_kept(file, capsys):
    path = file([("spam", "Buy pills"), ("ham", "I liked it", "Remy")])
    train(path, capsys=capsys), train(path, capsys=capsys)
    assert SpamToken.objects.counts([])[TOTALS] == (2, 2)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("junk", "Buy pills"), "Line 2: its label is “junk”"),
        (("spam",), "Line 2: it has 1 columns"),
        (("spam", "a", "b", "c"), "Line 2: it has 4 columns"),
        (("spam", "  "), "Line 2: its text is empty"),
    ],
)
def test_a_bad_row_is_told_and_nothing_is_learnt(file, capsys, row, fault):
    with pytest.raises(CommandError, match="1 bad rows"):
        call_command("train_filter", file([("ham", "I liked it"), row, ("spam", "Buy pills")]))
    assert fault in capsys.readouterr().err
    assert not SpamToken.objects.exists()


def test_an_empty_file_is_refused(file):
    with pytest.raises(CommandError, match="bad rows"):
        call_command("train_filter", file([]))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"spam,\xff\xfe\x00\x80")
    with pytest.raises(CommandError, match="no CSV file in UTF-8"):
        call_command("train_filter", str(path))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("train_filter", str(tmp_path / "nothing.csv"))


@pytest.mark.parametrize("share", ["1", "-0.1", "half", "nan"])
def test_a_share_that_cannot_be_meant_is_refused(file, share):
    with pytest.raises(CommandError, match="keep-back"):
        call_command("train_filter", file([("spam", "Buy pills")]), f"--keep-back={share}")
