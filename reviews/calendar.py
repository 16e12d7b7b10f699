import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Month:
    """A month: its first day, its reviews, and their per cent of the fullest month shown."""

    first: datetime.date
    number: int
    percent: int

    @property
    def top(self):
        """Where its bar begins, in per cent from above."""
        return 100 - self.percent


def months_by_year(months):
    """Pairs of year and its twelve Months, newest year first.

    `months` as `ReviewQuerySet.by_month` gives them.
    """
    numbers = {(row["month"].year, row["month"].month): row["number"] for row in months}
    most = max(numbers.values(), default=0)
    for year in sorted({year for year, _month in numbers}, reverse=True):
        yield (
            year,
            [_month(year, month, numbers.get((year, month), 0), most) for month in range(1, 13)],
        )


def _month(year, month, number, most):
    return Month(datetime.date(year, month, 1), number, round(number * 100 / most))
