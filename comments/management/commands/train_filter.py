import csv

from django.core.management.base import BaseCommand, CommandError

from comments.spam.classifier import MIN_TEXTS
from comments.spam.training import BadRows, counted, measure, read_rows, split, train

MAX_PRINTED = 20


def share(text):
    """A number from 0 up to, but not, 1."""
    number = float(text)
    if not 0 <= number < 1:
        raise ValueError(text)
    return number


class Command(BaseCommand):
    help = (
        "Train the spam filter from a CSV file of label,text[,name], where a label is spam or ham."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", help="CSV file in UTF-8; a first row of headings is passed over"
        )
        parser.add_argument(
            "--keep-back",
            type=share,
            default=0.0,
            metavar="SHARE",
            help=(
                "learn nothing from this share of the rows, such as 0.5, and measure the filter on "
                "it"
            ),
        )

    def handle(self, *, file, keep_back, **options):
        try:
            with open(file, encoding="utf-8-sig", newline="") as lines:
                rows = read_rows(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise CommandError(
                f"{file} is no CSV file in UTF-8: {error}. Nothing was learnt."
            ) from error
        except BadRows as error:
            for line in error.sentences[:MAX_PRINTED]:
                self.stderr.write(line)
            bad = counted(len(error.sentences), "bad row")
            raise CommandError(f"Found {bad} in {file}; nothing was learnt.") from error
        learnt, kept = split(rows, keep_back)
        train(learnt)
        said = f"Learnt {_described(learnt)}."
        if kept:
            said += f" Held back {_described(kept)}: {_told(measure(kept))}."
        self.stdout.write(said)


def _described(rows):
    spam = sum(row.is_spam for row in rows)
    return f"{counted(len(rows), 'row')} ({spam} spam, {len(rows) - spam} ham)"


def _told(figures):
    if figures is None:
        return f"the filter says nothing before it has learnt {MIN_TEXTS} texts of each kind"
    return (
        f"precision {figures.precision:.2%}, recall {figures.recall:.2%}, ham held "
        f"{figures.ham_held:.2%}"
    )
