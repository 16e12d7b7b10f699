"""Labelled texts from a file: read, split and learnt; the filter is measured on the rest."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from comments.models import SpamToken

from . import classifier
from .parsed_text import ParsedText, parse

if TYPE_CHECKING:
    from _csv import Reader

LABELS = {"spam": True, "ham": False}
MIN_TO_FIT = 200  # texts of each kind; fewer do not show where the rare ones lie


class BadRows(ValueError):
    """Rows that cannot be meant; `sentences` tells the line and the fault of each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(sentences)
        self.sentences = sentences


@dataclass(frozen=True)
class Row:
    """One labelled text."""

    is_spam: bool
    text: str
    name: str = ""

    @property
    def label(self) -> str:
        return classifier.SPAM if self.is_spam else classifier.HAM

    def parse(self) -> ParsedText:
        return parse(self.text, self.name)


@dataclass(frozen=True)
class Figures:
    """How the filter does: shares from 0 to 1."""

    precision: float
    recall: float
    ham_held: float


def read_rows(lines: Iterable[str]) -> list[Row]:
    """The labelled texts of an open CSV file. BadRows if a row cannot be read, or there is none."""
    rows: list[Row] = []
    faults: list[str] = []
    reader = csv.reader(lines, strict=True)
    for cells in _rows_of(reader, faults):
        if not cells or (reader.line_num == 1 and cells[0].strip().casefold() == "label"):
            continue
        if fault := _fault(cells):
            faults.append(f"Line {reader.line_num}: {fault}")
        else:
            rows.append(Row(LABELS[cells[0].strip().casefold()], *cells[1:]))
    if not rows and not faults:
        faults.append("There is no row: write label,text in each.")
    if faults:
        raise BadRows(faults)
    return rows


def _rows_of(reader: "Reader", faults: list[str]) -> Iterator[list[str]]:
    """The rows up to one that is no CSV, such as one whose quotation never ends."""
    try:
        yield from reader
    except csv.Error as error:
        faults.append(f"Line {reader.line_num}: it is no CSV ({error}).")


def _fault(cells: Sequence[str]) -> str:
    if len(cells) not in {2, 3}:
        return f"it has {counted(len(cells), 'column')}; write label,text or label,text,name."
    if cells[0].strip().casefold() not in LABELS:
        return f"its label is “{cells[0][:20]}”; write spam or ham."
    if "\0" in "".join(cells):
        return "it has a NUL character."
    if not cells[1].strip():
        return "its text is empty."
    return ""


def counted(number: int, noun: str) -> str:
    """“1 row”, “2 rows”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def split(rows: Sequence[Row], share: float) -> tuple[list[Row], list[Row]]:
    """(to learn, to keep back): always the same for a file, with the same share of each kind."""
    learnt: list[Row] = []
    kept: list[Row] = []
    for is_spam in (True, False):
        kind = [row for row in rows if row.is_spam == is_spam]
        random.Random(0).shuffle(kind)  # noqa: S311  (a measure, no secret)
        back = round(len(kind) * share)
        kept += kind[:back]
        learnt += kind[back:]
    return learnt, kept


@transaction.atomic
def train(rows: Sequence[Row]) -> None:
    """Learn these, all or none, beside what was learnt before, and how much evidence to ask for."""
    total: dict[int, tuple[int, int]] = {}
    for row in rows:
        for key, (spam, ham) in classifier.counts_of(row.parse(), row.label).items():
            before = total.get(key, (0, 0))
            total[key] = (before[0] + spam, before[1] + ham)
    SpamToken.objects.add(total)
    spam = sum(row.is_spam for row in rows)
    if min(spam, len(rows) - spam) >= MIN_TO_FIT:
        SpamToken.objects.set_threshold(_fitting_threshold(rows, SpamToken.objects.counts(total)))


def _fitting_threshold(rows: Iterable[Row], counts: dict[int, tuple[int, int]]) -> float:
    spam: list[float] = []
    ham: list[float] = []
    for row in rows:
        (spam if row.is_spam else ham).append(
            classifier.evidence_beside(row.parse(), row.label, counts)
        )
    return classifier.fitting_threshold(spam, ham)


def measure(rows: Sequence[Row]) -> Figures | None:
    """What the filter alone makes of texts, or None if it says nothing.

    Held is from `classifier.HELD_FROM` on.
    """
    scores = [classifier.score_of(row.parse()) for row in rows]
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        return None
    held = [score >= classifier.HELD_FROM for score in known]
    spam = sum(row.is_spam for row in rows)
    caught = sum(is_held and row.is_spam for is_held, row in zip(held, rows, strict=True))
    wronged = sum(held) - caught
    return Figures(
        precision=caught / sum(held) if sum(held) else 1.0,
        recall=caught / spam if spam else 1.0,
        ham_held=wronged / (len(rows) - spam) if len(rows) > spam else 0.0,
    )
