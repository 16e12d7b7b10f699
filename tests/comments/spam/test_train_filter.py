"""The command that trains the filter from a file."""

import csv
import re

import pytest
from django.core.management import CommandError, call_command

from comments.models import SpamToken
from comments.models.spam import TOTALS_KEY

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
    line = (
        r"Learnt 300 rows \(150 spam, 150 ham\)\. Held back 300 rows \(150 spam, 150 ham\): "
        r"precision ([\d.]+)%, recall ([\d.]+)%, ham held ([\d.]+)%\.\n"
    )
    precision, recall, held = map(float, re.fullmatch(line, said).groups())
    assert precision >= 97 and recall >= 97 and held <= 1


def test_without_keeping_back_all_is_learnt(file, capsys):
    said = train(
        file([("label", "text"), ("spam", "Buy pills"), ("HAM", "I liked it")]), capsys=capsys
    )
    assert said == "Learnt 2 rows (1 spam, 1 ham).\n"
    assert SpamToken.objects.counts([])[TOTALS_KEY] == (1, 1)


def test_too_few_rows_are_not_measured(file, capsys):
    said = train(file(Labelled(3).rows(10)), "--keep-back", "0.5", capsys=capsys)
    assert (
        "Held back 10 rows (5 spam, 5 ham): the filter says nothing before it has learnt 10 texts"
        in said
    )


def test_what_was_learnt_before_is_kept(file, capsys):
    path = file([("spam", "Buy pills"), ("ham", "I liked it", "Remy")])
    train(path, capsys=capsys), train(path, capsys=capsys)
    assert SpamToken.objects.counts([])[TOTALS_KEY] == (2, 2)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("junk", "Buy pills"), "Line 2: its label is “junk”"),
        (("spam",), "Line 2: it has 1 column;"),
        (("spam", "a", "b", "c"), "Line 2: it has 4 columns;"),
        (("spam", "  "), "Line 2: its text is empty"),
    ],
)
def test_a_bad_row_is_told_and_nothing_is_learnt(file, capsys, row, fault):
    with pytest.raises(CommandError, match=r"Found 1 bad row in .*; nothing was learnt"):
        call_command("train_filter", file([("ham", "I liked it"), row, ("spam", "Buy pills")]))
    assert fault in capsys.readouterr().err
    assert not SpamToken.objects.exists()


def test_bad_rows_are_counted(file):
    with pytest.raises(CommandError, match="Found 2 bad rows in"):
        call_command(
            "train_filter", file([("junk", "Buy pills"), ("ham", "I liked it"), ("spam",)])
        )


def test_an_empty_file_is_refused(file):
    with pytest.raises(CommandError, match="bad row"):
        call_command("train_filter", file([]))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"spam,\xff\xfe\x00\x80")
    with pytest.raises(CommandError, match="no CSV file in UTF-8"):
        call_command("train_filter", str(path))


@pytest.mark.parametrize(
    "rows", ['ham,"never closed\nspam,Buy pills\n', "ham,I liked\0it\nspam,Buy pills\n"]
)
def test_a_row_that_cannot_be_read_teaches_nothing(tmp_path, rows):
    path = tmp_path / "broken.csv"
    path.write_text(rows)
    with pytest.raises(CommandError, match="1 bad row"):
        call_command("train_filter", str(path))
    assert not SpamToken.objects.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("train_filter", str(tmp_path / "nothing.csv"))


@pytest.mark.parametrize("share", ["1", "-0.1", "half", "nan"])
def test_a_share_that_cannot_be_meant_is_refused(file, share):
    with pytest.raises(CommandError, match="keep-back"):
        call_command("train_filter", file([("spam", "Buy pills")]), f"--keep-back={share}")
